import type { TokenKeys } from "./keys";
import { openFields, readInteger, signFields, writeInteger } from "./signed-fields";

/** What the link of a mail may do: choose a new password, or say that an address is its reader's. */
export const linkPurposes = ["reset", "verify"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** A link as its row knows it; the row is gone once the link was used. */
export interface MailedLink {
  readonly purpose: LinkPurpose;
  readonly id: string;
  readonly expiresAtMs: number;
}

export type LinkVerdict = { readonly word: "ok"; readonly id: string } | { readonly word: "expired" | "invalid" };

const kind = "l1";
const codeOfPurpose: Readonly<Record<LinkPurpose, string>> = { reset: "r", verify: "v" };

/** Signed when the mail goes out: who reads the database alone has no link that works. */
export function signLink(keys: TokenKeys, link: MailedLink): string {
  return signFields(keys.link, kind, [codeOfPurpose[link.purpose], link.id, writeInteger(link.expiresAtMs)]);
}

/** A link for another purpose is as invalid as a forged one. The moment of expiry is expired. */
export function verifyLink(keys: TokenKeys, purpose: LinkPurpose, token: string, nowMs: number): LinkVerdict {
  const fields = openFields(keys.link, kind, 3, token);
  if (fields === null) return { word: "invalid" };
  const [code, id, expiryText] = fields;
  const expiresAtMs = readInteger(expiryText);
  if (!id || expiresAtMs === null || code !== codeOfPurpose[purpose]) return { word: "invalid" };
  return nowMs >= expiresAtMs ? { word: "expired" } : { word: "ok", id };
}
