import { createHash } from "node:crypto";
import { type Answer, emptyAnswer, type HttpRequest } from "../message";
import { buildDocument, type DocumentParts } from "./build-document";
import { operations } from "./operations";

/** It only changes with a release; a tag tells whether it has. */
const caching = "public, max-age=300";

interface Written {
  readonly text: string;
  readonly etag: string;
}

let written: Written | null = null;

/** The description is made when somebody asks for it first. */
export function respondOpenapi(parts: Omit<DocumentParts, "operations">, request: HttpRequest): Answer {
  written ??= write(parts);
  const headers = { "Cache-Control": caching, ETag: written.etag };
  if (request.header("if-none-match") === written.etag) return emptyAnswer(304, headers);
  return {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: written.text,
  };
}

function write(parts: Omit<DocumentParts, "operations">): Written {
  const text = JSON.stringify(buildDocument({ ...parts, operations }));
  return { text, etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
}
