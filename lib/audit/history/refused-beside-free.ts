import type { Faults } from "./faults";
import { healthyWithinMs } from "./faults";
import { numberOf, textOf } from "./history-line";
import type { Heard } from "./ports";

/** Somebody was told that nothing is free, and something was, for longer than a shop needs to know that. */
export interface WrongRefusal {
  readonly accountId: string;
  readonly code: string;
  readonly itemId: number;
  readonly freeSinceMs: number;
  readonly invokedMs: number;
  readonly heardMs: number;
}

/** More of them are one defect, told often. */
export const wrongRefusalsMax = 10_000;

const saysNothingIsFree: ReadonlySet<string> = new Set(["sold_out", "all_held", "line_full"]);

export function isRefusedForStock({ f, word, value }: Heard): boolean {
  return f === "attempt" && word === "fail" && saysNothingIsFree.has(textOf(value, "code"));
}

/** Null when the refusal may have been right: by the ledger nothing was free for long, or the wish was for several. */
export function findWrongRefusal({
  value,
  sale,
  accountId,
  invokedMs,
  heardMs,
  clockErrorMs,
}: Heard): WrongRefusal | null {
  if ((numberOf(value, "quantity") ?? 1) > 1) return null;
  const itemId = numberOf(value, "itemId");
  const item = itemId === null && sale.items.length === 1 ? sale.items[0] : sale.items.find(({ id }) => id === itemId);
  if (item === undefined) return null;
  const freeSinceMs = freeThroughout(item.free, invokedMs - healthyWithinMs, heardMs + clockErrorMs);
  if (freeSinceMs === null) return null;
  return { accountId, code: textOf(value, "code"), itemId: item.id, freeSinceMs, invokedMs, heardMs };
}

/** Since when units were free that were so all the time between the two moments. */
function freeThroughout(free: readonly number[], fromMs: number, toMs: number): number | null {
  for (let at = 0; at < free.length; at += 2) {
    const sinceMs = free[at] ?? 0;
    if (sinceMs > fromMs) return null;
    if ((free[at + 1] ?? 0) > toMs) return sinceMs;
  }
  return null;
}

/** What was broken meanwhile, or a moment before, excuses it. */
export function isExcused({ freeSinceMs, invokedMs, heardMs }: WrongRefusal, faults: Faults): boolean {
  return invokedMs <= faults.dueMs(freeSinceMs, heardMs);
}
