import type { Intent, IntentBatch, IntentEntry } from "../stock/gate";
import { GateNotLoadedError } from "./gate-not-loaded";
import { type SettleParts, settleBatch } from "./settle";

/**
 * Settles what another worker left behind. Where PostgreSQL refuses the batch for what it says, as no repetition can
 * change, every entry is tried by itself: one that nobody can book must not hold up its sale for ever. That one
 * becomes a dead letter and an explicit failure. An outage is no reason to give anybody up: then all of it stays.
 */
export async function settleLeftBehind(parts: SettleParts, batch: IntentBatch): Promise<number> {
  try {
    return await settleBatch(parts, batch);
  } catch (error) {
    if (!isRefusedForWhatItSays(error)) throw error;
  }
  const { saleId } = batch;
  let done = await settleBatch(parts, { saleId, entries: [], broken: batch.broken });
  for (const entry of batch.entries) done += await settleAlone(parts, saleId, entry);
  return done;
}

async function settleAlone(parts: SettleParts, saleId: number, entry: IntentEntry): Promise<number> {
  try {
    return await settleBatch(parts, { saleId, entries: [entry], broken: [] });
  } catch (error) {
    if (!isRefusedForWhatItSays(error)) throw error;
    await bury(parts, saleId, entry, error);
    return 1;
  }
}

/** The acknowledgement is the last step here too: whoever dies before it does the same again. */
async function bury(parts: SettleParts, saleId: number, { entryId, intent }: IntentEntry, cause: Error): Promise<void> {
  const letter = { entryId, fields: [JSON.stringify(intent)], error: cause.message };
  await parts.keepDeadLetters(saleId, [letter]);
  // Who has left the line has nothing to lose.
  if (intent.kind !== "leave") await lose(parts, saleId, intent);
  await parts.intents.acknowledge(saleId, [entryId]);
}

async function lose(parts: SettleParts, saleId: number, intent: Intent): Promise<void> {
  try {
    await parts.orders.recordLine(saleId, [], [{ ...intent, reason: "error" }]);
  } catch (error) {
    // What no table can take, the dead letter tells alone.
    if (!isRefusedForWhatItSays(error)) throw error;
  }
  const verdict = { attemptId: intent.attemptId, version: 1, state: "lost", reason: "error" } as const;
  const told = await parts.gate.settle({ saleId, verdicts: [verdict] });
  if (told === "not_loaded") throw new GateNotLoadedError(saleId);
}

/** Data exceptions, broken constraints but for uniqueness (which may be a race), and what our own triggers raise. */
function isRefusedForWhatItSays(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(22...|23(?!505)...|P0001)$/.test(error.code)
  );
}
