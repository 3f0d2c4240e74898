import { isLiveOrder, orderIdOfAttempt } from "../../../domain";
import type { HistoryCheck } from "../ports";
import { createBreaches } from "../tally-breaches";

/**
 * I3. Whatever was accepted is in the books, as an order, as an explicit failure, or in line, never as two of them, and it
 * is its shopper's. It begins with what shoppers were told: what Redis and PostgreSQL have both lost is found here alone.
 */
export const acceptedIsBooked: HistoryCheck = {
  name: "accepted-is-booked",
  invariant: "I3",
  open({ attempts }) {
    const breaches = createBreaches();
    const seen = new Set<string>();
    return {
      book({ attemptId, accountId, orderState, hasFailed, wasInLine }) {
        const story = attempts.get(attemptId);
        if (story === undefined) return;
        seen.add(attemptId);
        const orderId = orderIdOfAttempt(attemptId);
        if (accountId !== story.accountId) {
          breaches.add(`${attemptId} was accepted for ${story.accountId}; in the books it is ${accountId}'s`);
        }
        if (orderState !== null && hasFailed)
          breaches.add(`${attemptId} has the order ${orderId} and has failed as well`);
        if (orderState === null && !hasFailed && !wasInLine) breaches.add(`${attemptId} has no outcome in the books`);
        if (orderState === null && story.toldOrder) breaches.add(`${attemptId} was told an order, and there is none`);
        if (orderState !== null && isLiveOrder(orderState) && story.toldLost) {
          breaches.add(`${attemptId} was told that it has lost, and its order is ${orderState}`);
        }
      },
      end() {
        for (const { attemptId } of attempts.values()) {
          if (!seen.has(attemptId)) breaches.add(`${attemptId} was accepted, and the books know nothing of it`);
        }
        return breaches.finding(attempts.size);
      },
    };
  },
};
