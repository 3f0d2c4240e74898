import type { LostReason } from "../../domain";
import type { AdjustInput, ConfigureInput, GateCounts, ReserveInput, ReserveReply, Verdict } from "../../stock/gate";
import type { GateFlaws } from "../flaws";
import { attemptOf } from "./gate-reads";
import { type GateRecord, type GateState, isLoaded } from "./gate-state";
import { addToCounter, applyState, enterAccount, findSlots, freeUnits, handOver } from "./move-units";
import { aboutAttempt, dismiss, isSelling, joinLine, removeFromLine, serveLine } from "./serve-line";

// Each verb is one Lua script (lib/stock/scripts): it reads, decides and writes in one step.

export function reserve(state: GateState, input: ReserveInput, nowMs: number): ReserveReply {
  const { meta } = state;
  if (meta === null || meta.loader !== null) return { word: "not_loaded" };
  if (input.epoch > meta.epoch) return { word: "not_loaded" };
  if (input.epoch < meta.epoch) return { word: "stale_epoch", epoch: meta.epoch };
  const known = state.attempts.get(input.attemptId);
  if (known !== undefined) {
    const same =
      known.accountId === input.accountId && known.itemId === input.itemId && known.quantity === input.quantity;
    return same ? { word: "known", attempt: attemptOf(state, input.attemptId, known) } : { word: "key_reused" };
  }
  return reserveNew(state, input, nowMs);
}

function reserveNew(state: GateState, input: ReserveInput, nowMs: number): ReserveReply {
  const { meta } = state;
  const stock = state.stock.get(input.itemId);
  if (meta === null) return { word: "not_loaded" };
  const { rules } = meta;
  if (rules.status === "cancelled") return { word: "cancelled" };
  if (rules.status === "ended" || (nowMs >= rules.startsAtMs && nowMs >= rules.endsAtMs)) return { word: "ended" };
  if (nowMs < rules.startsAtMs) return { word: "not_open", retryAfterMs: rules.startsAtMs - nowMs };
  if (rules.status === "paused") return { word: "paused" };
  if (stock === undefined) throw new Error(`the sale has no item ${input.itemId}`);
  const account = state.accounts.get(input.accountId);
  const slots = findSlots(account?.mask ?? 0, input.quantity, rules.limitPerAccount);
  if (slots === null) return { word: "limit_reached", attemptIds: [...(account?.live ?? [])] };
  const { accountId, itemId, quantity, attemptId } = input;
  const record: GateRecord = {
    ...{ state: "queued", version: 0, accountId, itemId, quantity, slots, receivedAtMs: nowMs },
    ...{ payByMs: null, reason: null, sequence: null },
  };
  const free = freeUnits(state, itemId);
  if (free >= quantity && (state.lines.get(itemId)?.length ?? 0) === 0) {
    handOver(state, { ...aboutAttempt(state, attemptId, record), kind: "reserve" });
    addToCounter(state, itemId, "held", quantity);
  } else {
    if (stock.held <= 0 && stock.released >= stock.total) {
      return free > 0 && free < quantity ? { word: "too_few" } : { word: "sold_out" };
    }
    if (!input.joinLine) {
      const heldUntilMs = meta.heldUntilMs === 0 ? nowMs + rules.paymentWindowMs : meta.heldUntilMs;
      return { word: "all_held", heldUntilMs: stock.held <= 0 ? null : Math.max(nowMs, heldUntilMs) };
    }
    if (meta.waiting >= rules.lineCap) return { word: "line_full" };
    meta.sequence += 1;
    record.sequence = meta.sequence;
    handOver(state, { ...aboutAttempt(state, attemptId, record), kind: "join", sequence: meta.sequence });
    joinLine(state, itemId, attemptId, meta.sequence);
  }
  state.attempts.set(attemptId, record);
  enterAccount(state, attemptId, record);
  return { word: "accepted", attempt: attemptOf(state, attemptId, record) };
}

export function settle(
  state: GateState,
  verdicts: readonly Verdict[],
  nowMs: number,
  flaws: GateFlaws,
): "settled" | "not_loaded" {
  if (!isLoaded(state) || state.meta === null) return "not_loaded";
  const records = new Map<string, GateRecord>();
  const touched = new Set<number>();
  for (const verdict of verdicts) {
    const record = records.get(verdict.attemptId) ?? state.attempts.get(verdict.attemptId) ?? unknownRecord(verdict);
    if (record === null) continue;
    records.set(verdict.attemptId, record);
    touched.add(record.itemId);
  }
  for (const verdict of verdicts) {
    const record = records.get(verdict.attemptId);
    if (record === undefined) continue;
    if (verdict.version > record.version || flaws.believesOldNews) applyVerdict(state, verdict, record, flaws);
    else if (flaws.returnsWithEveryTelling && verdict.state === "expired") {
      addToCounter(state, record.itemId, "held", -record.quantity);
    }
  }
  if (isSelling(state, nowMs)) for (const itemId of touched) serveLine(state, itemId, flaws);
  return "settled";
}

