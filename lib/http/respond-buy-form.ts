import { buyPath, type GiveUpOutcome, type PurchaseOutcome } from "../domain";
import type { Answer } from "./message";
import { problemAnswer } from "./problem";
import type { BuyForm } from "./read-buy-form";
import { seeOther } from "./see-other";

/**
 * Every outcome of a wish to buy as the page to go on to. A wish that was refused keeps its key, so that sending it
 * again is the same wish; one that was accepted takes its receipt along.
 */
export function respondBuyForm(slug: string, form: BuyForm, outcome: PurchaseOutcome, nowMs: number): Answer {
  const choice = { itemId: form.itemId, quantity: form.quantity === 1 ? null : form.quantity };
  const kept = { ...choice, key: form.attemptKey };
  switch (outcome.word) {
    case "accepted":
    case "known":
      return seeOther(buyPath(slug, { attemptId: outcome.attempt.attemptId, receipt: outcome.receipt }));
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no sale at this address." });
    case "throttled":
    case "busy":
      return seeOther(
        buyPath(slug, { ...kept, refused: outcome.word, untilMs: Math.ceil(nowMs + outcome.retryAfterMs) }),
      );
    case "key_reused":
      // This key stands for something else: the page makes another.
      return seeOther(buyPath(slug, { ...choice, refused: outcome.word }));
    case "bad_quantity":
      return seeOther(buyPath(slug, { ...kept, quantity: null, refused: outcome.word }));
    case "bad_item":
      return seeOther(buyPath(slug, { ...kept, itemId: null, refused: outcome.word }));
    case "bad_ticket":
    case "not_eligible":
    case "not_open":
    case "ended":
    case "paused":
    case "cancelled":
    case "limit_reached":
    case "all_held":
    case "sold_out":
    case "line_full":
      return seeOther(buyPath(slug, { ...kept, refused: outcome.word }));
  }
}

/** What came of giving a place or a unit back: the page shows how it stands. */
export function respondLeaveForm(slug: string, outcome: GiveUpOutcome): Answer {
  switch (outcome) {
    case "left":
    case "already":
    case "not_found":
      return seeOther(buyPath(slug));
    case "being_confirmed":
    case "too_late":
      return seeOther(buyPath(slug, { refused: outcome }));
  }
}
