import { type BuyAddress, type BuyRefusal, buyPath, isFinalAttempt, type Problem } from "@/lib/domain";
import { type BuyControl, buyControl } from "../sale/buy-control";
import { type PurchaseNote, purchaseNote } from "../sale/describe-purchase";
import { describeSale, type SaleWords } from "../sale/describe-sale";
import { formatMinute, formatShortMoment } from "../sale/format-wall-time";
import { mergeSaleState, type SaleView } from "../sale/merge-sale-state";
import type { Wish } from "../sale/wish";
import type { WordsFor } from "../words/provide-words";
import type { BuyPageFacts } from "./buy-page-facts";
import { planRefreshSeconds } from "./plan-refresh";

/** The form to buy, where there is one to send. */
export interface BuyForm {
  readonly ticket: string;
  readonly key: string;
  readonly joinLine: boolean;
  /** The sale has not opened: what is chosen now is kept in the address until it has. */
  readonly early: boolean;
}

/** What the buy page shows: the same control, words and notes that the product page's panel comes to. */
export interface BuyPlan {
  readonly view: SaleView;
  readonly words: SaleWords;
  readonly control: BuyControl;
  /** What became of the reader's own form or attempt; null while there is nothing to say. */
  readonly note: PurchaseNote | null;
  readonly form: BuyForm | null;
  /** Null where the page does not renew itself. */
  readonly refreshSeconds: number | null;
  /** The page as it is without what was said last. */
  readonly freshPath: string;
}

type Say = WordsFor<"sale" | "time" | "attempt" | "problem" | "plain">;

export function planBuyPage(page: BuyPageFacts, say: Say): BuyPlan {
  const { facts, state, nowMs, told, attempt, loading } = page;
  const zone = page.ownZone ?? facts.timeZone;
  const view = mergeSaleState(facts, state, nowMs, null);
  const wish = wishOf(page);
  const control = buyControl({
    say,
    slug: facts.slug,
    phase: view.phase,
    stock: view.stock,
    endedReason: view.endedReason,
    startsAtMs: view.startsAtMs,
    nowMs,
    signedIn: page.signedIn,
    // The page was made this moment, on the server.
    online: true,
    clockTrusted: true,
    outdated: false,
    wish,
    keptOut: null,
    attempt,
    limitPerAccount: facts.limitPerAccount,
    priceText: facts.priceText,
    opensText: formatShortMoment(view.startsAtMs, nowMs, zone, say.locale),
    payByText: attempt?.payBy === undefined ? "" : formatMinute(Date.parse(attempt.payBy), zone),
  });
  const purchase = {
    say,
    wish,
    attempt,
    wasPlace: null,
    limitPerAccount: facts.limitPerAccount,
    nowMs,
    timeZone: zone,
  };
  return {
    view,
    words: describeSale(view, facts, zone, say),
    control,
    note: ownNote(page, say) ?? purchaseNote(purchase),
    form: formOf(page, control, view, wish),
    // Nor does it pull a question away from who is answering it.
    refreshSeconds:
      told.still || told.asked
        ? null
        : planRefreshSeconds({
            nowMs,
            view,
            state,
            attempt,
            loading,
            refused: told.refused,
            untilMs: told.untilMs,
            random: page.random,
          }),
    freshPath: buyPath(facts.slug, freshAddress(page), say.locale),
  };
}

/** The last form as the product page would remember its click. */
function wishOf({ told, ticket, state, nowMs, attempt }: BuyPageFacts): Wish {
  if (ticket?.word === "not_eligible") return refusal("not_eligible", ticket.rule, nowMs, { reason: ticket.reason });
  const { refused, untilMs } = told;
  switch (refused) {
    case null:
    case "bad_item":
    case "bad_quantity":
    case "being_confirmed":
    case "too_late":
      return { word: "idle" };
    case "throttled":
      return { word: "throttled", untilMs: untilMs ?? nowMs };
    case "all_held":
      return refusal(refused, "", nowMs, state.heldUntil === null ? {} : { heldUntil: state.heldUntil });
    case "limit_reached":
      return refusal(refused, "", nowMs, attempt === null ? {} : { attemptIds: [attempt.attemptId] });
    case "not_eligible":
    case "bad_ticket":
    case "not_open":
    case "ended":
    case "paused":
    case "cancelled":
    case "key_reused":
    case "sold_out":
    case "line_full":
    case "busy":
      return refusal(refused, "", nowMs);
  }
}

type RefusedCode = Exclude<BuyRefusal, "bad_item" | "bad_quantity" | "being_confirmed" | "too_late">;

function refusal(code: RefusedCode, detail: string, atMs: number, more: Partial<Problem> = {}): Wish {
  const problem = { type: `urn:zerohour:problem:${code}`, title: "", status: 409, code, detail, ...more };
  return { word: "refused", problem, atMs };
}

/** What only forms can hear; the rest is said in the product page's own words. */
function ownNote({ told, loading, facts }: BuyPageFacts, say: Say): PurchaseNote | null {
  if (loading) return { text: say.plain.loading, tone: "wait" };
  switch (told.refused) {
    case "bad_item":
      return { text: say.sale.chooseExplain, tone: "stop" };
    case "bad_quantity":
      return { text: say.plain.tooMany({ limit: facts.limitPerAccount }), tone: "stop" };
    case "being_confirmed":
      return { text: say.plain.beingConfirmed, tone: "wait" };
    case "too_late":
      return { text: say.plain.tooLate, tone: "stop" };
    default:
      return null;
  }
}

function formOf(
  { ticket, told, freshKey }: BuyPageFacts,
  control: BuyControl,
  { phase }: SaleView,
  wish: Wish,
): BuyForm | null {
  if (ticket?.word !== "issued") return null;
  const early = phase === "scheduled" && control.act.kind === "none";
  const isWaiting = phase === "live" && wish.word === "throttled" && control.act.kind === "none";
  if (control.act.kind !== "buy" && !early && !isWaiting) return null;
  const joinLine = control.act.kind === "buy" && control.act.joinLine;
  return { ticket: ticket.ticket, key: told.key ?? freshKey, joinLine, early };
}

/** What stays in the address when the page renews itself: the choice, the key, and an attempt that is under way. */
function freshAddress({ told, attempt }: BuyPageFacts): Partial<BuyAddress> {
  const { key, itemId, quantity, still } = told;
  const isOver = attempt !== null && isFinalAttempt(attempt.state);
  const receipt = isOver ? {} : { attemptId: told.attemptId, receipt: told.receipt };
  return { key, itemId, quantity, still, ...receipt };
}
