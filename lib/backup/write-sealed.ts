import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { SealedFile } from "./manifest";

/** Fast, and rows of text still shrink to a quarter. */
const gzipLevel = 3;

export interface Sealing {
  readonly gzip?: boolean;
  readonly signal?: AbortSignal;
}

/** Writes one file of a backup, its owner's alone and on the disk when this resolves, and says what it must look like. */
export async function writeSealed(
  folder: string,
  path: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  { gzip = false, signal }: Sealing = {},
): Promise<SealedFile> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  let sizeBytes = 0;
  async function* measured(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      yield chunk;
    }
  }
  const readable =
    source instanceof Readable ? source : Readable.from(source instanceof Uint8Array ? [source] : source);
  const file = createWriteStream(target, { flags: "wx", mode: 0o600, flush: true });
  const options = signal === undefined ? {} : { signal };
  if (gzip) await pipeline(readable, createGzip({ level: gzipLevel }), measured, file, options);
  else await pipeline(readable, measured, file, options);
  return { path, sizeBytes, sha256: hash.digest("hex") };
}
