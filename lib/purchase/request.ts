import {
  type Attempt,
  type PurchaseOutcome,
  type PurchaseRequest,
  type SaleItem,
  type SaleSnapshot,
  salePhase,
} from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Gate, ReserveReply } from "../stock/gate";
import { tooLowFor } from "./give-ticket";
import type { Upstream } from "./upstream";

/** The web half of a purchase: everything between a well-formed request and the gate. */
export interface RequestPurchaseParts {
  readonly board: SaleBoard;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly upstream: Pick<Upstream, "refuse" | "look" | "remember" | "changes">;
  readonly throttle: {
    admit(
      saleId: number,
      accountId: string,
      attemptId: string,
      nowMs: number,
    ):
      | { readonly word: "pass"; readonly refusal: WishRefusal | null }
      | { readonly word: "wait"; readonly retryAfterMs: number };
    remember(saleId: number, accountId: string, attemptId: string): void;
    refused(saleId: number, accountId: string, attemptId: string, refusal: WishRefusal): void;
    forget(saleId: number, accountId: string, attemptId: string): void;
  };
  readonly tokens: {
    verifyTicket(
      ticket: string,
      use: { saleId: number; accountId: string; nowMs: number },
    ): "ok" | "expired" | "invalid";
    attemptId(saleId: number, accountId: string, attemptKey: string): string;
    signReceipt(attempt: Attempt): string;
  };
  /** Counts the answer; see platform/metrics. */
  readonly count: (slug: string, word: PurchaseOutcome["word"]) => void;
}

/** What a wish heard last, and how many changes the sale had seen when it was asked. */
export interface WishRefusal {
  readonly wish: PurchaseRequest;
  readonly outcome: PurchaseOutcome;
  readonly changes: number;
}

/**
 * How far before the start a refusal comes from this process's memory. Nearer than that only Redis decides,
 * because its clock opens the sale and the two may differ by some milliseconds.
 */
const openingDoubtMs = 1_000;

/** Cheap refusals first, no database anywhere; a unit is taken only in `gate.reserve`. What memory knows is said at once. */
export function requestPurchase(
  parts: RequestPurchaseParts,
  wish: PurchaseRequest,
): PurchaseOutcome | Promise<PurchaseOutcome> {
  const sale = parts.board.bySlug(wish.slug);
  if (sale === undefined) return { word: "not_found" };
  const outcome = refuseEarly(parts, sale, wish) ?? decide(parts, sale, wish);
  return outcome instanceof Promise
    ? outcome.then((late) => counted(parts, sale, late))
    : counted(parts, sale, outcome);
}

function counted(parts: RequestPurchaseParts, sale: SaleSnapshot, outcome: PurchaseOutcome): PurchaseOutcome {
  parts.count(sale.slug, outcome.word);
  return outcome;
}

function refuseEarly(parts: RequestPurchaseParts, sale: SaleSnapshot, wish: PurchaseRequest): PurchaseOutcome | null {
  const nowMs = parts.clock.nowMs();
  const use = { saleId: sale.id, accountId: wish.accountId, nowMs };
  if (parts.tokens.verifyTicket(wish.ticket, use) !== "ok") return { word: "bad_ticket" };
  if (wish.level < sale.minLevel) {
    return tooLowFor(sale);
  }
  const opensInMs = sale.startsAtMs - nowMs;
  if (salePhase(sale, nowMs) === "scheduled" && opensInMs > openingDoubtMs) {
    return { word: "not_open", retryAfterMs: opensInMs };
  }
  return null;
}

/** A wish that may be processed. */
interface Admitted {
  readonly wish: PurchaseRequest;
  readonly attemptId: string;
  readonly itemId: number;
}

/** What is left after the cheap refusals: the throttle, what this process knows of the gate, the gate. */
function decide(
  parts: RequestPurchaseParts,
  sale: SaleSnapshot,
  wish: PurchaseRequest,
): PurchaseOutcome | Promise<PurchaseOutcome> {
  const item = chooseItem(sale, wish.itemId);
  if (typeof item === "string") return { word: "bad_item", message: item };
  if (wish.quantity > sale.limitPerAccount) {
    return { word: "bad_quantity", message: `is more than one person may buy (${sale.limitPerAccount})` };
  }
  const attemptId = parts.tokens.attemptId(sale.id, wish.accountId, wish.attemptKey);
  const verdict = parts.throttle.admit(sale.id, wish.accountId, attemptId, parts.clock.nowMs());
  if (verdict.word === "wait") return { word: "throttled", retryAfterMs: verdict.retryAfterMs };
  const { upstream } = parts;
  const itemId = item.id;
  return (
    lastAnswer(verdict.refusal, wish, upstream.changes(sale.id)) ??
    upstream.refuse(sale, { accountId: wish.accountId, itemId, joinLine: wish.joinLine }) ??
    askGate(parts, sale, { wish, attemptId, itemId })
  );
}

