import { readPictureFileName, type UploadAnswer } from "../domain";
import { type Answer, emptyAnswer, type HttpRequest, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

type Refusal =
  | { readonly word: "wrong_type" | "too_many_pixels" | "unreadable" | "bad_crop"; readonly detail: string }
  | { readonly word: "no_place" };

export function respondUpload(outcome: { readonly word: "stored"; readonly upload: UploadAnswer } | Refusal): Answer {
  switch (outcome.word) {
    case "stored":
      return jsonAnswer(201, outcome.upload, { Location: outcome.upload.url });
    case "wrong_type":
      return problemAnswer("unsupported_media_type", { detail: outcome.detail });
    case "too_many_pixels":
      return problemAnswer("payload_too_large", { detail: outcome.detail });
    case "unreadable":
      return problemAnswer("invalid_request", {
        detail: outcome.detail,
        errors: [{ path: "file", message: "is damaged or cut off" }],
      });
    case "bad_crop":
      return problemAnswer("invalid_request", {
        detail: outcome.detail,
        errors: [{ path: "crop", message: outcome.detail }],
      });
    case "no_place":
      return problemAnswer("busy", {
        detail: "Many pictures are being stored at this moment. Send this one again after retryAfterMs.",
        retryAfterMs: 3_000,
      });
  }
}

/** Where pictures are read. */
export interface PictureShelf {
  read(name: string): Promise<{ readonly sizeBytes: number; readonly stream: AsyncIterable<Uint8Array> } | null>;
  exists(name: string): Promise<boolean>;
}

const yearSeconds = 31_536_000;

/** A stored picture. Under one name there is ever only one content, so a browser that has it need not ask again. */
export async function respondPicture(request: HttpRequest, name: string, shelf: PictureShelf): Promise<Answer> {
  const file = readPictureFileName(name);
  if (file === null) return noPicture();
  const headers = {
    "Content-Type": `image/${file.format}`,
    "Cache-Control": `public, max-age=${yearSeconds}, immutable`,
    ETag: `"${name}"`,
    "X-Content-Type-Options": "nosniff",
  };
  const isKnown = knows(request, headers.ETag);
  if (isKnown || request.method === "HEAD") {
    if (!(await shelf.exists(name))) return noPicture();
    return isKnown ? emptyAnswer(304, headers) : { status: 200, headers, body: null };
  }
  const found = await shelf.read(name);
  if (found === null) return noPicture();
  const { sizeBytes, stream } = found;
  return { status: 200, headers: { ...headers, "Content-Length": String(sizeBytes) }, body: null, stream };
}

function knows(request: HttpRequest, etag: string): boolean {
  const known = (request.header("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

function noPicture(): Answer {
  return problemAnswer("not_found", { detail: "There is no such picture." });
}
