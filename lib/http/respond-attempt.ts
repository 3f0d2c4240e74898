import {
  type Attempt,
  type AttemptAnswer,
  type AttemptOutlook,
  type AttemptsAnswer,
  etaBandOf,
  orderIdOfAttempt,
} from "../domain";
import { attemptPollMs } from "./attempt-poll";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

/** States in which an order exists, so that the shopper can be sent to it. */
const ordered: ReadonlySet<Attempt["state"]> = new Set(["reserved", "paying", "paid", "expired"]);

/** Without an outlook nothing is said of the wait. */
export function attemptBody(attempt: Attempt, saleSlug: string, outlook: AttemptOutlook | null = null): AttemptAnswer {
  return {
    attemptId: attempt.attemptId,
    saleSlug,
    state: attempt.state,
    ...(attempt.reason === null ? {} : { reason: attempt.reason }),
    ...(attempt.place === null ? {} : { place: attempt.place, ahead: attempt.place - 1 }),
    ...(attempt.state === "queued" ? { etaBand: etaBandOf(outlook?.waitMs ?? null) } : {}),
    ...lineFields(outlook),
    ...(ordered.has(attempt.state) ? { orderId: orderIdOfAttempt(attempt.attemptId) } : {}),
    ...(attempt.state === "reserved" && attempt.payByMs !== null
      ? { payBy: new Date(attempt.payByMs).toISOString() }
      : {}),
    receivedAt: new Date(attempt.receivedAtMs).toISOString(),
    pollMs: attemptPollMs(attempt, outlook),
  };
}

function lineFields(outlook: AttemptOutlook | null): Pick<AttemptAnswer, "held" | "coming" | "by" | "odds"> {
  const line = outlook?.line ?? null;
  if (line === null) return {};
  return {
    held: line.held,
    ...(line.coming === 0 ? {} : { coming: line.coming }),
    ...(line.byMs === null ? {} : { by: new Date(line.byMs).toISOString() }),
    ...(line.odds === null ? {} : { odds: line.odds }),
  };
}

/** What the search for one attempt found; `busy` means that nobody can tell yet. */
export type AttemptToShow =
  | {
      readonly word: "found";
      readonly attempt: Attempt;
      readonly saleSlug: string;
      readonly outlook: AttemptOutlook;
    }
  | { readonly word: "not_found" }
  | { readonly word: "busy" };

export function respondAttempt(found: AttemptToShow): Answer {
  switch (found.word) {
    case "found":
      return jsonAnswer(200, attemptBody(found.attempt, found.saleSlug, found.outlook));
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no such attempt on this account." });
    case "busy":
      return stillLoading();
  }
}

/** The account's newest attempt in a sale, if it made one. */
export function respondAccountAttempt(found: OwnAttempt | null | "busy", saleSlug: string): Answer {
  if (found === "busy") return stillLoading();
  return found === null ? emptyAnswer(204) : jsonAnswer(200, attemptBody(found.attempt, saleSlug, found.outlook));
}

/** An account's attempt and what can be said of it. */
export interface OwnAttempt {
  readonly attempt: Attempt;
  readonly outlook: AttemptOutlook;
}

/** What an account has under way, in whatever sales. */
export function respondAttempts(
  open: readonly (OwnAttempt & { readonly saleSlug: string; readonly saleTitle: string })[],
): Answer {
  const body: AttemptsAnswer = {
    attempts: open.map(({ attempt, saleSlug, saleTitle, outlook }) => ({
      ...attemptBody(attempt, saleSlug, outlook),
      saleTitle,
    })),
  };
  return jsonAnswer(200, body);
}

function stillLoading(): Answer {
  return problemAnswer("busy", {
    detail: "The sale is being loaded. What was accepted is not forgotten; ask again in a moment.",
    retryAfterMs: 1_000,
  });
}
