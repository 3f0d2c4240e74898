import { hkdfSync } from "node:crypto";
import { createKeyedHash, type KeyedHash } from "./keyed-hash";

/** What a token is for. Each purpose signs with a key of its own, so no token passes for another kind. */
export const tokenPurposes = ["pass", "ticket", "receipt", "attempt", "reminder", "link"] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

/** The keys of one purpose: one signs, all of them verify. */
export interface PurposeKeys {
  readonly current: { readonly id: string; readonly hash: KeyedHash };
  readonly byId: ReadonlyMap<string, KeyedHash>;
}

export interface TokenKeys extends Readonly<Record<TokenPurpose, PurposeKeys>> {
  /** Sign the library's session cookie: the first is the current one, the others are still believed. */
  readonly sessionSecrets: readonly [string, ...string[]];
}

const secretCharactersMin = 32;
/** 3 bytes of base64url. Few secrets are ever live at once, and a collision is refused at start. */
const keyIdBytes = 3;

/**
 * Derives every key from the server's secret, once per process. Tokens signed with a `previous` secret stay
 * valid while it is listed, so a secret can be replaced without signing everybody out.
 * Attempt ids come from the current secret alone: a resend across a rotation counts as a new wish, and the
 * limit per account answers it with the attempt that already lives. Throws on a short secret.
 */
export function createTokenKeys(secret: string, previous: readonly string[] = []): TokenKeys {
  const older = [...new Set(previous)].filter((other) => other !== secret);
  const secrets = [secret, ...older];
  return {
    sessionSecrets: [deriveSessionSecret(secret), ...older.map(deriveSessionSecret)],
    pass: derivePurposeKeys("pass", secrets),
    ticket: derivePurposeKeys("ticket", secrets),
    receipt: derivePurposeKeys("receipt", secrets),
    attempt: derivePurposeKeys("attempt", secrets),
    reminder: derivePurposeKeys("reminder", secrets),
    link: derivePurposeKeys("link", secrets),
  };
}

function derivePurposeKeys(purpose: TokenPurpose, secrets: readonly string[]): PurposeKeys {
  const derived = secrets.map((secret) => ({ id: deriveKeyId(secret), hash: deriveHash(secret, purpose) }));
  const byId = new Map(derived.map(({ id, hash }) => [id, hash]));
  if (byId.size !== derived.length) throw new Error("two live secrets share a key id; choose another secret");
  const current = derived[0];
  if (current === undefined) throw new Error("no secret given");
  return { current, byId };
}

function deriveHash(secret: string, purpose: TokenPurpose): KeyedHash {
  return createKeyedHash(expand(secret, `zerohour token ${purpose} v1`, 32));
}

function deriveSessionSecret(secret: string): string {
  return expand(secret, "zerohour session cookie v1", 32).toString("base64url");
}

function deriveKeyId(secret: string): string {
  return expand(secret, "zerohour token key id v1", keyIdBytes).toString("base64url");
}

function expand(secret: string, info: string, lengthBytes: number): Buffer {
  if (secret.length < secretCharactersMin) {
    throw new Error(`the secret must have at least ${secretCharactersMin} characters`);
  }
  return Buffer.from(hkdfSync("sha256", secret, "", info, lengthBytes));
}
