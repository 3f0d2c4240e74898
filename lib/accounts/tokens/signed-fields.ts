import { timingSafeEqual } from "node:crypto";
import type { KeyedHash } from "./keyed-hash";
import type { PurposeKeys } from "./keys";

// A token is text: `<kind>.<key id>.<field>…<tag>`. Fields use the base64url alphabet, so the dots cannot be
// forged, and the tag covers every character before it: an altered, added or missing byte is refused.

/** 24 of the 32 bytes: 192 bits, and no spare bits in the last character, so a tag has one spelling. */
const tagCharacters = 32;
/** Longer than any token we issue; what is longer is refused before it costs anything. */
const tokenCharactersMax = 256;
const alphabet = /^[A-Za-z0-9_.-]+$/;

/** Signs fields of `[A-Za-z0-9_-]`. `kind` names purpose and version, for example `p1`. */
export function signFields(keys: PurposeKeys, kind: string, fields: readonly string[]): string {
  const text = `${kind}.${keys.current.id}.${fields.join(".")}`;
  return `${text}.${tagOf(keys.current.hash, text)}`;
}

/** The fields of a token that one of the keys signed as this kind, else null. Never throws, whatever comes in. */
export function openFields(keys: PurposeKeys, kind: string, fieldCount: number, token: string): string[] | null {
  if (token.length > tokenCharactersMax || !alphabet.test(token)) return null;
  const parts = token.split(".");
  if (parts.length !== fieldCount + 3 || parts[0] !== kind) return null;
  const hash = keys.byId.get(parts[1] ?? "");
  const tag = parts[parts.length - 1] ?? "";
  if (hash === undefined || tag.length !== tagCharacters) return null;
  const expected = tagOf(hash, token.slice(0, -(tagCharacters + 1)));
  if (!isSameTag(tag, expected)) return null;
  return parts.slice(2, -1);
}

function tagOf(hash: KeyedHash, text: string): string {
  return hash(text).slice(0, tagCharacters);
}

const given = Buffer.alloc(tagCharacters);
const wanted = Buffer.alloc(tagCharacters);

/** Both are ASCII of a tag's length; the comparison takes equally long wherever they differ. */
function isSameTag(tag: string, expected: string): boolean {
  given.write(tag, "latin1");
  wanted.write(expected, "latin1");
  return timingSafeEqual(given, wanted);
}

/** Whole non-negative numbers travel in base 36. */
export function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a whole non-negative number: ${value}`);
  return value.toString(36);
}

export function readInteger(text: string | undefined): number | null {
  if (text === undefined || !/^[0-9a-z]{1,11}$/.test(text)) return null;
  const value = Number.parseInt(text, 36);
  return Number.isSafeInteger(value) ? value : null;
}
