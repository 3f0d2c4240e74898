import type { HistoryCheck } from "../ports";
import { createBreaches } from "../tally-breaches";

/**
 * I9. What a shopper is told goes forward: a promise is not taken back, a last word stays the last, and who was told
 * `paid` has an order that is paid, or was and is refunded. An attempt may lag behind its order for as long as the gate
 * may take to hear of a change; each of the two by itself never goes back.
 */
export const lastWordsLast: HistoryCheck = {
  name: "last-words-last",
  invariant: "I9",
  open({ attempts, faults }) {
    const breaches = createBreaches();
    return {
      book({ attemptId, orderState }) {
        if (attempts.get(attemptId)?.word !== "paid" || orderState === null) return;
        if (orderState === "paid" || orderState === "refunding" || orderState === "refunded") return;
        breaches.add(`${attemptId} was told that it is paid; its order is ${orderState}`);
      },
      end() {
        for (const { attemptId, turns } of attempts.values()) {
          const turn = turns.find(({ byTheSame, saidMs, atMs }) => byTheSame || atMs > faults.dueMs(saidMs, atMs));
          if (turn !== undefined) breaches.add(`${attemptId} was told ${turn.words}`);
        }
        return breaches.finding(attempts.size);
      },
    };
  },
};
