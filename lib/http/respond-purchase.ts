import type { AcceptedAnswer, Attempt, PurchaseOutcome } from "../domain";
import { attemptPollMs } from "./attempt-poll";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";

/** Every outcome of a wish to buy as its answer. */
export function respondPurchase(outcome: PurchaseOutcome): Answer {
  switch (outcome.word) {
    case "accepted":
      return jsonAnswer(202, acceptedBody(outcome.attempt, outcome.receipt), attemptLocation(outcome.attempt));
    case "known":
      return jsonAnswer(200, acceptedBody(outcome.attempt, outcome.receipt), attemptLocation(outcome.attempt));
    case "bad_item":
      return invalidRequest([{ path: "itemId", message: outcome.message }]);
    case "bad_quantity":
      return invalidRequest([{ path: "quantity", message: outcome.message }]);
    case "not_eligible":
      return problemAnswer("not_eligible", { detail: outcome.rule, reason: outcome.reason });
    case "not_open":
    case "throttled":
    case "busy":
      return problemAnswer(outcome.word, { retryAfterMs: Math.max(1, Math.ceil(outcome.retryAfterMs)) });
    case "limit_reached":
      return problemAnswer("limit_reached", { attemptIds: outcome.attemptIds });
    case "all_held":
      return problemAnswer("all_held", {
        ...(outcome.heldUntilMs === null ? {} : { heldUntil: new Date(outcome.heldUntilMs).toISOString() }),
      });
    case "not_found":
    case "bad_ticket":
    case "ended":
    case "paused":
    case "cancelled":
    case "key_reused":
    case "sold_out":
    case "line_full":
      return problemAnswer(outcome.word);
  }
}

function acceptedBody(attempt: Attempt, receipt: string): AcceptedAnswer {
  return {
    attemptId: attempt.attemptId,
    state: attempt.state,
    receivedAt: new Date(attempt.receivedAtMs).toISOString(),
    receipt,
    ...(attempt.place === null ? {} : { place: attempt.place }),
    pollMs: attemptPollMs(attempt, null),
  };
}

function attemptLocation(attempt: Attempt): Record<string, string> {
  return { Location: `/api/attempts/${attempt.attemptId}` };
}
