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
    headers: {
      // So that no holiday reply comes back.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(letter.oneClickUrl === null
        ? {}
        : { "List-Unsubscribe": `<${letter.oneClickUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
    ...(letter.calendar === null ? {} : { attachments: [attach(letter.calendar)] }),
  };
}

function attach({ fileName, content }: NonNullable<Letter["calendar"]>) {
  return { filename: fileName, content, contentType: "text/calendar; charset=utf-8; method=PUBLISH" };
}
