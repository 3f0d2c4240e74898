import { createHmac, hash } from "node:crypto";

/** HMAC-SHA256 of a text under one key, in base64url. */
export type KeyedHash = (text: string) => string;

/** SHA-256 works on blocks of this size. */
const blockBytes = 64;
const digestBytes = 32;
/** Longer than every token we sign; what is longer is hashed the usual way. */
const textBytesMax = 1_024;

/**
 * Every purchase needs four of these. An Hmac object costs twice as much as the two hashes it makes, and leaves something
 * native behind to be collected; so the two are made directly, over buffers that are kept (RFC 2104: the hash of the outer
 * pad and of the hash of the inner pad and the text). The same text gives the same result either way.
 */
export function createKeyedHash(key: Buffer): KeyedHash {
  if (key.length > blockBytes) throw new Error(`a key of at most ${blockBytes} bytes is needed, not ${key.length}`);
  const inner = Buffer.alloc(blockBytes + textBytesMax, 0x36);
  const outer = Buffer.alloc(blockBytes + digestBytes, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    // A UTF-16 unit takes three bytes at most.
    if (text.length * 3 > textBytesMax) return createHmac("sha256", key).update(text).digest("base64url");
    const length = inner.write(text, blockBytes);
    outer.write(hash("sha256", inner.subarray(0, blockBytes + length), "binary"), blockBytes, "binary");
    return hash("sha256", outer, "base64url");
  };
}
