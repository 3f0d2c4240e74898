import type { AttemptSubject, Verdict } from "../../stock/gate";
import { accountOf, nowMs, shirt, type TestSale } from "./gate-fixture";

export const payByMs = nowMs + 300_000;

/** A verdict with the usual details of its state: pay in five minutes, lost because cancelled. */
export function verdictOn(
  attemptId: string,
  version: number,
  state: Verdict["state"],
  subject?: AttemptSubject,
): Verdict {
  const base = { attemptId, version, ...(subject === undefined ? {} : { subject }) };
  switch (state) {
    case "reserved":
      return { ...base, state, payByMs };
    case "lost":
      return { ...base, state, reason: "cancelled" };
    case "paying":
    case "paid":
    case "expired":
    case "left":
      return { ...base, state };
  }
}

/** What the shopper of the same number asked for, as `TestSale.take` does. */
export function subjectOf(shopper: number, changes: Partial<AttemptSubject> = {}): AttemptSubject {
  return { accountId: accountOf(shopper), itemId: shirt, quantity: 1, slots: 1, receivedAtMs: nowMs, ...changes };
}

export function verdictOf(sale: TestSale, name: number, version: number, state: Verdict["state"]): Verdict {
  return verdictOn(sale.attemptId(name), version, state);
}
