import type { Problem } from "@/lib/domain";
import { problemText } from "../words/problem-text";
import type { WordsFor } from "../words/provide-words";

export interface RefusalContext {
  /** `12:31`, when units may return until then. */
  readonly heldUntilText: string | null;
  readonly limitPerAccount: number;
}

/** Why a click was refused, what it means for the shopper's money, and what to do next. */
export function explainRefusal(
  problem: Pick<Problem, "code" | "detail" | "reason">,
  say: WordsFor<"attempt" | "problem">,
  context: RefusalContext,
): string {
  switch (problem.code) {
    case "sold_out":
      return say.attempt.refusedSoldOut;
    case "all_held":
      return context.heldUntilText === null
        ? say.attempt.refusedAllHeld
        : say.attempt.refusedAllHeldUntil({ time: context.heldUntilText });
    case "line_full":
      return say.attempt.refusedLineFull;
    case "limit_reached":
      return say.attempt.refusedLimit({ limit: context.limitPerAccount });
    case "not_open":
      return say.attempt.refusedNotOpen;
    case "ended":
      return say.attempt.refusedEnded;
    case "paused":
      return say.attempt.refusedPaused;
    case "cancelled":
      return say.attempt.refusedCancelled;
    case "throttled":
      return say.attempt.noteThrottled;
    case "busy":
      return say.attempt.refusedBusy;
    case "bad_ticket":
      return say.attempt.refusedTicket;
    case "not_signed_in":
      return say.attempt.refusedSignedOut;
    case "key_reused":
      return say.attempt.refusedKey;
    case "not_eligible":
    case "challenge_required":
    case "invalid_request":
    case "payload_too_large":
    case "unsupported_media_type":
    case "forbidden":
    case "cross_site":
    case "not_found":
    case "method_not_allowed":
    case "conflict":
    case "not_ready":
    case "internal":
      return say.attempt.refusedOther({ detail: problemText(problem, say) });
  }
}
