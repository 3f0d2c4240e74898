import type { Intent } from "../../stock/gate";
import { counterOf, type GateAccount, type GateRecord, type GateState, isLiveRecord } from "./gate-state";

// Stock, accounts and stream of the simulated gate: what lib/stock/scripts/shared does in Lua.

export function freeUnits(state: GateState, itemId: number): number {
  const stock = state.stock.get(itemId);
  return stock === undefined ? 0 : stock.released - stock.held - stock.sold;
}

/** No counter goes below 0. */
export function addToCounter(
  state: GateState,
  itemId: number,
  counter: "total" | "released" | "held" | "sold",
  by: number,
) {
  const stock = state.stock.get(itemId);
  if (stock !== undefined) stock[counter] = Math.max(0, stock[counter] + by);
}

export function moveUnits(
  state: GateState,
  record: GateRecord,
  from: "held" | "sold" | null,
  to: "held" | "sold" | null,
): void {
  if (from === to) return;
  if (from !== null) addToCounter(state, record.itemId, from, -record.quantity);
  if (to !== null) addToCounter(state, record.itemId, to, record.quantity);
}

export function handOver(state: GateState, intent: Intent): void {
  state.lastEntryId += 1;
  state.hasStream = true;
  state.entries.push({ entryId: state.lastEntryId, intent });
}

/** The lowest free slots, null when the limit leaves too few. */
export function findSlots(mask: number, quantity: number, limit: number): number | null {
  let slots = 0;
  let used = 0;
  let missing = quantity;
  for (let slot = 1; missing > 0 || slot <= mask; slot *= 2) {
    if ((mask & slot) !== 0) used += 1;
    else if (missing > 0) {
      slots += slot;
      missing -= 1;
    }
  }
  return used + quantity <= limit ? slots : null;
}

export function enterAccount(state: GateState, attemptId: string, record: GateRecord): void {
  const account = state.accounts.get(record.accountId);
  if (account === undefined) {
    state.accounts.set(record.accountId, { mask: record.slots, live: [attemptId], newest: attemptId });
    return;
  }
  account.mask |= record.slots;
  account.live.push(attemptId);
  account.newest = attemptId;
}

/** An attempt that became live after others came stays older than they are. */
export function reenterAccount(state: GateState, attemptId: string, record: GateRecord): void {
  const account = state.accounts.get(record.accountId);
  if (account === undefined) {
    enterAccount(state, attemptId, record);
    return;
  }
  account.mask |= record.slots;
  account.live.unshift(attemptId);
}

export function vacateSlots(state: GateState, attemptId: string, record: GateRecord): void {
  const account: GateAccount | undefined = state.accounts.get(record.accountId);
  if (account === undefined) return;
  account.live = account.live.filter((liveId) => liveId !== attemptId);
  account.mask = account.live.reduce((mask, liveId) => mask | (state.attempts.get(liveId)?.slots ?? 0), 0);
}

/** What a changed record does to counters and account. */
export function applyState(state: GateState, attemptId: string, record: GateRecord, change: () => void): void {
  const before = counterOf(record);
  const wasLive = isLiveRecord(record);
  const wasUnknown = record.version < 0;
  change();
  state.attempts.set(attemptId, record);
  moveUnits(state, record, before, counterOf(record));
  if (wasUnknown && !isLiveRecord(record)) {
    reenterAccount(state, attemptId, record);
    vacateSlots(state, attemptId, record);
  } else if (isLiveRecord(record) && !wasLive) reenterAccount(state, attemptId, record);
  else if (wasLive && !isLiveRecord(record)) vacateSlots(state, attemptId, record);
}
