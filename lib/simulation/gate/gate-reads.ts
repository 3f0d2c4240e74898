import type { Attempt } from "../../domain";
import { type GateRecord, type GateState, isLoaded } from "./gate-state";

/** An attempt as the gate tells it. */
export function attemptOf(state: GateState, attemptId: string, record: GateRecord): Attempt {
  if (record.state === "unknown") throw new Error(`attempt ${attemptId} was kept without a state`);
  const { accountId, itemId, quantity, receivedAtMs, payByMs, reason } = record;
  const rank = (state.lines.get(itemId) ?? []).findIndex((member) => member.attemptId === attemptId);
  const place = record.sequence === null || rank < 0 ? null : rank + 1;
  const saleId = state.meta?.rules.saleId ?? 0;
  return { attemptId, saleId, accountId, itemId, quantity, state: record.state, reason, receivedAtMs, payByMs, place };
}

export function readAttempt(state: GateState, attemptId: string): Attempt | "unknown" | "not_loaded" {
  if (!isLoaded(state)) return "not_loaded";
  const record = state.attempts.get(attemptId);
  return record === undefined ? "unknown" : attemptOf(state, attemptId, record);
}

export function readAccount(state: GateState, accountId: string): Attempt | "none" | "not_loaded" {
  if (!isLoaded(state)) return "not_loaded";
  const newest = state.accounts.get(accountId)?.newest;
  const record = newest === undefined ? undefined : state.attempts.get(newest);
  return newest === undefined || record === undefined ? "none" : attemptOf(state, newest, record);
}
