import { type Attempt, type AttemptAnswer, orderIdOfAttempt } from "../domain";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { attemptPollMs } from "./respond-purchase";

/** States in which an order exists, so that the shopper can be sent to it. */
const ordered: ReadonlySet<Attempt["state"]> = new Set(["reserved", "paying", "paid", "expired"]);

export function attemptBody(attempt: Attempt, saleSlug: string): AttemptAnswer {
  return {
    attemptId: attempt.attemptId,
    saleSlug,
    state: attempt.state,
    ...(attempt.reason === null ? {} : { reason: attempt.reason }),
    ...(attempt.place === null ? {} : { place: attempt.place, ahead: attempt.place - 1, etaBand: "unknown" }),
    ...(ordered.has(attempt.state) ? { orderId: orderIdOfAttempt(attempt.attemptId) } : {}),
    ...(attempt.state === "reserved" && attempt.payByMs !== null
      ? { payBy: new Date(attempt.payByMs).toISOString() }
      : {}),
    receivedAt: new Date(attempt.receivedAtMs).toISOString(),
    pollMs: attemptPollMs(attempt),
  };
}

/** What the search for one attempt found; `busy` means that nobody can tell yet. */
export type AttemptToShow =
  | { readonly word: "found"; readonly attempt: Attempt; readonly saleSlug: string }
  | { readonly word: "not_found" }
  | { readonly word: "busy" };

export function respondAttempt(found: AttemptToShow): Answer {
  switch (found.word) {
    case "found":
      return jsonAnswer(200, attemptBody(found.attempt, found.saleSlug));
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no such attempt on this account." });
    case "busy":
      return stillLoading();
  }
}

/** The account's newest attempt in a sale, if it made one. */
export function respondAccountAttempt(attempt: Attempt | null | "busy", saleSlug: string): Answer {
  if (attempt === "busy") return stillLoading();
  return attempt === null ? emptyAnswer(204) : jsonAnswer(200, attemptBody(attempt, saleSlug));
}

function stillLoading(): Answer {
  return problemAnswer("busy", {
    detail: "The sale is being loaded. What was accepted is not forgotten; ask again in a moment.",
    retryAfterMs: 1_000,
  });
}
