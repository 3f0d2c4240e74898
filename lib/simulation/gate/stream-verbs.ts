import type { IntentBatch } from "../../stock/gate";
import type { GateFlaws } from "../flaws";
import type { GateState, StreamEntry } from "./gate-state";

// The stream of intents and its one group, as XREADGROUP, XAUTOCLAIM and acknowledge.lua treat them.

export function readNew(
  state: GateState,
  saleId: number,
  countMax: number,
  nowMs: number,
  flaws: GateFlaws,
): IntentBatch {
  state.hasStream = true;
  state.group ??= { delivered: flaws.groupAtTheEnd ? state.lastEntryId : 0, pending: new Map() };
  const { group } = state;
  const found = state.entries.filter((entry) => entry.entryId > group.delivered).slice(0, countMax);
  for (const entry of found) {
    group.delivered = entry.entryId;
    group.pending.set(entry.entryId, { entry, atMs: nowMs });
  }
  return batchOf(saleId, found);
}

export function takeOver(
  state: GateState,
  saleId: number,
  options: { readonly countMax: number; readonly idleMs: number },
  nowMs: number,
): IntentBatch {
  const pending = [...(state.group?.pending.values() ?? [])].sort(
    (left, right) => left.entry.entryId - right.entry.entryId,
  );
  const due = pending.filter((each) => nowMs - each.atMs >= options.idleMs).slice(0, options.countMax);
  for (const each of due) each.atMs = nowMs;
  return batchOf(
    saleId,
    due.map((each) => each.entry),
  );
}

export function acknowledge(state: GateState, entryIds: readonly string[]): void {
  const ids = new Set(entryIds.map(Number));
  for (const entryId of ids) state.group?.pending.delete(entryId);
  state.entries = state.entries.filter((entry) => !ids.has(entry.entryId));
}

function batchOf(saleId: number, entries: readonly StreamEntry[]): IntentBatch {
  return { saleId, entries: entries.map(({ entryId, intent }) => ({ entryId: String(entryId), intent })), broken: [] };
}
