import type { Answer, HttpRequest } from "./message";
import { problemAnswer } from "./problem";

/** The picture of a sale's link. Its address changes with the sale, so it may be kept; `version` names its content. */
export function respondPreview(request: HttpRequest, version: string, bytes: Uint8Array): Answer {
  const headers = {
    "Content-Type": "image/jpeg",
    "Cache-Control": "public, max-age=3600, s-maxage=86400",
    ETag: `"${version}"`,
  };
  if (request.header("if-none-match") === headers.ETag) return { status: 304, headers, body: null };
  return {
    status: 200,
    headers: { ...headers, "Content-Length": String(bytes.byteLength) },
    body: null,
    ...(request.method === "HEAD" ? {} : { stream: whole(bytes) }),
  };
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function noPreview(): Answer {
  return problemAnswer("not_found", { detail: "There is no sale with this name." });
}
