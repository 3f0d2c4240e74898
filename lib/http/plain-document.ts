import { type Locale, localeTags, localPath, type Problem } from "../domain";
import { type Answer, noStore } from "./message";

// What a browser shows when a form, or a page that was refused unread, gets no page of the shop: a small document of
// its own, because nothing may be asked for it.

const style =
  ":root{color-scheme:light dark;font:1.0625rem/1.5 Archivo,Arial,sans-serif}body{max-width:62ch;margin:10vh auto;padding:0 16px}";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");
}

/** What to do next, beside what happened. */
export type PlainStep = "send_again" | "ask_again" | "back";

interface DocumentWords {
  readonly steps: Readonly<Record<PlainStep, string>>;
  readonly sales: string;
  /** What happened; null where the API's own English is what is said. */
  readonly problem: ((status: number) => Pick<Problem, "title" | "detail">) | null;
}

const wordsOf: Readonly<Record<Locale, DocumentWords>> = {
  en: {
    steps: {
      send_again: "Reload this page to send the same form again: it stays the same click and cannot count twice.",
      ask_again: "This page asks again by itself.",
      back: "Go back and try again, or go to the sales.",
    },
    sales: "See the sales",
    problem: null,
  },
  zh: {
    steps: {
      send_again: "刷新本页会再次发送同一张表单：仍算同一次点击，不会重复。",
      ask_again: "页面会自动重试。",
      back: "请返回重试，或看看抢购。",
    },
    sales: "看看抢购",
    problem: (status) => chineseProblem(status),
  },
};

/** By what people can do about it; forms and pages hear few of the API's many refusals. */
function chineseProblem(status: number): Pick<Problem, "title" | "detail"> {
  if (status === 503) return { title: "商店很忙", detail: "没有占用任何商品，不会有损失，也没有扣款。" };
  if (status >= 500) return { title: "商店出错了", detail: "这是我们的问题，已经记录下来。" };
  if (status === 404) return { title: "没有找到", detail: "这里没有你要找的内容，或它属于另一个账号。" };
  if (status === 403) return { title: "请求来自其他网站", detail: "只接受从商店自己的页面发出的修改。" };
  if (status === 429) return { title: "请稍等", detail: "尝试太频繁，请稍后再试。" };
  return { title: "没能理解这个请求", detail: "表单内容不完整，或在途中被改动了。" };
}

/** A problem as a page for people. */
export function plainDocument(
  problem: Pick<Problem, "status" | "title" | "detail">,
  step: PlainStep,
  locale: Locale,
): string {
  const words = wordsOf[locale];
  const said = words.problem?.(problem.status) ?? problem;
  const title = escapeHtml(said.title);
  return `<!doctype html><html lang="${localeTags[locale]}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${escapeHtml(said.detail)}</p><p>${words.steps[step]}</p><p><a href="${localPath(locale, "/")}">${words.sales}</a></p></main></body></html>`;
}

export const plainDocumentHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": noStore,
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "strict-origin-when-cross-origin",
} as const;

/** A refusal made for programs, made readable; any other answer stays as it is. */
export function documentOfProblem(answer: Answer, locale: Locale): Answer {
  const type = answer.headers["Content-Type"];
  if (typeof type !== "string" || !type.startsWith("application/problem+json") || answer.body === null) return answer;
  // Written by `problemAnswer` of this process.
  const problem: Problem = JSON.parse(answer.body);
  const { "Retry-After": retryAfter } = answer.headers;
  return {
    status: answer.status,
    headers: { ...plainDocumentHeaders, ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }) },
    body: plainDocument(problem, answer.status >= 500 ? "send_again" : "back", locale),
  };
}
