import type { SaleSnapshot } from "../domain";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import { toleratingUnloaded } from "./gate-not-loaded";
import { type SettleParts, settleBatch } from "./settle";

export interface SettleLoopParts extends SettleParts {
  readonly board: SaleBoard;
}

/** Orders of a batch share one transaction; 500 keep its locks under about 100 ms. */
const batchSizeMax = 500;
/** How long a read waits for the first intent: also the longest a stop waits for this loop. */
const blockMs = 250;
/**
 * An entry read this long ago by a worker that has not finished it is taken over: much longer than a batch takes
 * (some 100 ms), shorter than what a shopper would call stuck. Taking over one that still runs is harmless.
 */
const takeOverIdleMs = 3_000;
/** Streams of sales that start this soon are read as well, so that the first intent finds a waiting reader. */
const aheadMs = 60_000;

/** Reads new intents of all sales that have begun, and books them. */
export function settleLoop(parts: SettleLoopParts): Loop {
  return {
    name: "settle",
    idleMs: 25,
    async once() {
      const saleIds = startedSales(parts).map((sale) => sale.id);
      if (saleIds.length === 0) return 0;
      const batches = await parts.intents.readNew(saleIds, { countMax: batchSizeMax, blockMs });
      return toleratingUnloaded(() => eachByItself(batches, (batch) => settleBatch(parts, batch)));
    },
  };
}

/** Takes over what a dead or hanging worker left behind. */
export function takeOverLoop(parts: SettleLoopParts): Loop {
  return {
    name: "take-over",
    idleMs: 1_000,
    once() {
      const takeOver = async (sale: SaleSnapshot) => {
        const batch = await parts.intents.takeOver(sale.id, { countMax: batchSizeMax, idleMs: takeOverIdleMs });
        return batch.entries.length + batch.broken.length > 0 ? settleBatch(parts, batch) : 0;
      };
      return toleratingUnloaded(() => eachByItself(startedSales(parts), takeOver));
    },
  };
}

/**
 * One sale after the other, and what was done in all. A sale whose intents cannot be settled now (its gate is being
 * loaded, say) must not keep the others waiting; what failed first is thrown at the end, for the loop to report.
 */
async function eachByItself<Part>(parts: readonly Part[], settleOne: (part: Part) => Promise<number>): Promise<number> {
  let done = 0;
  const failures: unknown[] = [];
  for (const part of parts) {
    try {
      done += await settleOne(part);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}

function startedSales(parts: SettleLoopParts): readonly SaleSnapshot[] {
  const soonMs = parts.clock.nowMs() + aheadMs;
  return parts.board.all().filter((sale) => sale.startsAtMs <= soonMs);
}
