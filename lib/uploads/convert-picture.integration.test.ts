import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type ConvertedPicture, convertPicture } from "./convert-picture";
import type { Crop, SentPicture } from "./ports";

type Format = "jpeg" | "png" | "webp" | "avif";

const red = { r: 220, g: 30, b: 30 };
const blue = { r: 30, g: 30, b: 220 };

/** Red with a blue right half, so that it shows how it was turned and cut. */
function draw(width: number, height: number) {
  const half = Math.floor(width / 2);
  return sharp({ create: { width, height, channels: 3, background: red } }).composite([
    { input: { create: { width: width - half, height, channels: 3, background: blue } }, left: half, top: 0 },
  ]);
}

async function sent(bytes: Uint8Array, format: Format, crop: Crop | null = null): Promise<SentPicture> {
  return { bytes, contentType: `image/${format}`, fileName: "lamp", crop };
}

async function convert(bytes: Uint8Array, format: Format, crop: Crop | null = null): Promise<ConvertedPicture> {
  const outcome = await convertPicture(await sent(bytes, format, crop));
  if (outcome.word !== "converted") throw new Error(`not converted: ${JSON.stringify(outcome)}`);
  return outcome.picture;
}

const describeFile = async (bytes: Uint8Array) => {
  const { format, width, height, exif, icc, xmp, compression } = await sharp(bytes).metadata();
  return {
    format: compression === "av1" ? "avif" : format,
    width,
    height,
    notes: [exif, icc, xmp].filter(Boolean).length,
  };
};

/** Which of the two colours a point is, given as shares of width and height. */
async function colourAt(bytes: Uint8Array | undefined, x: number, y: number): Promise<"red" | "blue"> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * info.channels;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? "red" : "blue";
}

const fileOf = (picture: ConvertedPicture, width: number, format: string) =>
  picture.files.find((file) => file.width === width && file.format === format)?.bytes;

describe("a picture", () => {
  it.each<Format>(["jpeg", "png", "webp", "avif"])(
    "that is %s becomes AVIF and WebP in three widths",
    async (format) => {
      const picture = await convert(await draw(1_600, 1_600).toFormat(format).toBuffer(), format);
      expect(picture).toMatchObject({ width: 1_080, height: 1_350 });
      const files = await Promise.all(
        picture.files.map(async ({ width, format: kind, bytes }) => ({
          name: [width, kind],
          ...(await describeFile(bytes)),
        })),
      );
      expect(files).toEqual(
        [360, 720, 1_080].flatMap((width) =>
          ["avif", "webp"].map((kind) => ({
            name: [width, kind],
            format: kind,
            width,
            height: (width * 5) / 4,
            notes: 0,
          })),
        ),
      );
    },
  );

  it("is never enlarged", async () => {
    const picture = await convert(await draw(500, 900).png().toBuffer(), "png");
    expect(picture).toMatchObject({ width: 500, height: 625 });
    const sizes = await Promise.all(picture.files.map(async ({ bytes }) => (await describeFile(bytes)).width));
    expect(sizes).toEqual([360, 360, 500, 500, 500, 500]);
  });

  it("is cut to 4:5 from the middle", async () => {
    const wide = await convert(await draw(2_000, 1_000).jpeg().toBuffer(), "jpeg");
    expect(wide).toMatchObject({ width: 800, height: 1_000 });
    expect(await colourAt(fileOf(wide, 1_080, "webp"), 0.1, 0.5)).toBe("red");
    expect(await colourAt(fileOf(wide, 1_080, "webp"), 0.9, 0.5)).toBe("blue");
  });

  it("is cut as wished", async () => {
    const bytes = await draw(2_000, 1_000).jpeg().toBuffer();
    const right = await convert(bytes, "jpeg", { x: 1_600, y: 250, width: 400, height: 500 });
    expect(right).toMatchObject({ width: 400, height: 500 });
    expect(await colourAt(fileOf(right, 360, "avif"), 0.05, 0.5)).toBe("blue");
    const left = await convert(bytes, "jpeg", { x: 0, y: 0, width: 401, height: 501 });
    expect(await colourAt(fileOf(left, 360, "webp"), 0.95, 0.5)).toBe("red");
  });

  it.each([
    ["outside", { x: 1_700, y: 0, width: 400, height: 500 }, "2000 × 1000"],
    ["below", { x: 0, y: 501, width: 400, height: 500 }, "2000 × 1000"],
    ["not 4:5", { x: 0, y: 0, width: 400, height: 504 }, "it must be 500 high"],
    ["too small", { x: 0, y: 0, width: 15, height: 19 }, "at least 16"],
    ["empty", { x: 0, y: 0, width: 0, height: 0 }, "at least 16"],
  ])("is refused with a crop that is %s", async (_, crop, words) => {
    const picture = await sent(await draw(2_000, 1_000).jpeg().toBuffer(), "jpeg", crop);
    expect(await convertPicture(picture)).toEqual({ word: "bad_crop", detail: expect.stringContaining(words) });
  });

  it("is turned as the camera noted, before it is cut, and the notes are gone", async () => {
    // Held upright: the camera stores it lying, with its left side at the top.
    const bytes = await draw(1_000, 800)
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Copyright: "A person's name" }, IFD3: { GPSLatitude: "52/1 31/1 0/1" } })
      .jpeg()
      .toBuffer();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    expect(String(bytes)).toContain("A person's name");
    const picture = await convert(bytes, "jpeg", { x: 0, y: 0, width: 800, height: 1_000 });
    expect(picture).toMatchObject({ width: 800, height: 1_000 });
    for (const { bytes: file } of picture.files) {
      expect(await describeFile(file)).toMatchObject({ notes: 0 });
      expect(String(Buffer.from(file))).not.toContain("A person's name");
    }
    expect(await colourAt(fileOf(picture, 1_080, "webp"), 0.5, 0.05)).toBe("red");
    expect(await colourAt(fileOf(picture, 1_080, "webp"), 0.5, 0.95)).toBe("blue");
  });

  it("in the colours of a printer, in grey, with 16 bits or see-through becomes one that browsers show", async () => {
    const cmyk = await convert(await draw(200, 250).toColourspace("cmyk").jpeg().toBuffer(), "jpeg");
    expect(await colourAt(fileOf(cmyk, 360, "webp"), 0.1, 0.5)).toBe("red");
    const grey = await convert(await draw(200, 250).greyscale().png().toBuffer(), "png");
    expect(await describeFile(grey.files[0]?.bytes ?? new Uint8Array())).toMatchObject({ width: 200 });
    const deep = await convert(await draw(200, 250).toColourspace("rgb16").png().toBuffer(), "png");
    expect(await colourAt(fileOf(deep, 360, "webp"), 0.1, 0.5)).toBe("red");
    expect(await colourAt(fileOf(deep, 360, "avif"), 0.9, 0.5)).toBe("blue");
    const glass = { width: 200, height: 250, channels: 4, background: { ...red, alpha: 0.5 } } as const;
    const clear = await convert(await sharp({ create: glass }).png().toBuffer(), "png");
    expect((await sharp(fileOf(clear, 360, "webp")).metadata()).hasAlpha).toBe(true);
  });
});

