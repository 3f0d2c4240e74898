import { orderIdOfAttempt } from "../domain";
import type { TransactionClient } from "../platform/postgres";
import { asInteger, type BookingJudgement, isTime } from "./judge-bookings";
import type { BookingRequest } from "./ports";
import type { BookingSale } from "./read-booking-facts";

/**
 * Orders, lines, ledger and guarded counters in one statement. $1 sale, $2 clock spec, $3 price, $4 currency,
 * $5 limit per account, $6 pay by, then one array per field of the requests. Rows of a batch come in its order, so
 * their numbers do. The two first steps of an order's history are in the order itself (see the view order_history).
 */
const bookSql = `
WITH request AS MATERIALIZED (
  SELECT * FROM unnest($7::text[], $8::text[], $9::int[], $10::int[], $11::int[], $12::float8[])
    AS request (order_id, account_id, item_id, quantity, slots, received_at_ms)
), booked AS (
  INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, reserved_at, pay_by,
    created_at, updated_at)
  SELECT order_id, $1, account_id, quantity, $3 * quantity, $4, to_timestamp(received_at_ms / 1000.0), shop_now($2),
    to_timestamp($6 / 1000.0), shop_now($2), shop_now($2)
  FROM request
), line AS (
  INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
  SELECT order_id, slot, $1, account_id, item_id, $3
  FROM request JOIN generate_series(1, $5) AS slot ON slots & (1 << (slot - 1)) <> 0
), entered AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause, at)
  SELECT $1, item_id, 'reserve', quantity, order_id, 'reserve:' || order_id, shop_now($2) FROM request
), wanted AS (
  SELECT item_id, sum(quantity)::int AS quantity FROM request GROUP BY item_id
), counted AS (
  UPDATE sale_items item SET held = item.held + wanted.quantity
  FROM wanted WHERE item.id = wanted.item_id AND item.held + item.sold + wanted.quantity <= item.released
  RETURNING item.id
)
SELECT (SELECT count(*) FROM wanted) = (SELECT count(*) FROM counted) AS counted`;

/** Books what was admitted. Throws, and so ends the transaction, when units are not free after all. */
export async function writeBookings(
  client: TransactionClient,
  saleId: number,
  clockSpec: string,
  sale: BookingSale,
  admitted: readonly BookingRequest[],
): Promise<void> {
  const { rows } = await client.query<{ counted: boolean }>({
    // Named, so that a connection plans it once: planning takes as long as booking thirty orders.
    name: "write_bookings",
    text: bookSql,
    values: [
      ...[saleId, clockSpec, sale.priceMinor, sale.currency, sale.limitPerAccount, sale.payByMs],
      admitted.map((request) => orderIdOfAttempt(request.attemptId)),
      admitted.map((request) => request.accountId),
      admitted.map((request) => request.itemId),
      admitted.map((request) => request.quantity),
      admitted.map((request) => request.slots),
      admitted.map((request) => request.receivedAtMs),
    ],
  });
  if (rows[0]?.counted !== true) throw new Error(`sale ${saleId}: units were booked that are not free`);
}

const failSql = `
INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at, at)
SELECT attempt_id, $1, account_id, item_id, quantity, reason, to_timestamp(received_at_ms / 1000.0), shop_now($2)
FROM unnest($3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::float8[])
  AS failure (attempt_id, account_id, item_id, quantity, reason, received_at_ms)`;

/** Remembers why the refused have nothing: explicit and for good. */
export async function writeFailures(
  client: TransactionClient,
  saleId: number,
  clockSpec: string,
  refused: BookingJudgement["refused"],
): Promise<void> {
  await client.query(failSql, [
    ...[saleId, clockSpec],
    refused.map(({ request }) => request.attemptId),
    refused.map(({ request }) => request.accountId),
    refused.map(({ request }) => asInteger(request.itemId)),
    refused.map(({ request }) => asInteger(request.quantity)),
    refused.map(({ reason }) => reason),
    refused.map(({ request }) => (isTime(request.receivedAtMs) ? request.receivedAtMs : 0)),
  ]);
}

/** Places in line that became an order, or cannot become one. */
export async function endWaiting(
  client: TransactionClient,
  clockSpec: string,
  offered: readonly string[],
  closed: readonly string[],
): Promise<void> {
  await client.query(
    `UPDATE line_entries SET state = CASE WHEN attempt_id = ANY($2::text[]) THEN 'offered' ELSE 'closed' END,
       changed_at = shop_now($1)
     WHERE attempt_id = ANY($2::text[] || $3::text[]) AND state = 'waiting'`,
    [clockSpec, offered, closed],
  );
}
