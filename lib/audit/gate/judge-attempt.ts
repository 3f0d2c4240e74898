import type { AttemptState, OrderState } from "../../domain";
import type { AttemptRecord } from "../../stock/attempt-record";
import type { BookedAttempt } from "./read-books";

/** The words under which the gate may know an order that is not in flight. */
function statesOf(state: OrderState, wasSold: boolean): readonly AttemptState[] {
  switch (state) {
    case "reserved":
    case "paying":
    case "paid":
    case "expired":
    case "left":
      return [state];
    case "cancelled":
      return ["lost"];
    case "refunding":
      // The gate hears of a refund when the unit is free again; until then its word stays what it was.
      return wasSold ? ["paid"] : ["expired", "left", "lost"];
    case "refunded":
      return wasSold ? ["lost"] : ["expired", "left", "lost"];
  }
}

/** What is wrong between PostgreSQL's word of an attempt and the gate's, read after it; null when nothing is. */
export function judgeAttempt(
  attemptId: string,
  book: BookedAttempt | undefined,
  record: AttemptRecord | null,
): string | null {
  const gateWord = record === null ? "does not know it" : `says ${record.state}, version ${record.version}`;
  if (book === undefined || (book.orderState === null && book.failure === null && !book.waits)) {
    return record === null
      ? null
      : `attempt ${attemptId}: the gate ${gateWord}, but it has no order, no failure and no place in line`;
  }
  if (record !== null && book.accountId !== null && record.accountId !== book.accountId) {
    return `attempt ${attemptId}: the gate has it as account ${record.accountId}'s, PostgreSQL as ${book.accountId}'s`;
  }
  if (book.orderState !== null) {
    const fits =
      record !== null &&
      statesOf(book.orderState, book.wasSold).includes(record.state) &&
      record.version <= (book.version ?? 0);
    return fits
      ? null
      : `attempt ${attemptId}: its order is ${book.orderState}, version ${book.version}; the gate ${gateWord}`;
  }
  if (book.failure !== null) {
    // A loss that was written down for an attempt the gate had forgotten is not told to the gate.
    const fits = record === null || record.state === (book.failure === "left" ? "left" : "lost");
    return fits ? null : `attempt ${attemptId} failed as ${book.failure}; the gate ${gateWord}`;
  }
  const waits = record?.state === "queued" && record.sequence !== null;
  return waits
    ? null
    : `attempt ${attemptId} waits in line; the gate ${gateWord}${record === null ? "" : ", not in line"}`;
}
