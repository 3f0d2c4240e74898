import type { Sharp, SharpConstructor } from "sharp";
import {
  type PictureFormat,
  type PictureWidth,
  pictureFormats,
  pictureRatio,
  pictureWidths,
  uploadBounds,
} from "../domain";
import { chooseCrop } from "./choose-crop";
import { identifyPicture, pictureTypes } from "./identify-picture";
import type { PictureRefusal, SentPicture } from "./ports";

export interface ConvertedPicture {
  /** Of the widest. */
  readonly width: number;
  readonly height: number;
  readonly files: readonly {
    readonly width: PictureWidth;
    readonly format: PictureFormat;
    readonly bytes: Uint8Array;
  }[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export type ConvertOutcome = { readonly word: "converted"; readonly picture: ConvertedPicture } | PictureRefusal;

/** For one step; a healthy one takes a few seconds at the most. */
const stepSecondsMax = 30;
/** One step more of effort makes files a tenth smaller at the most, and takes four times as long. */
const avifOptions = { quality: 50, effort: 3, chromaSubsampling: "4:2:0" } as const;
const webpOptions = { quality: 78, effort: 4 } as const;

/**
 * Decodes a picture, turns it upright, cuts it, and writes it in every width and format, as sRGB and without anything
 * that a camera noted beside it. It is decoded once.
 */
export async function convertPicture(sent: SentPicture): Promise<ConvertOutcome> {
  const type = identifyPicture(sent.bytes);
  if (type === null || type !== sent.contentType) return wrongType(sent.contentType, type);
  const sharp = await loadDecoder();
  const size = await readSize(sharp, sent.bytes);
  if (size === null) return unreadable();
  if (size.width * size.height > uploadBounds.pixelsMax) return tooManyPixels(size);
  const choice = chooseCrop(size, sent.crop);
  if (choice.word === "bad") return { word: "bad_crop", detail: choice.detail };
  const { x: left, y: top, width, height } = choice.crop;
  const widest = sizeWithin(width, pictureWidths.at(-1) ?? width);
  const decoded = await decode(() =>
    openUpright(sharp, sent.bytes)
      .extract({ left, top, width, height })
      .resize(widest.width, widest.height, { fit: "fill" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true }),
  );
  if (decoded === null) return unreadable();
  const { channels } = decoded.info;
  const raw = { ...widest, channels };
  const files = [];
  for (const name of pictureWidths) {
    const shown = sizeWithin(widest.width, name);
    for (const format of pictureFormats) {
      const resized = sharp(decoded.data, { raw })
        .timeout({ seconds: stepSecondsMax })
        .resize(shown.width, shown.height, { fit: "fill" });
      const written = format === "avif" ? resized.avif(avifOptions) : resized.webp(webpOptions);
      files.push({ width: name, format, bytes: await written.toBuffer() });
    }
  }
  return { word: "converted", picture: { ...widest, files } };
}

type Decoder = SharpConstructor;

/**
 * Loaded by the first picture, since most processes never see one. A picture is never urgent and the process has a sale
 * to run: one thread, and no memory kept for the next one.
 */
async function loadDecoder(): Promise<Decoder> {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** As a person sees it. */
function openUpright(sharp: Decoder, bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: uploadBounds.pixelsMax, failOn: "error", sequentialRead: true })
    .timeout({ seconds: stepSecondsMax })
    .autoOrient();
}

/** From the file's head alone: nothing is unpacked for it. */
async function readSize(sharp: Decoder, bytes: Uint8Array): Promise<Size | null> {
  // Its own limit would be an error like any other.
  const metadata = await decode(() => sharp(bytes, { limitInputPixels: false }).metadata());
  return metadata?.autoOrient ?? null;
}

/** Whatever the decoder says against a file is about the file: null. */
async function decode<Result>(step: () => Promise<Result>): Promise<Result | null> {
  try {
    return await step();
  } catch {
    return null;
  }
}

/** A picture is never enlarged. */
function sizeWithin(width: number, widthMax: number): Size {
  const shown = Math.min(width, widthMax);
  return { width: shown, height: Math.round((shown * pictureRatio.height) / pictureRatio.width) };
}

function wrongType(said: string, found: string | null): PictureRefusal {
  const detail =
    found === null
      ? `The file is none of ${pictureTypes.join(", ")}. Save the picture as one of these and send it again.`
      : `The file is ${found}, but was sent as ${said}. Send it as Content-Type: ${found}.`;
  return { word: "wrong_type", detail };
}

function tooManyPixels({ width, height }: Size): PictureRefusal {
  const most = Math.round(uploadBounds.pixelsMax / 1_000_000);
  return {
    word: "too_many_pixels",
    detail: `The picture has ${width} × ${height} pixels. Send one of at most ${most} million.`,
  };
}

function unreadable(): PictureRefusal {
  return {
    word: "unreadable",
    detail: "The picture is damaged or cut off. Open it, save it anew and send it again.",
  };
}
