import * as z from "zod";
import type { MailKind } from "../domain";
import type { MailWords, Pointless } from "./mail-words";
import type { AccountLinks } from "./ports";

/** Kinds about an account and its password. */
export type AccountMailKind = Extract<MailKind, "password_reset" | "password_changed" | "email_verification">;

const linkSchema = z.object({ linkId: z.string(), expiresAtMs: z.number() });

export function accountWords(
  mail: { readonly kind: AccountMailKind; readonly facts: unknown },
  appOrigin: string,
  links: AccountLinks,
): MailWords | Pointless {
  switch (mail.kind) {
    case "password_reset":
      return withLink(mail.facts, (link) => ({
        subject: "Choose a new password",
        paragraphs: [
          "Somebody, probably you, asked for a new password for this address.",
          "The link works once, for 60 minutes. When the password is changed, every device is signed out.",
          "If it was not you, do nothing: your password stays as it is.",
        ],
        link: { label: "Choose a new password", url: links.reset(link) },
      }));
    case "email_verification":
      return withLink(mail.facts, (link) => ({
        subject: "Confirm your e-mail address",
        paragraphs: [
          "An account was opened with this address. Confirm that it is yours to buy in a sale.",
          "The link works once, for 24 hours. If the account is not yours, do nothing.",
        ],
        link: { label: "Confirm the address", url: links.verify(link) },
      }));
    case "password_changed":
      return {
        subject: "Your password was changed",
        paragraphs: [
          "The password of your account was changed, and every other device was signed out.",
          "If it was not you, choose a new password now; your account is yours again from then on.",
        ],
        link: { label: "Choose a new password", url: `${appOrigin}/forgot-password` },
      };
  }
}

/** A link that expired while the mail server was away helps nobody. */
function withLink(
  facts: unknown,
  write: (link: { readonly id: string; readonly expiresAtMs: number }) => MailWords,
): MailWords | Pointless {
  const { linkId: id, expiresAtMs } = linkSchema.parse(facts);
  if (Date.now() >= expiresAtMs) return { why: "The link expired before the mail could go out." };
  return write({ id, expiresAtMs });
}
