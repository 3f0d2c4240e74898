import type { AttemptState, LostReason } from "../domain";

/** An attempt as the gate stores it; the format is told in scripts/shared/attempts.lua. */
export interface AttemptRecord {
  readonly state: AttemptState;
  readonly version: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly receivedAtMs: number;
  readonly payByMs: number | null;
  readonly reason: LostReason | null;
  /** Null unless the attempt waits in line. */
  readonly sequence: number | null;
}

const states: ReadonlyMap<string, AttemptState> = new Map([
  ["q", "queued"],
  ["r", "reserved"],
  ["y", "paying"],
  ["p", "paid"],
  ["l", "lost"],
  ["g", "left"],
  ["x", "expired"],
]);

const reasons: ReadonlyMap<string, LostReason | null> = new Map([
  ["", null],
  ["sold_out", "sold_out"],
  ["limit", "limit"],
  ["ended", "ended"],
  ["cancelled", "cancelled"],
  ["draw", "draw"],
  ["error", "error"],
]);

const pattern =
  /^([a-z])\|(\d{1,9})\|([^|]+)\|(\d{1,15})\|([1-9]\d{0,8})\|(\d{1,10})\|(\d{1,15})\|(\d{0,15})\|([a-z_]*)\|(\d{0,15})$/;

/** Null for a text that is not a record. */
export function parseAttemptRecord(text: string): AttemptRecord | null {
  const [
    ,
    letter = "",
    version,
    accountId = "",
    itemId,
    quantity,
    slots,
    receivedAtMs,
    payByMs,
    reasonText = "",
    sequence,
  ] = pattern.exec(text) ?? [];
  const state = states.get(letter);
  const reason = reasons.get(reasonText);
  if (state === undefined || reason === undefined) return null;
  return {
    state,
    version: Number(version),
    accountId,
    itemId: Number(itemId),
    quantity: Number(quantity),
    slots: Number(slots),
    receivedAtMs: Number(receivedAtMs),
    payByMs: numberOrNull(payByMs),
    reason,
    sequence: numberOrNull(sequence),
  };
}

function numberOrNull(digits: string | undefined): number | null {
  return digits === undefined || digits === "" ? null : Number(digits);
}
