import type { Pass, Role } from "../../domain";
import type { TokenKeys } from "./keys";
import { openFields, readInteger, signFields, writeInteger } from "./signed-fields";

export type PassVerdict =
  | { readonly word: "ok"; readonly pass: Pass }
  | { readonly word: "expired" }
  | { readonly word: "invalid" };

const kind = "p1";
const codeOfRole: Readonly<Record<Role, string>> = { shopper: "s", marketer: "m", admin: "a" };
const roleOfCode: ReadonlyMap<string, Role> = new Map([
  ["s", "shopper"],
  ["m", "marketer"],
  ["a", "admin"],
]);

export function signPass(keys: TokenKeys, pass: Pass): string {
  return signFields(keys.pass, kind, [
    pass.accountId,
    codeOfRole[pass.role],
    writeInteger(pass.level),
    writeInteger(pass.expiresAtMs),
  ]);
}

/** Decides from the token and the time alone: no database, a few microseconds. The moment of expiry is expired. */
export function verifyPass(keys: TokenKeys, token: string, nowMs: number): PassVerdict {
  const fields = openFields(keys.pass, kind, 4, token);
  if (fields === null) return { word: "invalid" };
  const [accountId, roleCode, levelText, expiryText] = fields;
  const role = roleOfCode.get(roleCode ?? "");
  const level = readInteger(levelText);
  const expiresAtMs = readInteger(expiryText);
  if (!accountId || role === undefined || level === null || expiresAtMs === null) return { word: "invalid" };
  if (nowMs >= expiresAtMs) return { word: "expired" };
  return { word: "ok", pass: { accountId, role, level, expiresAtMs } };
}
