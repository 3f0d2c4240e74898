import type { ServerResponse } from "node:http";
import { defaultLocale, type Locale } from "../domain";
import type { Answer } from "./message";
import { type PlainStep, plainDocument, plainDocumentHeaders } from "./plain-document";
import { problemAnswer } from "./problem";

const words = {
  title: "The shop is busy",
  detail: "Nothing was taken or lost, and nothing was charged.",
};

/** Waits are told in these steps, so that every answer is made once. */
const stepMs = 125;
const made = new Map<string, { readonly headers: string[]; readonly body: Buffer }>();

/** Who reads the answer: a program, or a person who sent a form or opened a page. */
export type BusyReader = "program" | "form" | "page";

/** Says that the shop is busy, without having read the request: cheap, since it is said most when time is shortest. */
export function sendBusy(
  response: ServerResponse,
  retryAfterMs: number,
  reader: BusyReader = "program",
  locale: Locale = defaultLocale,
): void {
  const steps = Math.ceil(retryAfterMs / stepMs);
  const name = `${reader} ${locale} ${steps}`;
  let answer = made.get(name);
  if (answer === undefined) {
    const { headers, body } = busyAnswer(steps * stepMs, reader, locale);
    const bytes = Buffer.from(body ?? "");
    answer = {
      headers: [
        ...Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
        "Content-Length",
        String(bytes.length),
      ],
      body: bytes,
    };
    made.set(name, answer);
  }
  response.writeHead(503, answer.headers);
  response.end(answer.body);
}

function busyAnswer(retryAfterMs: number, reader: BusyReader, locale: Locale): Answer {
  const problem = problemAnswer("busy", { retryAfterMs });
  switch (reader) {
    case "program":
      return problem;
    case "form":
      return busyDocument(problem, "send_again", locale, {});
    case "page":
      return busyDocument(problem, "ask_again", locale, { Refresh: String(Math.ceil(retryAfterMs / 1_000)) });
  }
}

function busyDocument(
  problem: Answer,
  step: PlainStep,
  locale: Locale,
  more: Readonly<Record<string, string>>,
): Answer {
  const { "Retry-After": retryAfter = "1" } = problem.headers;
  return {
    status: 503,
    headers: { ...plainDocumentHeaders, "Retry-After": retryAfter, ...more },
    body: plainDocument({ status: 503, title: words.title, detail: words.detail }, step, locale),
  };
}
