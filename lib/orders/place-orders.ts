import { type LostReason, lostReasons, orderIdOfAttempt } from "../domain";
import type { ShopPool, TransactionClient } from "../platform/postgres";
import { judgeBookings } from "./judge-bookings";
import type { BookingRequest, BookingResult } from "./ports";
import { type BookingFacts, readBookingFacts } from "./read-booking-facts";
import { endWaiting, writeBookings, writeFailures } from "./write-bookings";

/**
 * Serializes the bookings of one sale, as late as it can be: directly before the reading that decides. The items
 * are locked in the order of their ids; the sale only against deletion. A stronger lock would let bookings that
 * overlap without end starve whoever wants to pause or cancel the sale, for minutes and without a time-out. So a
 * cancellation may overlook orders of this moment; what looks after cancelled sales finds them (cancel-orders).
 *
 * It also forbids this transaction to read whole tables. Plans are kept by the connection, those of foreign keys
 * included; made while tables are small or empty, as in the first minute of a sale, they would go on reading them
 * whole when they hold a hundred thousand rows.
 */
const lockStockSql = `
WITH sale AS (SELECT id FROM sales WHERE id = $1 FOR KEY SHARE)
SELECT item.id, set_config('enable_seqscan', 'off', true) FROM sale_items item WHERE item.sale_id IN (SELECT id FROM sale)
ORDER BY item.id FOR NO KEY UPDATE OF item`;

/**
 * Books accepted attempts of one sale, in the order given, in one transaction of five round trips: lock, read what
 * decides, decide, write. Under the locks nobody else can take units or slots, so what is free when it is read is free
 * when it is written; the unique index over live slots, the guard of the counters and the constraints say so again.
 *
 * Each attempt id gets one result, and nobody's conflict fails another. The same attempt always has the same result,
 * however often and from however many workers it comes. Nothing is booked when it rejects.
 */
export async function placeOrders(
  pool: Pick<ShopPool, "transaction">,
  saleId: number,
  requests: readonly BookingRequest[],
  clockSpec: string,
): Promise<readonly BookingResult[]> {
  const distinct = [...new Map(requests.map((request) => [request.attemptId, request])).values()];
  if (distinct.length === 0) return [];
  return pool.transaction((client) => placeDistinct(client, saleId, distinct, clockSpec));
}

async function placeDistinct(
  client: TransactionClient,
  saleId: number,
  requests: readonly BookingRequest[],
  clockSpec: string,
): Promise<readonly BookingResult[]> {
  await client.query({ name: "lock_stock", text: lockStockSql, values: [saleId] });
  const facts = await readBookingFacts(client, saleId, clockSpec, {
    attemptIds: requests.map((request) => request.attemptId),
    orderIds: requests.map((request) => orderIdOfAttempt(request.attemptId)),
    accountIds: [...new Set(requests.map((request) => request.accountId))],
  });
  const { admitted, refused } = judgeBookings(saleId, requests, facts);
  const { sale } = facts;
  if (sale !== null && admitted.length > 0) await writeBookings(client, saleId, clockSpec, sale, admitted);
  if (refused.length > 0) await writeFailures(client, saleId, clockSpec, refused);
  if (facts.waiting.length > 0) {
    const waiting = new Set(facts.waiting);
    const offered = admitted.map(({ attemptId }) => attemptId).filter((attemptId) => waiting.has(attemptId));
    const closed = refused.map(({ request }) => request.attemptId).filter((attemptId) => waiting.has(attemptId));
    await endWaiting(client, clockSpec, offered, closed);
  }
  return [
    ...knownResults(requests, facts),
    ...admitted.map(
      ({ attemptId }) => ({ attemptId, word: "reserved", version: 1, payByMs: sale?.payByMs ?? 0 }) as const,
    ),
    ...refused.map(({ request, reason }) => ({ attemptId: request.attemptId, word: "failed", reason }) as const),
  ];
}

/** What was decided before. */
function knownResults(requests: readonly BookingRequest[], facts: BookingFacts): readonly BookingResult[] {
  if (facts.placed.length === 0 && facts.failed.length === 0) return [];
  const orders = new Map(facts.placed.map((order) => [order.id, order]));
  const failures = new Map(facts.failed.map(({ attemptId, reason }) => [attemptId, reason]));
  return requests.flatMap(({ attemptId }): BookingResult[] => {
    const order = orders.get(orderIdOfAttempt(attemptId));
    if (order !== undefined) {
      const { state, version, payByMs } = order;
      return [
        state === "reserved"
          ? { attemptId, word: "reserved", version, payByMs }
          : { attemptId, word: "moved_on", version, state, payByMs },
      ];
    }
    const reason = failures.get(attemptId);
    return reason === undefined ? [] : [{ attemptId, word: "failed", reason: reasonOf(reason) }];
  });
}

/** Who left the line and is offered a unit all the same (after the gate was rebuilt, say) has lost it. */
function reasonOf(reason: LostReason | "left"): LostReason {
  return lostReasons.find((known) => known === reason) ?? "cancelled";
}
