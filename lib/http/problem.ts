import type { Problem, ProblemCode } from "../domain";
import { type Answer, noStore } from "./message";

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do next, for a person; handlers may say it more exactly. */
  readonly detail: string;
}

/** One table from word to status, as the contract lists them. */
const kinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  invalid_request: { status: 400, title: "The request is not valid", detail: "Correct the fields named in errors." },
  payload_too_large: { status: 413, title: "The request is too large", detail: "Send at most 4 kB." },
  unsupported_media_type: {
    status: 415,
    title: "This type of content is not understood here",
    detail: "Send the body as Content-Type: application/json.",
  },
  not_signed_in: { status: 401, title: "You are not signed in", detail: "Sign in and try again." },
  forbidden: { status: 403, title: "This account may not do that", detail: "Ask an administrator for the role." },
  cross_site: {
    status: 403,
    title: "The request came from another site",
    detail: "Changes are accepted from the shop's own pages only.",
  },
  not_eligible: { status: 403, title: "This sale is not open to your account", detail: "See the sale's rules." },
  challenge_required: { status: 403, title: "A check is needed first", detail: "Solve the challenge and try again." },
  bad_ticket: {
    status: 403,
    title: "The ticket does not fit",
    detail: "It is altered, expired, or belongs to another account or sale. Ask for a new ticket.",
  },
  not_found: { status: 404, title: "There is nothing here", detail: "Check the address." },
  method_not_allowed: { status: 405, title: "This address does not take that method", detail: "See the Allow header." },
  limit_reached: {
    status: 409,
    title: "You have reached this sale's limit",
    detail: "Your account already has as many units as one person may buy.",
  },
  all_held: {
    status: 409,
    title: "All units are held",
    detail: "Every unit is taken, but some are not paid yet and may return. Nothing was charged.",
  },
  sold_out: { status: 409, title: "Sold out", detail: "Every unit is sold and none can return. Nothing was charged." },
  line_full: {
    status: 409,
    title: "The line is full",
    detail: "More people wait than units could return. Nothing was charged.",
  },
  key_reused: {
    status: 422,
    title: "The key was used for another wish",
    detail: "Use a new Idempotency-Key for a different item or quantity.",
  },
  not_open: { status: 425, title: "The sale is not open yet", detail: "Try again after retryAfterMs." },
  ended: { status: 410, title: "The sale has ended", detail: "Nothing was charged." },
  paused: { status: 409, title: "The sale is paused", detail: "Places and holds are kept. Try again when it resumes." },
  cancelled: { status: 410, title: "The sale was cancelled", detail: "Nobody is charged." },
  throttled: {
    status: 429,
    title: "One moment",
    detail: "One try per account and sale every few seconds. Try again after retryAfterMs.",
  },
  busy: {
    status: 503,
    title: "The shop is busy",
    detail: "Nothing was taken. Send the same request with the same key again after retryAfterMs.",
  },
  conflict: { status: 409, title: "It has changed meanwhile", detail: "Read it again and repeat your change." },
  not_ready: { status: 409, title: "The sale is not ready", detail: "See checks for what is missing." },
  internal: {
    status: 500,
    title: "The shop made a mistake",
    detail: "It has been noted. Try again; if it stays, tell us the time and the address.",
  },
};

export interface ProblemExtras extends Partial<Omit<Problem, "type" | "title" | "status" | "code">> {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as RFC 9457 problem+json; `Retry-After` (whole seconds, at least 1) accompanies `retryAfterMs`. */
export function problemAnswer(code: ProblemCode, extras: ProblemExtras = {}): Answer {
  const kind = kinds[code];
  const { headers, detail, ...rest } = extras;
  const problem: Problem = {
    type: `urn:zerohour:problem:${code}`,
    title: kind.title,
    status: kind.status,
    code,
    detail: detail ?? kind.detail,
    ...rest,
  };
  return {
    status: kind.status,
    headers: {
      "Content-Type": "application/problem+json; charset=utf-8",
      "Cache-Control": noStore,
      ...(extras.retryAfterMs === undefined
        ? {}
        : { "Retry-After": String(Math.max(1, Math.ceil(extras.retryAfterMs / 1000))) }),
      ...headers,
    },
    body: JSON.stringify(problem),
  };
}

export function problemStatus(code: ProblemCode): number {
  return kinds[code].status;
}