/** A PNG of one colour, of any size, in a few bytes: the head says how large it will be. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * 1_000));
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

describe("a file that is no picture we take", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><script>alert(1)</script></svg>`;

  it.each<[string, Buffer, Format]>([
    ["a drawing with a script", Buffer.from(svg), "png"],
    ["a drawing behind a declaration", Buffer.from(`<?xml version="1.0"?>${svg}`), "jpeg"],
    ["a web page", Buffer.from("<!doctype html><script>alert(1)</script>"), "webp"],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "png"],
    ["a document", Buffer.from("%PDF-1.7\n"), "jpeg"],
    ["one byte", Buffer.from([0xff]), "jpeg"],
    ["a HEIC, which is AVIF's sister", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "avif"],
  ])("is refused by its first bytes: %s", async (_, bytes, format) => {
    expect(await convertPicture(await sent(bytes, format))).toEqual({
      word: "wrong_type",
      detail: expect.stringContaining("image/jpeg, image/png, image/webp, image/avif"),
    });
  });

  it("is refused under another picture's type, with the right one named", async () => {
    const png = await draw(200, 250).png().toBuffer();
    expect(await convertPicture(await sent(png, "jpeg"))).toEqual({
      word: "wrong_type",
      detail: expect.stringContaining("Content-Type: image/png"),
    });
  });

  it.each<Format>(["jpeg", "png", "webp", "avif"])("is refused when it is a %s cut off half-way", async (format) => {
    const noise = sharp({
      create: {
        width: 400,
        height: 500,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 40 },
        background: red,
      },
    });
    const bytes = await noise.toFormat(format).toBuffer();
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    expect((await convertPicture(await sent(half, format))).word).toBe("unreadable");
    expect((await convertPicture(await sent(bytes.subarray(0, 20), format))).word).toBe("unreadable");
  });

  it.each([
    [30_000, 30_000],
    [60_000, 834],
    [7_072, 7_072],
  ])("is refused before it is unpacked when it says it has %i × %i pixels", async (width, height) => {
    const bytes = bomb(width, height);
    expect(bytes.length).toBeLessThan(20_000);
    expect(await convertPicture(await sent(bytes, "png"))).toEqual({
      word: "too_many_pixels",
      detail: expect.stringContaining(`${width} × ${height}`),
    });
  });

  it("is damaged, and not too large, when it has as many pixels as may be and less content", async () => {
    expect((await convertPicture(await sent(bomb(7_071, 7_071), "png"))).word).toBe("unreadable");
  });

  it("is refused when nothing of it could be seen", async () => {
    const thread = await draw(2_000, 10).png().toBuffer();
    expect((await convertPicture(await sent(thread, "png"))).word).toBe("bad_crop");
  });
});
