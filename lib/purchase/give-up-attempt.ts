import { type GiveUpOutcome, isFinalAttempt, orderIdOfAttempt, saleIdOfAttempt } from "../domain";
import type { Orders } from "../orders/ports";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Gate } from "../stock/gate";
import { isTended } from "./watch-phases";

export interface GiveUpAttemptParts {
  readonly board: Pick<SaleBoard, "byId">;
  readonly gate: Pick<Gate, "leaveLine" | "readAttempt">;
  readonly orders: Pick<Orders, "giveUp">;
  readonly clock: Clock;
}

/** Leaves the line, or gives the reserved unit back. A unit still being confirmed can be given back a moment later. */
export async function giveUpAttempt(
  parts: GiveUpAttemptParts,
  attemptId: string,
  accountId: string,
): Promise<GiveUpOutcome> {
  const saleId = saleIdOfAttempt(attemptId);
  if (saleId === null) return "not_found";
  const left = await parts.gate.leaveLine({ saleId, attemptId, accountId });
  if (left === "left") return "left";
  const outcome = await parts.orders.giveUp(orderIdOfAttempt(attemptId), accountId, parts.clock.spec());
  if (outcome !== "not_found") return outcome;
  const known = await parts.gate.readAttempt(attemptId);
  if (known === "not_loaded") {
    return isTended(parts.board.byId(saleId), parts.clock.nowMs()) ? "being_confirmed" : "not_found";
  }
  if (known === "unknown" || known.accountId !== accountId) return "not_found";
  // It may have been booked since we looked for its order: only a final state says that nothing is held any more.
  return isFinalAttempt(known.state) ? "already" : "being_confirmed";
}
