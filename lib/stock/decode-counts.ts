import type { StockCounts } from "../domain";
import type { GateCounts } from "./gate";

type ItemCounts = StockCounts & { readonly itemId: number };

const fieldPattern = /^(\d+):(total|released|held|sold)$/;

/**
 * Reads a sale's counters as Redis tells them: field, value, field, value. Throws for a field it does not know. Where
 * totals are missing somebody has deleted them, and the sale must be loaded again.
 */
export function decodeCounts(reply: {
  epoch: number;
  waiting: number;
  heldUntilMs: number;
  counters: readonly string[];
}): GateCounts | "not_loaded" {
  const stored = new Map<number, Map<string, number>>();
  for (let position = 0; position < reply.counters.length; position += 2) {
    const [, itemId, counter = ""] = fieldPattern.exec(reply.counters[position] ?? "") ?? [];
    const value = Number(reply.counters[position + 1]);
    if (itemId === undefined || !Number.isSafeInteger(value)) throw new Error("the gate's counters are broken");
    const counters = stored.get(Number(itemId)) ?? new Map<string, number>();
    stored.set(Number(itemId), counters.set(counter, value));
  }
  if (stored.size === 0 || [...stored.values()].some((counters) => !counters.has("total"))) return "not_loaded";
  const items = [...stored].sort(([left], [right]) => left - right);
  const owed = items.reduce((sum, [, counters]) => sum + owedUnits(counters), 0);
  const held = items.some(([, counters]) => (counters.get("held") ?? 0) > 0);
  return {
    epoch: reply.epoch,
    items: items.map(([itemId, counters]) => itemCounts(itemId, counters)),
    lineLength: reply.waiting,
    owed,
    heldUntilMs: held && reply.heldUntilMs > 0 ? reply.heldUntilMs : null,
  };
}

/** Units that exist are sold first, then held; what is owed exists only once somebody is refused. */
function itemCounts(itemId: number, counters: ReadonlyMap<string, number>): ItemCounts {
  const total = counters.get("total") ?? 0;
  const released = counters.get("released") ?? 0;
  const sold = Math.min(counters.get("sold") ?? 0, released);
  const held = Math.min(counters.get("held") ?? 0, released - sold);
  return { itemId, total, released, available: released - held - sold, held, sold };
}

function owedUnits(counters: ReadonlyMap<string, number>): number {
  return Math.max(0, (counters.get("held") ?? 0) + (counters.get("sold") ?? 0) - (counters.get("released") ?? 0));
}
