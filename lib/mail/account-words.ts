import * as z from "zod";
import type { MailKind } from "../domain";
import { type MailTongue, withLink } from "./mail-tongue";
import type { MailWords, Pointless } from "./mail-words";
import type { AccountLinks } from "./ports";

/** Kinds about an account and its password. */
export type AccountMailKind = Extract<MailKind, "password_reset" | "password_changed" | "email_verification">;

const linkSchema = z.object({ linkId: z.string(), expiresAtMs: z.number() });

export function accountWords(
  mail: { readonly kind: AccountMailKind; readonly facts: unknown },
  tongue: MailTongue,
  links: AccountLinks,
): MailWords | Pointless {
  const { say, locale } = tongue;
  switch (mail.kind) {
    case "password_reset":
      return withSigned(mail.facts, (link) => withLink(say.passwordReset, links.reset(link, locale)));
    case "email_verification":
      return withSigned(mail.facts, (link) => withLink(say.emailVerification, links.verify(link, locale)));
    case "password_changed":
      return withLink(say.passwordChanged, tongue.url("/forgot-password"));
  }
}

/** A link that expired while the mail server was away helps nobody. */
function withSigned(
  facts: unknown,
  write: (link: { readonly id: string; readonly expiresAtMs: number }) => MailWords,
): MailWords | Pointless {
  const { linkId: id, expiresAtMs } = linkSchema.parse(facts);
  if (Date.now() >= expiresAtMs) return { why: "The link expired before the mail could go out." };
  return write({ id, expiresAtMs });
}
