import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Bytes from here on are left out: taking them would make the first letters of the alphabet likelier. */
const byteLimit = 256 - (256 % alphabet.length);
/** 62^16 is about 2^95: two of a million accounts never meet, and Redis keeps a short key per account. */
export const accountIdCharacters = 16;

/** A new id of 16 letters and digits. */
export function newAccountId(): string {
  return newId(accountIdCharacters);
}

/** Letters and digits, each equally likely. */
export function newId(characters: number): string {
  let id = "";
  while (id.length < characters) id += lettersOf(randomBytes(characters), characters - id.length);
  return id;
}

/** Reads bytes as letters and digits, at most `charactersMax`; unlucky bytes are left out. */
export function lettersOf(bytes: Uint8Array, charactersMax: number): string {
  let letters = "";
  for (const byte of bytes) {
    if (letters.length === charactersMax) break;
    if (byte < byteLimit) letters += alphabet[byte % alphabet.length];
  }
  return letters;
}
