import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { CapturedPage } from "./capture-page";
import { chooseEncoding, type PageEncoding } from "./choose-encoding";

/** One coding of a page: its bytes, and both answers' headers as node takes them, name and value in turn. */
interface Variant {
  readonly etag: string;
  readonly body: Buffer;
  readonly headers: string[];
  readonly unchangedHeaders: string[];
}

/** A page ready to be sent, in every coding, with everything computed that does not depend on the reader. */
export interface FinishedPage {
  readonly status: number;
  readonly variants: Readonly<Record<PageEncoding, Variant>>;
  readonly bytes: number;
}

/** What belongs to one answer of the renderer, not to the page: we say our own. */
const ownHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "keep-alive",
  "transfer-encoding",
  "x-nextjs-cache",
]);

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
/** Above this a page costs tens of milliseconds for a per cent or two, and at a start a crowd waits for it. */
const brotliQuality = 7;

export async function finishPage(captured: CapturedPage): Promise<FinishedPage> {
  const { body } = captured;
  const [zipped, squeezed] = await Promise.all([
    compressGzip(body, { level: 9 }),
    compressBrotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  ]);
  const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  const variants = {
    identity: makeVariant(captured, body, digest, "identity"),
    gzip: makeVariant(captured, zipped, digest, "gzip"),
    br: makeVariant(captured, squeezed, digest, "br"),
  };
  return { status: captured.status, variants, bytes: body.length + zipped.length + squeezed.length };
}

function makeVariant(captured: CapturedPage, body: Buffer, digest: string, encoding: PageEncoding): Variant {
  // The same page in another coding is another sequence of bytes, and a strong tag names bytes.
  const etag = encoding === "identity" ? `"${digest}"` : `"${digest}-${encoding}"`;
  const kept = Object.entries(captured.headers).filter(([name]) => !ownHeaders.has(name) && name !== "vary");
  const shared = [...kept.flat(), "vary", varyOf(captured), "etag", etag];
  return {
    etag,
    body,
    headers: [
      ...shared,
      ...(encoding === "identity" ? [] : ["content-encoding", encoding]),
      "content-length",
      String(body.length),
    ],
    unchangedHeaders: shared.filter((_, index) => shared[index - (index % 2)] !== "content-type"),
  };
}

function varyOf(captured: CapturedPage): string {
  const said = captured.headers.vary ?? "";
  return /(^|,)\s*accept-encoding\s*(,|$)/i.test(said) ? said : [said, "Accept-Encoding"].filter(Boolean).join(", ");
}

/**
 * Sends a page. A range is not served in parts: the page is small, and the whole is always a right answer to one
 * (RFC 9110 14.2). The tag of a condition is compared with the coding that would be sent.
 */
export function sendPage(message: IncomingMessage, response: ServerResponse, page: FinishedPage): void {
  const variant = page.variants[chooseEncoding(message.headers["accept-encoding"])];
  const condition = message.headers["if-none-match"];
  if (condition !== undefined && page.status === 200 && matchesTag(condition, variant.etag)) {
    response.writeHead(304, variant.unchangedHeaders);
    response.end();
    return;
  }
  response.writeHead(page.status, variant.headers);
  if (message.method === "HEAD") response.end();
  else response.end(variant.body);
}

/** Weak comparison (RFC 9110 8.8.3.2): a cache on the way may have weakened our tag. */
export function matchesTag(condition: string, etag: string): boolean {
  if (condition === etag) return true;
  return condition.split(",").some((part) => {
    const tag = part.trim();
    return tag === "*" || tag === etag || tag === `W/${etag}`;
  });
}
