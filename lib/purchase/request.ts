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

/** The web half of a purchase: everything between a well-formed request and the gate. */
export interface RequestPurchaseParts {
  readonly board: SaleBoard;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly throttle: {
    admit(
      saleId: number,
      accountId: string,
      attemptId: string,
      nowMs: number,
    ): { readonly word: "pass" } | { readonly word: "wait"; readonly retryAfterMs: number };
    remember(saleId: number, accountId: string, attemptId: string): void;
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

/**
 * How far before the start a refusal comes from this process's memory. Nearer than that only Redis decides,
 * because its clock opens the sale and the two may differ by some milliseconds.
 */
const openingDoubtMs = 1_000;

/** Cheap refusals first, no database anywhere; a unit is taken only in `gate.reserve`. */
export async function requestPurchase(parts: RequestPurchaseParts, wish: PurchaseRequest): Promise<PurchaseOutcome> {
  const sale = parts.board.bySlug(wish.slug);
  if (sale === undefined) return { word: "not_found" };
  const outcome = (await refuseEarly(parts, sale, wish)) ?? (await decide(parts, sale, wish));
  parts.count(sale.slug, outcome.word);
  return outcome;
}

async function refuseEarly(
  parts: RequestPurchaseParts,
  sale: SaleSnapshot,
  wish: PurchaseRequest,
): Promise<PurchaseOutcome | null> {
  const nowMs = parts.clock.nowMs();
  const use = { saleId: sale.id, accountId: wish.accountId, nowMs };
  if (parts.tokens.verifyTicket(wish.ticket, use) !== "ok") return { word: "bad_ticket" };
  if (wish.level < sale.minLevel) {
    return { word: "not_eligible", rule: `This sale is for accounts of level ${sale.minLevel} and above.` };
  }
  const opensInMs = sale.startsAtMs - nowMs;
  if (salePhase(sale, nowMs) === "scheduled" && opensInMs > openingDoubtMs) {
    return { word: "not_open", retryAfterMs: opensInMs };
  }
  return null;
}

async function decide(
  parts: RequestPurchaseParts,
  sale: SaleSnapshot,
  wish: PurchaseRequest,
): Promise<PurchaseOutcome> {
  const item = chooseItem(sale, wish.itemId);
  if (typeof item === "string") return { word: "bad_item", message: item };
  if (wish.quantity > sale.limitPerAccount) {
    return { word: "bad_quantity", message: `is more than one person may buy (${sale.limitPerAccount})` };
  }
  const attemptId = parts.tokens.attemptId(sale.id, wish.accountId, wish.attemptKey);
  const admitted = parts.throttle.admit(sale.id, wish.accountId, attemptId, parts.clock.nowMs());
  if (admitted.word === "wait") return { word: "throttled", retryAfterMs: admitted.retryAfterMs };
  try {
    const reply = await reserve(parts, sale, wish, attemptId, item.id);
    const outcome = outcomeOf(reply, parts);
    if (outcome.word === "busy" || outcome.word === "not_open") {
      parts.throttle.forget(sale.id, wish.accountId, attemptId);
    } else if (outcome.word === "accepted" || outcome.word === "known") {
      parts.throttle.remember(sale.id, wish.accountId, attemptId);
    }
    return outcome;
  } catch (error) {
    // Whether the script ran is unknown: the same key finds out, so it must not be throttled.
    parts.throttle.forget(sale.id, wish.accountId, attemptId);
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
  wish: PurchaseRequest,
  attemptId: string,
  itemId: number,
): Promise<ReserveReply> {
  const ask = (epoch: number) =>
    parts.gate.reserve({
      saleId: sale.id,
      epoch,
      accountId: wish.accountId,
      attemptId,
      itemId,
      quantity: wish.quantity,
      joinLine: wish.joinLine,
    });
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
      return { word: "busy", retryAfterMs: spreadMs() };
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