/** The same wish, refused a moment ago with nothing changed since, hears the same again. */
function lastAnswer(refusal: WishRefusal | null, wish: PurchaseRequest, changes: number): PurchaseOutcome | null {
  if (refusal === null || refusal.changes !== changes || !isSameWish(refusal.wish, wish)) return null;
  return refusal.outcome;
}

function isSameWish(one: PurchaseRequest, other: PurchaseRequest): boolean {
  return one.itemId === other.itemId && one.quantity === other.quantity && one.joinLine === other.joinLine;
}

async function askGate(parts: RequestPurchaseParts, sale: SaleSnapshot, admitted: Admitted): Promise<PurchaseOutcome> {
  const { throttle, upstream } = parts;
  const { wish, attemptId } = admitted;
  const changes = upstream.changes(sale.id);
  try {
    const outcome = outcomeOf(await reserve(parts, sale, admitted), parts);
    switch (outcome.word) {
      case "accepted":
        upstream.remember(sale.id, wish.accountId);
        throttle.remember(sale.id, wish.accountId, attemptId);
        break;
      case "known":
        throttle.remember(sale.id, wish.accountId, attemptId);
        break;
      case "busy":
      case "not_open":
        throttle.forget(sale.id, wish.accountId, attemptId);
        break;
      case "sold_out":
      case "all_held":
      case "line_full":
        throttle.refused(sale.id, wish.accountId, attemptId, { wish, outcome, changes });
        upstream.look(sale.id);
        break;
      case "ended":
      case "paused":
      case "cancelled":
        upstream.look(sale.id);
        break;
      default:
    }
    return outcome;
  } catch (error) {
    // Whether the script ran is unknown: the same key finds out, so it must not be throttled.
    throttle.forget(sale.id, wish.accountId, attemptId);
    throw error;
  }
}

function chooseItem(sale: SaleSnapshot, itemId: number | null): SaleItem | string {
  if (itemId === null) {
    const [only, second] = sale.items;
    if (only === undefined || second !== undefined) return "is needed: this sale has several items to choose from";
    return only;
  }
  return sale.items.find((item) => item.id === itemId) ?? "is no item of this sale";
}

/** A process whose board lags behind a rebuild is told so by the script; it looks again and asks once more. */
async function reserve(
  parts: RequestPurchaseParts,
  sale: SaleSnapshot,
  { wish, attemptId, itemId }: Admitted,
): Promise<ReserveReply> {
  const { accountId, quantity, joinLine } = wish;
  const ask = (epoch: number) =>
    parts.gate.reserve({ saleId: sale.id, epoch, accountId, attemptId, itemId, quantity, joinLine });
  const first = await ask(sale.epoch);
  if (first.word !== "stale_epoch") return first;
  await parts.board.refresh();
  const renewed = parts.board.byId(sale.id);
  return renewed === undefined || renewed.epoch === sale.epoch ? first : ask(renewed.epoch);
}

function outcomeOf(reply: ReserveReply, parts: RequestPurchaseParts): PurchaseOutcome {
  switch (reply.word) {
    case "accepted":
    case "known":
      return { word: reply.word, attempt: reply.attempt, receipt: parts.tokens.signReceipt(reply.attempt) };
    case "not_loaded":
    case "stale_epoch":
    case "backlogged":
      return { word: "busy", retryAfterMs: spreadMs() };
    case "too_few":
      return { word: "bad_quantity", message: "is more than is left; ask for fewer" };
    case "key_reused":
    case "limit_reached":
    case "all_held":
    case "sold_out":
    case "line_full":
    case "not_open":
    case "ended":
    case "paused":
    case "cancelled":
      return reply;
  }
}

/** One to two seconds, so that those who wait for the same thing do not come back together. */
function spreadMs(): number {
  return 1_000 + Math.floor(Math.random() * 1_000);
}
