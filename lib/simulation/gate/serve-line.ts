import type { LostReason } from "../../domain";
import type { Intent } from "../../stock/gate";
import type { GateFlaws } from "../flaws";
import type { GateRecord, GateState } from "./gate-state";
import { addToCounter, freeUnits, handOver, vacateSlots } from "./move-units";

/** As in shared/line.lua. */
const serveMax = 200;

export function isSelling(state: GateState, nowMs: number): boolean {
  const rules = state.meta?.rules;
  return rules !== undefined && rules.status === "published" && nowMs >= rules.startsAtMs && nowMs < rules.endsAtMs;
}

export function removeFromLine(state: GateState, itemId: number, attemptId: string): void {
  const line = state.lines.get(itemId) ?? [];
  const position = line.findIndex((member) => member.attemptId === attemptId);
  if (position < 0) return;
  line.splice(position, 1);
  if (state.meta !== null) state.meta.waiting -= 1;
}

export function joinLine(state: GateState, itemId: number, attemptId: string, sequence: number): void {
  const line = state.lines.get(itemId) ?? [];
  state.lines.set(itemId, line);
  const after = line.findIndex((member) => member.sequence > sequence);
  line.splice(after < 0 ? line.length : after, 0, { attemptId, sequence });
  if (state.meta !== null) state.meta.waiting += 1;
}

/** What an intent says of an attempt. */
export function aboutAttempt(state: GateState, attemptId: string, record: GateRecord) {
  const { accountId, itemId, quantity, slots, receivedAtMs } = record;
  return { saleId: state.meta?.rules.saleId ?? 0, attemptId, accountId, itemId, quantity, slots, receivedAtMs };
}

/** Somebody who waits gets no unit: has left, or has lost with a reason. */
export function dismiss(
  state: GateState,
  attemptId: string,
  record: GateRecord,
  word: { readonly state: "left"; readonly reason: null } | { readonly state: "lost"; readonly reason: LostReason },
): void {
  record.state = word.state;
  record.reason = word.reason;
  record.sequence = null;
  const intent: Intent = { ...aboutAttempt(state, attemptId, record), kind: "leave", reason: word.reason ?? "left" };
  handOver(state, intent);
  removeFromLine(state, record.itemId, attemptId);
  vacateSlots(state, attemptId, record);
}

/** Free units go to those who wait, first come first; nobody overtakes a head that waits for more. */
export function serveLine(state: GateState, itemId: number, flaws: GateFlaws): void {
  const stock = state.stock.get(itemId);
  if (stock === undefined) return;
  const unsold = stock.total - stock.sold;
  for (let served = 0; served < serveMax; served += 1) {
    const free = freeUnits(state, itemId);
    const head = free > 0 ? state.lines.get(itemId)?.[0] : undefined;
    if (head === undefined) return;
    const record = state.attempts.get(head.attemptId);
    if (record === undefined) removeFromLine(state, itemId, head.attemptId);
    else if (record.quantity <= free) {
      record.sequence = null;
      handOver(state, { ...aboutAttempt(state, head.attemptId, record), kind: "reserve" });
      if (!flaws.servedStaysInLine) removeFromLine(state, itemId, head.attemptId);
      addToCounter(state, itemId, "held", record.quantity);
    } else if (record.quantity > unsold) {
      dismiss(state, head.attemptId, record, { state: "lost", reason: "sold_out" });
    } else return;
  }
}
