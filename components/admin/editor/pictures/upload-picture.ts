import type { CropBox } from "./crop-box";
import { writeBox } from "./crop-box";

/** What the API takes. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/avif"];
const bytesMax = 10 * 1_024 * 1_024;

export type UploadOutcome =
  | { readonly word: "stored"; readonly url: string }
  | { readonly word: "stopped" }
  /** Trying the same file again may help, or not. */
  | { readonly word: "failed"; readonly detail: string; readonly retryable: boolean };

const words = {
  type: "This is no JPEG, PNG, WebP or AVIF picture. Save it as one of these.",
  size: (megabytes: string) => `This file has ${megabytes} MB; at most 10 MB. Save it smaller.`,
  lost: "The connection was lost on the way.",
  unclear: "The shop did not take the picture.",
};

/** Why a file cannot be a picture of a sale; null when it may. */
export function refuseFile({ type, size }: Pick<File, "type" | "size">): string | null {
  if (!pictureTypes.includes(type)) return words.type;
  return size > bytesMax ? words.size((size / 1_024 / 1_024).toFixed(1)) : null;
}

export interface UploadWish {
  readonly file: File;
  /** Null lets the shop take the largest part in the middle. */
  readonly box: CropBox | null;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a picture. XMLHttpRequest, because fetch does not tell how much of a request has left. */
export function uploadPicture({ file, box, onProgress, signal }: UploadWish): Promise<UploadOutcome> {
  const query = new URLSearchParams({ fileName: file.name, ...(box === null ? {} : { crop: writeBox(box) }) });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/admin/uploads?${query}`);
    request.setRequestHeader("content-type", file.type);
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(readUpload(request.status, request.responseText));
    request.onerror = () => resolve({ word: "failed", detail: words.lost, retryable: true });
    request.ontimeout = request.onerror;
    request.onabort = () => resolve({ word: "stopped" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** What the answer says; another program may have answered in the shop's place. */
export function readUpload(status: number, text: string): UploadOutcome {
  const body = parse(text);
  if (status === 201 && "url" in body && typeof body.url === "string") return { word: "stored", url: body.url };
  const detail = "detail" in body && typeof body.detail === "string" ? body.detail : words.unclear;
  return { word: "failed", detail, retryable: status >= 500 || status === 429 || status === 0 };
}

function parse(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}
