import { type Attempt, type LostReason, saleIdOfAttempt } from "../domain";
import type { Orders } from "../orders/ports";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Gate, ReserveReply } from "../stock/gate";
import { attemptOfRecord } from "./load-gate";
import { isTended } from "./watch-phases";

export interface FindAttemptParts {
  readonly board: SaleBoard;
  readonly gate: Gate;
  readonly orders: Pick<Orders, "findAttempt" | "recordLine">;
  readonly clock: Clock;
  readonly saleSlug: (saleId: number) => Promise<string | null>;
  /** What a signed receipt proves, if it is this account's. */
  readonly readReceipt: (receipt: string, accountId: string) => ReceiptFacts | null;
}

export interface ReceiptFacts {
  readonly saleId: number;
  readonly attemptId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly receivedAtMs: number;
}

/** `busy`: the gate is about to be loaded, nobody can tell yet. "Not found" would be a final word to the page. */
export type FoundAttempt =
  | { readonly word: "found"; readonly attempt: Attempt; readonly saleSlug: string }
  | { readonly word: "not_found" }
  | { readonly word: "busy" };

/** An attempt of this account: from the gate, else from PostgreSQL, else driven again by its receipt. */
export async function findAttempt(
  parts: FindAttemptParts,
  attemptId: string,
  accountId: string,
  receipt: string | null,
): Promise<FoundAttempt> {
  const saleId = saleIdOfAttempt(attemptId);
  if (saleId === null) return { word: "not_found" };
  let attempt = await recall(parts, saleId, attemptId);
  if (attempt === "unknown" || attempt === "busy") {
    const facts = receipt === null ? null : parts.readReceipt(receipt, accountId);
    const again = facts?.attemptId === attemptId ? await driveAgain(parts, facts, accountId) : "unknown";
    if (again !== "unknown") attempt = again;
  }
  if (attempt === "busy") return { word: "busy" };
  if (attempt === "unknown" || attempt.accountId !== accountId) return { word: "not_found" };
  const saleSlug = parts.board.byId(saleId)?.slug ?? (await parts.saleSlug(saleId));
  return saleSlug === null ? { word: "not_found" } : { word: "found", attempt, saleSlug };
}

/** The same for an attempt that this process itself knows to have been accepted: it needs no receipt. */
export async function recoverAttempt(parts: RecoverParts, accepted: Attempt): Promise<Attempt | "unknown" | "busy"> {
  const known = await recall(parts, accepted.saleId, accepted.attemptId);
  if (known !== "unknown" && known !== "busy") return known;
  const again = await driveAgain(parts, accepted, accepted.accountId);
  return again === "unknown" ? known : again;
}

type RecoverParts = Omit<FindAttemptParts, "saleSlug" | "readReceipt">;

async function recall(parts: RecoverParts, saleId: number, attemptId: string): Promise<Attempt | "unknown" | "busy"> {
  const known = await parts.gate.readAttempt(attemptId);
  if (known !== "unknown" && known !== "not_loaded") return known;
  const record = await parts.orders.findAttempt(attemptId);
  if (record !== null) return attemptOfRecord(record);
  return known === "not_loaded" && isBeingLoaded(parts, saleId) ? "busy" : "unknown";
}

/** Whether a gate that is not loaded soon will be. */
function isBeingLoaded(parts: Pick<FindAttemptParts, "board" | "clock">, saleId: number): boolean {
  return isTended(parts.board.byId(saleId), parts.clock.nowMs());
}

/**
 * Redis forgot an attempt it had accepted, and PostgreSQL never heard of it. Its receipt proves the acceptance,
 * so it is asked for once more under the same id; whatever comes of it is this attempt's answer. Where no unit is
 * free any more it waits in line: that is nearer to what the shopper was told than a loss.
 */
async function driveAgain(
  parts: RecoverParts,
  facts: ReceiptFacts,
  accountId: string,
): Promise<Attempt | "unknown" | "busy"> {
  const reply = await reserveAgain(parts, facts, accountId);
  switch (reply.word) {
    case "accepted":
    case "known":
      return reply.attempt;
    case "not_loaded":
    case "stale_epoch":
    case "backlogged":
    case "paused":
    case "not_open":
      return "busy";
    case "key_reused":
    case "not_on_board":
      return "unknown";
    case "sold_out":
    case "too_few":
    case "all_held":
    case "line_full":
      return lose(parts, facts, accountId, "sold_out");
    case "limit_reached":
      return lose(parts, facts, accountId, "limit");
    case "ended":
    case "cancelled":
      return lose(parts, facts, accountId, reply.word);
  }
}

async function reserveAgain(
  parts: RecoverParts,
  facts: ReceiptFacts,
  accountId: string,
): Promise<ReserveReply | { readonly word: "not_on_board" }> {
  const { saleId, attemptId, itemId, quantity, receivedAtMs: acceptedAtMs } = facts;
  const ask = async (): Promise<ReserveReply | { readonly word: "not_on_board" }> => {
    const sale = parts.board.byId(saleId);
    if (sale === undefined) return { word: "not_on_board" };
    const wish = { saleId, epoch: sale.epoch, accountId, attemptId, itemId, quantity, joinLine: true, acceptedAtMs };
    return parts.gate.reserve(wish);
  };
  const first = await ask();
  if (first.word !== "stale_epoch") return first;
  await parts.board.refresh();
  return ask();
}

/** The loss of an accepted attempt is written down before it is told, so that it is the same for whoever asks. */
async function lose(
  parts: RecoverParts,
  facts: ReceiptFacts,
  accountId: string,
  reason: LostReason,
): Promise<Attempt | "unknown"> {
  const { saleId, attemptId, itemId, quantity, receivedAtMs } = facts;
  const loss = { attemptId, accountId, itemId, quantity, slots: 0, receivedAtMs, reason };
  await parts.orders.recordLine(saleId, [], [loss]);
  const record = await parts.orders.findAttempt(attemptId);
  return record === null ? "unknown" : attemptOfRecord(record);
}

/** The account's newest attempt in a sale, null when it made none; `busy` as in FoundAttempt. */
export async function findAccountAttempt(
  parts: Pick<FindAttemptParts, "board" | "gate" | "clock">,
  saleId: number,
  accountId: string,
): Promise<Attempt | null | "busy"> {
  const found = await parts.gate.readAccount(saleId, accountId);
  if (found === "not_loaded") return isBeingLoaded(parts, saleId) ? "busy" : null;
  return found === "none" ? null : found;
}
