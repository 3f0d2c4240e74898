import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { pictureUrl, previewSize } from "../../domain";
import type { StoredFile } from "../ports";
import type { PreviewContent } from "./draw-preview";
import { openPreviews } from "./open-previews";
import { setText, settableText, type TextBox } from "./set-text";

const publicDirectory = join(process.cwd(), "public");
const font = { file: join(publicDirectory, "fonts/archivo-preview.ttf"), family: "Archivo SemiBold" };
const lamp: PreviewContent = {
  title: "Aurora desk lamp",
  price: "€79",
  regularPrice: "€129",
  moment: "Fri 27 Nov, 10:00",
  place: "Berlin time",
};
/** No font on any machine has letters for these. */
const unknownLetters = "\u0378\u0379";

interface Shown {
  readonly content?: Partial<PreviewContent>;
  readonly imageUrl?: string | null;
}

function open(stored: Readonly<Record<string, Uint8Array>> = {}) {
  const asked: string[] = [];
  const previews = openPreviews({
    publicDirectory,
    async readUpload(name): Promise<StoredFile | null> {
      asked.push(name);
      const bytes = stored[name];
      if (bytes === undefined) return null;
      return {
        sizeBytes: bytes.byteLength,
        stream: (async function* () {
          yield bytes.subarray(0, 100);
          yield bytes.subarray(100);
        })(),
      };
    },
  });
  const draw = async (shown: Shown, key = "1-1") => {
    const { content = {}, imageUrl = null } = shown;
    return Buffer.from(await previews.draw({ key, content: { ...lamp, ...content }, imageUrl }));
  };
  return { draw, asked };
}

/** The mean colour of the middle of the place for the product's picture. */
async function pictureColour(bytes: Buffer): Promise<readonly number[]> {
  // What is told of a picture is told of it as it was read.
  const middle = await sharp(bytes).extract({ left: 20, top: 20, width: 460, height: 20 }).png().toBuffer();
  const { channels } = await sharp(middle).stats();
  return channels.map(({ mean }) => Math.round(mean / 16));
}

const plainBox: TextBox = { width: 584, height: 236, pixels: 76, pixelsMin: 36, colour: "#000000", wraps: true };

describe("a sale's preview", () => {
  it("is a JPEG of the size that readers of links take, small enough for all of them", async () => {
    const bytes = await open().draw({ imageUrl: "/products/aurora-desk-lamp.svg" });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", ...previewSize });
    expect(bytes.length).toBeLessThan(300_000);
  });

  it("shows the sale's picture: the shop's own or an uploaded one, and without one a ticket", async () => {
    const id = "0123456789abcdef0123456789abcdef";
    const blue = { r: 0, g: 0, b: 255 };
    const upload = await sharp({ create: { width: 720, height: 900, channels: 3, background: blue } })
      .webp()
      .toBuffer();
    const { draw, asked } = open({ [`${id}-720.webp`]: upload });
    const colours = await Promise.all(
      ["/products/aurora-desk-lamp.svg", pictureUrl(id), null].map(async (imageUrl, index) =>
        pictureColour(await draw({ imageUrl }, String(index))),
      ),
    );
    expect(colours[1]).toEqual([0, 0, 16]);
    expect(new Set(colours.map(String)).size).toBe(3);
    expect(asked).toEqual([`${id}-720.webp`]);
  });

  it.each([
    ["elsewhere", "https://pictures.example/lamp.jpg"],
    ["outside of the public files", "/../package.json"],
    ["in a file that is no picture", "/fonts/OFL.txt"],
    ["gone", "/products/no-such-thing.svg"],
    ["an upload that is gone", pictureUrl("f".repeat(32))],
  ])("shows the ticket for a picture %s", async (_, imageUrl) => {
    const { draw } = open();
    expect((await draw({ imageUrl }, "with")).equals(await draw({ imageUrl: null }, "without"))).toBe(true);
  });

  it("is drawn once for everybody, and anew for a changed sale", async () => {
    const { draw } = open();
    const first = draw({}, "1-1");
    // What is kept under a name is not drawn again, whatever else is said.
    expect(await draw({ content: { title: "Another" } }, "1-1")).toEqual(await first);
    expect(await draw({ content: { title: "Another" } }, "1-2")).not.toEqual(await first);
  });

  it("leaves out a title for which the machine has no letters", async () => {
    const { draw } = open();
    const unreadable = await draw({ content: { title: unknownLetters } }, "1");
    expect(unreadable.equals(await draw({ content: { title: `${unknownLetters}${unknownLetters}` } }, "2"))).toBe(true);
    expect(unreadable.equals(await draw({ content: { title: "Aurora" } }, "3"))).toBe(false);
  });
});

describe("a text in a box", () => {
  it.each([
    ["short", "Lamp"],
    ["of many words", "A name of a thing that goes on for ever, ".repeat(3).slice(0, 120)],
    ["of one word", "W".repeat(120)],
    ["with markup", '<b>&amp;</b> "lamp" <script>alert(1)</script>'],
    ["in Chinese", "极光台灯".repeat(30)],
    ["in Arabic", "مصباح مكتب ".repeat(10)],
  ])("stays in it: %s", async (_, text) => {
    const { width, height } = await setText(font, text, plainBox);
    expect(width).toBeLessThanOrEqual(plainBox.width);
    expect(height).toBeLessThanOrEqual(plainBox.height);
  });

  it("is as large as there is room", async () => {
    const short = await setText(font, "Lamp", plainBox);
    const long = await setText(font, "Lamp ".repeat(20), plainBox);
    const heightOfLine = async (text: string) =>
      (await setText(font, text, { ...plainBox, wraps: false, pixels: 76 })).height;
    expect(short.height).toBe(await heightOfLine("Lamp"));
    expect(long.height).toBeGreaterThan(short.height);
  });

  it("is set as far as there are letters for it", async () => {
    expect(await settableText(font, "Désk ‘lamp’ – €79 & more")).toBe("Désk ‘lamp’ – €79 & more");
    expect(await settableText(font, `Lamp ${unknownLetters}`)).toBeNull();
    // A symbol without a font is only left out.
    expect(await settableText(font, "Lamp \u2728")).toMatch(/^Lamp( \u2728)?$/);
    expect(await settableText(font, "\u2728")).toBeNull();
  });
});
