import { uploadBounds } from "../domain";
import { line } from "./fields";
import type { HttpRequest } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest, type Read, refuse } from "./read-json";

const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/avif"] as const;

export interface UploadWish {
  readonly contentType: string;
  readonly fileName: string;
  readonly crop: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

const fileName = line(uploadBounds.fileNameCharactersMax);
const cropPattern = /^(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/;

/** `?fileName=lamp.jpg&crop=x,y,width,height` and the type, all that is known before the body is read. */
export function readUploadWish(request: HttpRequest): Read<UploadWish> {
  const type = (request.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const contentType = pictureTypes.find((known) => known === type);
  if (contentType === undefined) {
    const detail = `Send the picture itself as Content-Type: ${pictureTypes.join(", ")}.`;
    return refuse(problemAnswer("unsupported_media_type", { detail }));
  }
  const errors = [];
  const name = fileName.safeParse(request.searchParams.get("fileName") ?? "picture");
  if (!name.success) {
    const message = `must be 1 to ${uploadBounds.fileNameCharactersMax} visible characters`;
    errors.push({ path: "fileName", message });
  }
  const cropText = request.searchParams.get("crop");
  const [, x, y, width, height] = cropPattern.exec(cropText ?? "") ?? [];
  if (cropText !== null && height === undefined) {
    errors.push({ path: "crop", message: "must be x,y,width,height in whole pixels" });
  }
  if (errors.length > 0) return refuse(invalidRequest(errors));
  const crop =
    height === undefined ? null : { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
  return { ok: true, value: { contentType, fileName: name.data ?? "picture", crop } };
}

export async function readUploadBytes(request: HttpRequest): Promise<Read<Uint8Array>> {
  const bytes = await request.readBytes(uploadBounds.bytesMax);
  if (bytes === "too_large") {
    const detail = "The file is larger than 10 MB. Save the picture in a smaller size or with more compression.";
    return refuse(problemAnswer("payload_too_large", { detail }));
  }
  if (bytes.byteLength === 0) return refuse(invalidRequest([{ path: "file", message: "is empty" }]));
  return { ok: true, value: bytes };
}
