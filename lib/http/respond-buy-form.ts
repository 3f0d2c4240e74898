import { type BuyAddress, buyPath, type GiveUpOutcome, type Locale, type PurchaseOutcome } from "../domain";
import type { Answer } from "./message";
import { problemAnswer } from "./problem";
import type { BuyForm } from "./read-buy-form";
import { seeOther } from "./see-other";

/** The buy page that a form stands on. */
export interface BuyPlace {
  readonly slug: string;
  readonly locale: Locale;
}

const back = ({ slug, locale }: BuyPlace, told: Partial<BuyAddress> = {}) => seeOther(buyPath(slug, told, locale));

/**
 * Every outcome of a wish to buy as the page to go on to. A wish that was refused keeps its key, so that sending it
 * again is the same wish; one that was accepted takes its receipt along.
 */
export function respondBuyForm(place: BuyPlace, form: BuyForm, outcome: PurchaseOutcome, nowMs: number): Answer {
  const choice = { itemId: form.itemId, quantity: form.quantity === 1 ? null : form.quantity };
  const kept = { ...choice, key: form.attemptKey };
  switch (outcome.word) {
    case "accepted":
    case "known":
      return back(place, { attemptId: outcome.attempt.attemptId, receipt: outcome.receipt });
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no sale at this address." });
    case "throttled":
    case "busy":
      return back(place, { ...kept, refused: outcome.word, untilMs: Math.ceil(nowMs + outcome.retryAfterMs) });
    case "key_reused":
      // This key stands for something else: the page makes another.
      return back(place, { ...choice, refused: outcome.word });
    case "bad_quantity":
      return back(place, { ...kept, quantity: null, refused: outcome.word });
    case "bad_item":
      return back(place, { ...kept, itemId: null, refused: outcome.word });
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
      return back(place, { ...kept, refused: outcome.word });
  }
}

/** What came of giving a place or a unit back: the page shows how it stands. */
export function respondLeaveForm(place: BuyPlace, outcome: GiveUpOutcome): Answer {
  switch (outcome) {
    case "left":
    case "already":
    case "not_found":
      return back(place);
    case "being_confirmed":
    case "too_late":
      return back(place, { refused: outcome });
  }
}
