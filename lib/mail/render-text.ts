import type { MailWords } from "./mail-words";

/** A mail as plain text: one paragraph a block, the link on a line of its own. */
export function renderText(words: MailWords, storeName: string): string {
  const link = words.link === null ? [] : [`${words.link.label}:\n${words.link.url}`];
  const stop = words.stop === undefined ? [] : [`${words.stop.text}\n${words.stop.link.label}: ${words.stop.link.url}`];
  return `${[...words.paragraphs, ...link, ...stop, storeName].join("\n\n")}\n`;
}
