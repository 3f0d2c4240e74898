import { type Attempt, attemptOfOrder, lineCap, type SaleSnapshot } from "../domain";
import type { GateTruth, RecordedAttempt } from "../orders/ports";
import type { Gate, GateRules, LoadedAttempt } from "../stock/gate";

export interface LoadGateParts {
  readonly gate: Gate;
  readonly readForGate: (saleId: number) => Promise<GateTruth>;
  /** Starts a new epoch in PostgreSQL; null when another worker was faster. */
  readonly raiseEpoch: (saleId: number, seenEpoch: number) => Promise<number | null>;
  /** Puts what PostgreSQL says on the board of every process. */
  readonly syncBoard: () => Promise<unknown>;
}

/**
 * First load and rebuild are the same thing: a new epoch, everything from PostgreSQL, nothing taken over from
 * what Redis may still have. The fence is the epoch: callers with an older one are refused by the scripts.
 */
export async function loadGate(parts: LoadGateParts, sale: SaleSnapshot): Promise<"loaded" | "left_to_another"> {
  const epoch = await parts.raiseEpoch(sale.id, sale.epoch);
  if (epoch === null) return "left_to_another";
  // Every process learns the new epoch before the gate opens under it, or the first buyers would hear "busy".
  await parts.syncBoard();
  // Closed before PostgreSQL is read: news of what is decided from here on waits until the gate is open again.
  await parts.gate.shut(gateRules({ ...sale, epoch }));
  const truth = await parts.readForGate(sale.id);
  await parts.gate.load({
    ...gateRules({ ...sale, epoch }),
    items: truth.items.map((item) => ({ ...item, available: item.released - item.held - item.sold })),
    attempts: truth.attempts.map(loadedAttempt),
    line: truth.line,
    causes: truth.causes,
  });
  return "loaded";
}

/** The part of a sale the gate decides by. */
export function gateRules(sale: SaleSnapshot): GateRules {
  return {
    saleId: sale.id,
    epoch: sale.epoch,
    version: sale.version,
    // Drafts never come this far: they are not on the board.
    status: sale.status === "draft" ? "paused" : sale.status,
    startsAtMs: sale.startsAtMs,
    endsAtMs: sale.endsAtMs,
    limitPerAccount: sale.limitPerAccount,
    lineCap: lineCap(sale),
    paymentWindowMs: sale.paymentWindowSeconds * 1_000,
  };
}

/** An attempt as PostgreSQL remembers it, in the words shoppers are told. */
export function attemptOfRecord(record: RecordedAttempt): Attempt {
  return {
    attemptId: record.attemptId,
    saleId: record.saleId,
    accountId: record.accountId,
    itemId: record.itemId,
    quantity: record.quantity,
    receivedAtMs: record.receivedAtMs,
    payByMs: record.payByMs,
    place: null,
    ...recordedState(record),
  };
}

function recordedState(record: RecordedAttempt): Pick<Attempt, "state" | "reason"> {
  if (record.orderState !== null) return attemptOfOrder(record.orderState);
  if (record.failure === "left") return { state: "left", reason: null };
  return { state: "lost", reason: record.failure ?? "error" };
}

function loadedAttempt(record: RecordedAttempt): LoadedAttempt {
  return { attempt: attemptOfRecord(record), slots: record.slots, version: record.version };
}
