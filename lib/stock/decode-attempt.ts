import type { Attempt } from "../domain";
import { parseAttemptRecord } from "./attempt-record";

/** Reads an attempt's record. `place` is 0 outside the line. Throws when the record is not one. */
export function decodeAttempt(saleId: number, attemptId: string, text: string, place: number): Attempt {
  const record = parseAttemptRecord(text);
  if (record === null) throw new Error(`attempt ${attemptId} has a broken record`);
  return {
    attemptId,
    saleId,
    accountId: record.accountId,
    itemId: record.itemId,
    quantity: record.quantity,
    state: record.state,
    reason: record.reason,
    receivedAtMs: record.receivedAtMs,
    payByMs: record.payByMs,
    place: place === 0 ? null : place,
  };
}
