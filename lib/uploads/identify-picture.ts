/** What is taken, by the word that senders use. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/avif"] as const;
export type PictureType = (typeof pictureTypes)[number];

/**
 * What a file is by its first bytes. Only these four ever reach the decoder, which knows many more formats; whatever
 * else it is, a drawing or a document with scripts among them, is told apart here by not being one of them.
 */
export function identifyPicture(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (textAt(bytes, 0) === "RIFF" && textAt(bytes, 8) === "WEBP") return "image/webp";
  if (textAt(bytes, 4) === "ftyp" && ["avif", "avis"].includes(textAt(bytes, 8))) return "image/avif";
  return null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Four bytes as ASCII. */
function textAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
