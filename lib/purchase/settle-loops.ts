import type { SaleSnapshot } from "../domain";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { IntentBatch } from "../stock/gate";
import { toleratingUnloaded } from "./gate-not-loaded";
import { bookBatch, publishBatch, type SettleParts } from "./settle";
import { settleLeftBehind } from "./settle-left-behind";

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

/** Rounds of one run at most: between two runs the loop notes that it works, and whether it is to end. */
const roundsMax = 20;

/**
 * Reads new intents of all sales that have begun, and books them. Redis is told of one round while PostgreSQL books the
 * next. With a backlog, that next one is even read while the one before is booked; without, reading waits, so that
 * what arrives meanwhile is booked together. What fails stays pending, and is taken over.
 */
export function settleLoop(parts: SettleLoopParts): Loop {
  return {
    name: "settle",
    idleMs: 25,
    once: (signal) =>
      toleratingUnloaded(async () => {
        const failures: unknown[] = [];
        let told: Promise<readonly number[]> = Promise.resolve([]);
        let done = 0;
        let next: Promise<readonly IntentBatch[]> | null = read(parts);
        for (let round = 1; next !== null; round += 1) {
          const batches = await next;
          next = null;
          const goesOn = batches.length > 0 && round < roundsMax && !signal.aborted;
          if (goesOn && batches.some(isFull)) next = awaitedLater(read(parts));
          const booked = await eachByItself(batches, failures, (batch) => bookBatch(parts, batch));
          done += sum(await told);
          told = eachByItself(booked, failures, (batch) => publishBatch(parts, batch));
          if (goesOn && failures.length === 0) next ??= read(parts);
        }
        done += sum(await told);
        if (failures.length > 0) throw failures[0];
        return done;
      }),
  };
}

/** New intents of the sales that have begun; none after a moment without any. */
async function read(parts: SettleLoopParts): Promise<readonly IntentBatch[]> {
  const saleIds = startedSales(parts).map((sale) => sale.id);
  return saleIds.length === 0 ? [] : parts.intents.readNew(saleIds, { countMax: batchSizeMax, blockMs });
}

/** There is more where this came from. */
function isFull({ entries, broken }: IntentBatch): boolean {
  return entries.length + broken.length >= batchSizeMax;
}

/** Whoever awaits it later is told of its failure; until then nobody is. */
function awaitedLater<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Takes over what a dead or hanging worker left behind. */
export function takeOverLoop(parts: SettleLoopParts): Loop {
  return {
    name: "take-over",
    idleMs: 1_000,
    once() {
      const takeOver = async (sale: SaleSnapshot) => {
        const batch = await parts.intents.takeOver(sale.id, { countMax: batchSizeMax, idleMs: takeOverIdleMs });
        return batch.entries.length + batch.broken.length > 0 ? settleLeftBehind(parts, batch) : 0;
      };
      return toleratingUnloaded(async () => {
        const failures: unknown[] = [];
        const done = await eachByItself(startedSales(parts), failures, takeOver);
        if (failures.length > 0) throw failures[0];
        return sum(done);
      });
    },
  };
}

/**
 * One sale after the other. A sale whose intents cannot be settled now (its gate is being loaded, say) must not keep the
 * others waiting; what failed is kept for the end, for the loop to report the first of it.
 */
async function eachByItself<Part, Result>(
  parts: readonly Part[],
  failures: unknown[],
  work: (part: Part) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const part of parts) {
    try {
      results.push(await work(part));
    } catch (error) {
      failures.push(error);
    }
  }
  return results;
}

function startedSales(parts: SettleLoopParts): readonly SaleSnapshot[] {
  const soonMs = parts.clock.nowMs() + aheadMs;
  return parts.board.all().filter((sale) => sale.startsAtMs <= soonMs);
}
