import { type Locale, localeTags } from "../domain";
import type { MailLink, MailWords } from "./mail-words";

/** The same as simple HTML, without pictures or anything that is loaded. */
export function renderHtml(words: MailWords, storeName: string, locale: Locale): string {
  const paragraphs = words.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`);
  const link = words.link === null ? [] : [`<p>${renderLink(words.link)}</p>`];
  const stop =
    words.stop === undefined
      ? []
      : [`<p style="color:#57534a">${escapeHtml(words.stop.text)} ${renderLink(words.stop.link)}</p>`];
  return [
    "<!doctype html>",
    `<html lang="${localeTags[locale]}"><head><meta charset="utf-8"><title>${escapeHtml(words.subject)}</title></head>`,
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#16150f;background:#fffdf8;max-width:36em;padding:24px">',
    ...paragraphs,
    ...link,
    ...stop,
    `<p style="color:#57534a;border-top:1px solid #d8d1c3;padding-top:12px">${escapeHtml(storeName)}</p>`,
    "</body></html>",
    "",
  ].join("\n");
}

function renderLink({ label, url }: MailLink): string {
  return `<a href="${escapeHtml(url)}" style="color:#a83200">${escapeHtml(label)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
