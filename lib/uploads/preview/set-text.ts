import sharp from "sharp";

/** A font file and the name of its family inside. */
export interface TextFont {
  readonly file: string;
  readonly family: string;
}

export interface TextBox {
  readonly width: number;
  readonly height: number;
  /** Letters are made smaller, down to the least size, before words are left out. */
  readonly pixels: number;
  readonly pixelsMin: number;
  readonly colour: string;
  /** Whether it may go on in further lines. */
  readonly wraps: boolean;
}

export interface TextPicture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

const shrinkBy = 0.88;

/** Draws a text into a box: smaller until it fits, then cut short. Never beyond the box. */
export async function setText(font: TextFont, text: string, box: TextBox): Promise<TextPicture> {
  for (let pixels = box.pixels; pixels >= box.pixelsMin; pixels = Math.floor(pixels * shrinkBy)) {
    const picture = await drawText(font, text, pixels, box);
    if (fits(picture, box)) return picture;
  }
  const letters = Array.from(text);
  for (let kept = letters.length - 1; kept > 1; kept = Math.floor(kept * shrinkBy)) {
    const picture = await drawText(font, `${letters.slice(0, kept).join("").trimEnd()}…`, box.pixelsMin, box);
    if (fits(picture, box)) return picture;
  }
  throw new Error(`no text of ${box.pixelsMin} pixels fits into ${box.width} × ${box.height}`);
}

function fits(picture: TextPicture, box: TextBox): boolean {
  return picture.width <= box.width && picture.height <= box.height;
}

async function drawText(font: TextFont, text: string, pixels: number, box: TextBox): Promise<TextPicture> {
  const { data, info } = await textAt(font, text, pixels, box.wraps ? box : { colour: box.colour })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** At this many dots per inch a point is a pixel. */
const pointsDpi = 72;

function textAt(font: TextFont, text: string, pixels: number, look: { width?: number; colour: string }) {
  return sharp({
    text: {
      text: `<span foreground="${look.colour}">${escapeMarkup(text)}</span>`,
      font: `${font.family}, ${pixels}`,
      fontfile: font.file,
      dpi: pointsDpi,
      rgba: true,
      ...(look.width === undefined ? {} : { width: look.width, wrap: "word-char" }),
    },
  });
}

function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * What of a text this machine can show, with the font's own letters or those of a font that is installed: all of it, all
 * but its symbols, or null when a letter is missing. What is missing would be drawn as a box with a number in it.
 */
export async function settableText(font: TextFont, text: string): Promise<string | null> {
  const missing = new Set<string>();
  for (const sign of new Set(Array.from(text).filter((one) => one > "\u007f" && !/[\p{M}\p{Z}\p{Cf}]/u.test(one)))) {
    if (!(await isBoxed(font, sign))) continue;
    if (!/[\p{S}\p{P}]/u.test(sign)) return null;
    missing.add(sign);
  }
  const left = Array.from(text).filter((one) => !missing.has(one));
  const words = left.join("").replaceAll(/\s+/g, " ").trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : null;
}

/** Nobody has letters for these: they stand for nothing in Unicode. The number in the box has four or five digits. */
const unassigned = { four: "\u0378", five: "\u{efffd}" };

async function isBoxed(font: TextFont, letter: string): Promise<boolean> {
  const unknown = (letter.codePointAt(0) ?? 0) > 0xffff ? unassigned.five : unassigned.four;
  const [frame, unknownFrame] = await Promise.all([frameOf(font, letter), frameOf(font, unknown)]);
  return frame.equals(unknownFrame);
}

/** The outermost line of pixels of a letter's picture, with its size. */
async function frameOf(font: TextFont, letter: string): Promise<Buffer> {
  const { data, info } = await textAt(font, letter, 64, { colour: "#000000" })
    .extractChannel("alpha")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const sides = Array.from({ length: height }, (_, row) => [data[row * width] ?? 0, data[(row + 1) * width - 1] ?? 0]);
  const size = Buffer.from(`${width} ${height} `);
  return Buffer.concat([size, data.subarray(0, width), data.subarray(-width), Buffer.from(sides.flat())]);
}
