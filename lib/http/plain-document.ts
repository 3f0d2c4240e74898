import type { Problem } from "../domain";
import { type Answer, noStore } from "./message";

// What a browser shows when a form, or a page that was refused unread, gets no page of the shop: a small document of
// its own, because nothing may be asked for it.

const style =
  ":root{color-scheme:light dark;font:1.0625rem/1.5 Archivo,Arial,sans-serif}body{max-width:62ch;margin:10vh auto;padding:0 16px}";

const words = {
  lang: "en",
  sendAgain: "Reload this page to send the same form again: it stays the same click and cannot count twice.",
  askAgain: "This page asks again by itself.",
  back: "Go back and try again, or go to the sales.",
  sales: "See the sales",
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");
}

/** What to do next, beside what happened. */
export type PlainStep = "send_again" | "ask_again" | "back";

const stepWords: Readonly<Record<PlainStep, string>> = {
  send_again: words.sendAgain,
  ask_again: words.askAgain,
  back: words.back,
};

/** A problem as a page for people. */
export function plainDocument(problem: Pick<Problem, "status" | "title" | "detail">, step: PlainStep): string {
  const title = escapeHtml(problem.title);
  return `<!doctype html><html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${escapeHtml(problem.detail)}</p><p>${stepWords[step]}</p><p><a href="/">${words.sales}</a></p></main></body></html>`;
}

export const plainDocumentHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": noStore,
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "strict-origin-when-cross-origin",
} as const;

/** A refusal made for programs, made readable; any other answer stays as it is. */
export function documentOfProblem(answer: Answer): Answer {
  const type = answer.headers["Content-Type"];
  if (typeof type !== "string" || !type.startsWith("application/problem+json") || answer.body === null) return answer;
  // Written by `problemAnswer` of this process.
  const problem: Problem = JSON.parse(answer.body);
  const { "Retry-After": retryAfter } = answer.headers;
  return {
    status: answer.status,
    headers: { ...plainDocumentHeaders, ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }) },
    body: plainDocument(problem, answer.status >= 500 ? "send_again" : "back"),
  };
}
