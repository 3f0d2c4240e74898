import type { LineMember, LoadedAttempt, LoadInput } from "../../stock/gate";
import type { GateFlaws } from "../flaws";
import { counterOf, type GateRecord, type GateState, isLiveRecord } from "./gate-state";
import { enterAccount, vacateSlots } from "./move-units";
import { isSelling, joinLine, serveLine } from "./serve-line";

// A load is several scripts (lib/stock/load-sale.ts), and anything may happen between them.

export function loadBegin(
  state: GateState,
  input: LoadInput,
  loader: number,
  flaws: GateFlaws,
): "already_loaded" | "begun" {
  const old = state.meta;
  if (
    !flaws.lastLoadWins &&
    old !== null &&
    (input.epoch < old.epoch || (input.epoch === old.epoch && old.loader === null))
  ) {
    return "already_loaded";
  }
  state.hasStream = true;
  if (!flaws.groupAtTheEnd) state.group ??= { delivered: 0, pending: new Map() };
  state.stock = new Map(
    input.items.map(({ itemId, total, released, held, sold }) => [itemId, { total, released, held, sold }]),
  );
  state.accounts = new Map();
  state.attempts = new Map();
  state.lines = new Map();
  const { items: _items, attempts: _attempts, line: _line, causes, ...rules } = input;
  const newer = old !== null && old.rules.version > rules.version ? old.rules : rules;
  const epoch = Math.max(input.epoch, old?.epoch ?? 0);
  state.meta = { epoch, loader, rules: newer, heldUntilMs: 0, sequence: old?.sequence ?? 0, waiting: 0 };
  for (const cause of causes ?? []) state.causes.add(cause);
  return "begun";
}

export function loadAttempts(
  state: GateState,
  attempts: readonly LoadedAttempt[],
  loader: number,
): "superseded" | "written" {
  const { meta } = state;
  if (meta === null || meta.loader !== loader) return "superseded";
  for (const { attempt, slots, version } of attempts) {
    const { attemptId, accountId, itemId, quantity, receivedAtMs, payByMs, reason } = attempt;
    const record: GateRecord = {
      ...{ state: attempt.state, version, accountId, itemId, quantity, slots, receivedAtMs, payByMs, reason },
      sequence: null,
    };
    const isNew = !state.attempts.has(attemptId);
    state.attempts.set(attemptId, record);
    if (isNew) {
      enterAccount(state, attemptId, record);
      if (!isLiveRecord(record)) vacateSlots(state, attemptId, record);
    }
    if (payByMs !== null && counterOf(record) === "held") meta.heldUntilMs = Math.max(meta.heldUntilMs, payByMs);
  }
  return "written";
}

export function loadLine(state: GateState, members: readonly LineMember[], loader: number): "superseded" | "written" {
  const { meta } = state;
  if (meta === null || meta.loader !== loader) return "superseded";
  for (const { attemptId, sequence, ...about } of members) {
    if (state.attempts.has(attemptId)) continue;
    const { accountId, itemId, quantity, slots, receivedAtMs } = about;
    const record: GateRecord = {
      ...{ state: "queued", version: 0, accountId, itemId, quantity, slots, receivedAtMs },
      ...{ payByMs: null, reason: null, sequence },
    };
    joinLine(state, itemId, attemptId, sequence);
    state.attempts.set(attemptId, record);
    enterAccount(state, attemptId, record);
    meta.sequence = Math.max(meta.sequence, sequence);
  }
  return "written";
}

export function loadOpen(state: GateState, loader: number, nowMs: number, flaws: GateFlaws): "superseded" | "opened" {
  const { meta } = state;
  if (meta === null || meta.loader !== loader) return "superseded";
  meta.loader = null;
  if (isSelling(state, nowMs)) for (const itemId of state.stock.keys()) serveLine(state, itemId, flaws);
  return "opened";
}
