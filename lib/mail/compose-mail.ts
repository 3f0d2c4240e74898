import type { Letter } from "./ports";

/** A letter in nodemailer's words. Addresses are given as parts, so no name can add a recipient. */
export function composeMail(letter: Letter) {
  return {
    messageId: letter.messageId,
    from: { name: letter.from.fromName, address: letter.from.fromAddress },
    to: { name: "", address: letter.to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    // So that no holiday reply comes back.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}
