import { type GiveUpOutcome, isFinalAttempt, orderIdOfAttempt, saleIdOfAttempt } from "../domain";
import type { Orders } from "../orders/ports";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Gate } from "../stock/gate";
import type { AcceptedMemory } from "./remember-accepted";
import { isTended } from "./watch-phases";

export interface GiveUpAttemptParts {
  readonly board: Pick<SaleBoard, "byId" | "refresh">;
  readonly gate: Pick<Gate, "leaveLine" | "readAttempt">;
  readonly orders: Pick<Orders, "giveUp" | "recordLeave">;
  readonly clock: Clock;
  /** What this process knows to have been accepted, and will look for in gates and books; see drive-again. */
  readonly accepted: Pick<AcceptedMemory, "has" | "forget">;
}

/** Leaves the line, or gives the reserved unit back. A unit still being confirmed can be given back a moment later. */
export async function giveUpAttempt(
  parts: GiveUpAttemptParts,
  attemptId: string,
  accountId: string,
): Promise<GiveUpOutcome> {
  const saleId = saleIdOfAttempt(attemptId);
  if (saleId === null) return "not_found";
  let left = await leaveForGood(parts, saleId, attemptId, accountId);
  if (left === "stale_epoch") {
    await parts.board.refresh();
    left = await leaveForGood(parts, saleId, attemptId, accountId);
  }
  if (left === "stale_epoch") return "being_confirmed";
  if (left !== "not_in_line") return left;
  const outcome = await parts.orders.giveUp(orderIdOfAttempt(attemptId), accountId, parts.clock.spec());
  if (outcome !== "not_found") return outcome;
  const known = await parts.gate.readAttempt(attemptId);
  if (known === "not_loaded") {
    return isTended(parts.board.byId(saleId), parts.clock.nowMs()) ? "being_confirmed" : "not_found";
  }
  if (known === "unknown" && parts.accepted.has(attemptId)) return "being_confirmed";
  if (known === "unknown" || known.accountId !== accountId) return "not_found";
  // It may have been booked since we looked for its order: only a final state says that nothing is held any more.
  return isFinalAttempt(known.state) ? "already" : "being_confirmed";
}

/**
 * Written down before it is told: a gate that is lost forgets who left it, and its successor, or a receipt, would put them
 * into the line again. `stale_epoch`: it was left at a gate that has a successor, which knows nothing of it.
 */
async function leaveForGood(
  parts: GiveUpAttemptParts,
  saleId: number,
  attemptId: string,
  accountId: string,
): Promise<"left" | "not_in_line" | "being_confirmed" | "stale_epoch"> {
  const epoch = parts.board.byId(saleId)?.epoch;
  const left = await parts.gate.leaveLine({ saleId, attemptId, accountId });
  if (left !== "left") return "not_in_line";
  const known = await parts.gate.readAttempt(attemptId);
  if (known === "unknown" || known === "not_loaded") return "being_confirmed";
  if (epoch !== undefined) {
    const { itemId, quantity, receivedAtMs } = known;
    const loss = { attemptId, accountId, itemId, quantity, slots: 0, receivedAtMs, reason: "left" } as const;
    if ((await parts.orders.recordLeave(saleId, epoch, loss)) === "stale_epoch") return "stale_epoch";
  }
  parts.accepted.forget(attemptId);
  return "left";
}
