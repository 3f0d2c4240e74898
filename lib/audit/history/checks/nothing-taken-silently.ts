import { isLiveOrder, orderIdOfAttempt } from "../../../domain";
import type { HistoryCheck } from "../ports";
import { createBreaches } from "../tally-breaches";

interface Asked {
  /** When it first asked, and last heard. */
  firstMs: number;
  lastMs: number;
  /** A wish of whose fate it never heard: that may have become anything. */
  unsure: boolean;
}

/**
 * I3. Who was refused every time has no live order: a refusal takes nothing. Who was left without an answer once may have
 * one, and orders from before and after the history are not looked at.
 */
export const nothingTakenSilently: HistoryCheck = {
  name: "nothing-taken-silently",
  invariant: "I3",
  open({ attempts }) {
    const breaches = createBreaches();
    const asked = new Map<string, Asked>();
    return {
      hear({ f, word, accountId, sale, invokedMs, heardMs }) {
        if (f !== "attempt") return;
        const who = `${sale.id} ${accountId}`;
        const before = asked.get(who);
        if (before === undefined) asked.set(who, { firstMs: invokedMs, lastMs: heardMs, unsure: word === "info" });
        else {
          before.lastMs = Math.max(before.lastMs, heardMs);
          before.unsure ||= word === "info";
        }
      },
      book({ attemptId, saleId, accountId, orderState, receivedAtMs }) {
        if (orderState === null || !isLiveOrder(orderState) || attempts.has(attemptId)) return;
        const who = asked.get(`${saleId} ${accountId}`);
        if (who === undefined || who.unsure || receivedAtMs < who.firstMs || receivedAtMs > who.lastMs) return;
        breaches.add(`${accountId} was never told of ${orderIdOfAttempt(attemptId)}, which is ${orderState}`);
      },
      end: () => breaches.finding(asked.size),
    };
  },
};