/** An attempt the gate does not know has never held anything here. */
function unknownRecord(verdict: Verdict): GateRecord | null {
  if (verdict.subject === undefined) return null;
  return { ...verdict.subject, state: "unknown", version: -1, payByMs: null, reason: null, sequence: null };
}

function applyVerdict(state: GateState, verdict: Verdict, record: GateRecord, flaws: GateFlaws): void {
  const { attemptId } = verdict;
  const account = state.accounts.get(record.accountId);
  const slotsBefore = account === undefined ? null : { mask: account.mask, live: [...account.live] };
  applyState(state, attemptId, record, () => {
    if (record.sequence !== null) removeFromLine(state, record.itemId, attemptId);
    record.sequence = null;
    record.state = verdict.state;
    record.version = verdict.version;
    record.reason = verdict.state === "lost" ? verdict.reason : null;
    if (verdict.state === "reserved") {
      record.payByMs = verdict.payByMs;
      if (state.meta !== null) state.meta.heldUntilMs = Math.max(state.meta.heldUntilMs, verdict.payByMs);
    } else if (verdict.state !== "paying") record.payByMs = null;
  });
  if (flaws.keepsSlotsOfTheExpired && verdict.state === "expired" && account !== undefined && slotsBefore !== null) {
    Object.assign(account, slotsBefore);
  }
}

export function leaveLine(
  state: GateState,
  input: { readonly attemptId: string; readonly accountId: string },
  nowMs: number,
  flaws: GateFlaws,
): "left" | "not_in_line" | "not_loaded" {
  if (!isLoaded(state)) return "not_loaded";
  const record = state.attempts.get(input.attemptId);
  if (record === undefined || record.accountId !== input.accountId) return "not_in_line";
  if (record.sequence === null) return record.state === "left" && record.version === 0 ? "left" : "not_in_line";
  dismiss(state, input.attemptId, record, { state: "left", reason: null });
  if (isSelling(state, nowMs)) serveLine(state, record.itemId, flaws);
  return "left";
}

/** Ends the lines of these items. */
export function closeLines(
  state: GateState,
  itemIds: readonly number[],
  reason: LostReason,
  max: number,
): { closed: number; remaining: number } {
  if (!isLoaded(state)) return { closed: 0, remaining: 0 };
  let closed = 0;
  for (const itemId of itemIds) {
    for (const { attemptId } of (state.lines.get(itemId) ?? []).slice(0, max - closed)) {
      const record = state.attempts.get(attemptId);
      if (record === undefined) removeFromLine(state, itemId, attemptId);
      else dismiss(state, attemptId, record, { state: "lost", reason });
      closed += 1;
    }
  }
  return { closed, remaining: state.meta?.waiting ?? 0 };
}

export function adjust(
  state: GateState,
  input: AdjustInput,
  nowMs: number,
  flaws: GateFlaws,
): "adjusted" | "already_adjusted" | "not_loaded" {
  if (!isLoaded(state)) return "not_loaded";
  if (state.causes.has(input.cause) && !flaws.forgetsCauses) return "already_adjusted";
  state.causes.add(input.cause);
  addToCounter(state, input.itemId, "total", input.totalDelta);
  addToCounter(state, input.itemId, "released", input.releasedDelta);
  if (isSelling(state, nowMs)) serveLine(state, input.itemId, flaws);
  return "adjusted";
}

export function configure(
  state: GateState,
  rules: ConfigureInput,
  nowMs: number,
  flaws: GateFlaws,
): "configured" | "unchanged" | "not_loaded" {
  const { meta } = state;
  if (meta === null) return "not_loaded";
  if (rules.epoch < meta.epoch || rules.version <= meta.rules.version) return "unchanged";
  meta.rules = rules;
  if (meta.loader === null && isSelling(state, nowMs)) {
    for (const itemId of state.stock.keys()) serveLine(state, itemId, flaws);
  }
  return "configured";
}

export function countsOf(state: GateState): GateCounts | "not_loaded" {
  const { meta } = state;
  if (meta === null || meta.loader !== null) return "not_loaded";
  const items = [...state.stock].sort(([left], [right]) => left - right);
  const isHeld = items.some(([, stock]) => stock.held > 0);
  return {
    epoch: meta.epoch,
    items: items.map(([itemId, { total, released, ...stock }]) => {
      const sold = Math.min(stock.sold, released);
      const held = Math.min(stock.held, released - sold);
      return { itemId, total, released, available: released - held - sold, held, sold };
    }),
    lineLength: meta.waiting,
    owed: items.reduce((sum, [, stock]) => sum + Math.max(0, stock.held + stock.sold - stock.released), 0),
    heldUntilMs: isHeld && meta.heldUntilMs > 0 ? meta.heldUntilMs : null,
  };
}
