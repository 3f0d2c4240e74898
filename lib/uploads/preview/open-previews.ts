import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import { pictureFileName, pictureIdOf } from "../../domain";
import type { Uploads } from "../ports";
import { createTurns } from "../take-turns";
import { drawPreview, type PreviewContent } from "./draw-preview";
import type { TextFont } from "./set-text";

export interface WantedPreview {
  /** Names the picture: under one name there is only one content. */
  readonly key: string;
  readonly content: PreviewContent;
  readonly imageUrl: string | null;
}

export interface Previews {
  /** A JPEG; drawn once and kept for a while. */
  draw(wanted: WantedPreview): Promise<Uint8Array>;
}

interface PreviewParts {
  /** Where the shop's own pictures and fonts are. */
  readonly publicDirectory: string;
  readonly readUpload: Uploads["read"];
}

/** Some ten megabytes. */
const keptMax = 100;
const fontFile = "fonts/archivo-preview.ttf";
const fontFamily = "Archivo SemiBold";

export function openPreviews({ publicDirectory, readUpload }: PreviewParts): Previews {
  const kept = new LRUCache<string, Promise<Uint8Array>>({ max: keptMax });
  // One after the other: drawing takes a whole core for a moment, and a web process has more to do.
  const inTurn = createTurns();
  const font: TextFont = { file: join(publicDirectory, fontFile), family: fontFamily };
  const readPicture = createPictureReader(publicDirectory, readUpload);

  return {
    draw({ key, content, imageUrl }) {
      const present = kept.get(key);
      if (present !== undefined) return present;
      const made = inTurn(async () =>
        drawPreview(font, content, imageUrl === null ? null : await readPicture(imageUrl)),
      );
      kept.set(key, made);
      made.catch(() => kept.delete(key));
      return made;
    },
  };
}

/** A path without dots but the one before its ending: it cannot lead out of its folder. */
const ownPicture = /^\/[a-z0-9/_-]+\.(?:svg|png|jpe?g|webp|avif)$/i;

/** Reads the picture at an address of this shop; null for one elsewhere, which is never asked for, and for one that is gone. */
function createPictureReader(publicDirectory: string, readUpload: Uploads["read"]) {
  return async (url: string): Promise<Uint8Array | null> => {
    const id = pictureIdOf(url);
    if (id !== null) {
      const found = await readUpload(pictureFileName({ id, width: 720, format: "webp" }));
      return found === null ? null : collect(found.stream);
    }
    if (!ownPicture.test(url)) return null;
    try {
      return await readFile(join(publicDirectory, url));
    } catch {
      return null;
    }
  };
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
