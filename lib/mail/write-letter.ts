import { createHash } from "node:crypto";
import { deletedEmailDomain } from "../domain";
import type { DueMail } from "./claim-mails";
import type { AccountLinks, Letter, MailSender, ReminderLinks } from "./ports";
import { renderHtml } from "./render-html";
import { renderText } from "./render-text";
import { wordsOf } from "./words";

export type Written =
  | { readonly word: "letter"; readonly letter: Letter }
  /** What it would say is not true any more. */
  | { readonly word: "pointless"; readonly why: string };

export interface LetterParts {
  readonly appOrigin: string;
  readonly reminderLinks: ReminderLinks;
  readonly accountLinks: AccountLinks;
}

/** The letter a mail becomes, from what its order or sale is by now. */
export function writeLetter(mail: DueMail, from: MailSender, parts: LetterParts): Written {
  // The account was deleted: what came to its mind later is nobody's to read.
  if (mail.recipient.endsWith(`@${deletedEmailDomain}`)) return { word: "pointless", why: "The account was deleted." };
  const { appOrigin } = parts;
  const words = wordsOf(mail, parts);
  if ("why" in words) return { word: "pointless", why: words.why };
  return {
    word: "letter",
    letter: {
      messageId: messageIdOf(mail, appOrigin),
      from,
      to: mail.recipient,
      subject: words.subject,
      text: renderText(words, from.fromName),
      html: renderHtml(words, from.fromName, mail.locale),
      oneClickUrl: words.oneClickUrl ?? null,
      calendar: words.calendar ?? null,
    },
  };
}

/** With the cause in it: a database that was set back gives a number again, but never for the same reason. */
function messageIdOf(mail: DueMail, appOrigin: string): string {
  const digest = createHash("sha256").update(mail.cause).digest("hex").slice(0, 16);
  return `<mail-${mail.id}-${digest}@${new URL(appOrigin).hostname}>`;
}
