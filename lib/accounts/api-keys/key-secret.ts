import { createHash, randomBytes } from "node:crypto";

/** 256 bits: nobody finds one by trying, so neither a salt nor a slow hash is needed. */
const secretBytes = 32;
const mark = "zh_";
/** 48 of the 256 bits, to tell keys apart by. */
const shownCharacters = 8;

/** A new key as its owner sees it once. The mark lets scanners of source code find one that was left there. */
export function newKey(): string {
  return mark + randomBytes(secretBytes).toString("base64url");
}

/** What is stored of a key. A key is found by it in a unique index, so nothing is compared character by character. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** How a key begins. */
export function keyPrefix(key: string): string {
  return key.slice(0, mark.length + shownCharacters);
}
