import { type LostReason, lostReasons, type OrderState, orderIdOfAttempt, saleIdOfAttempt } from "../domain";
import type { ShopPool } from "../platform/postgres";
import type { BookingRequest, BookingResult } from "./ports";

/**
 * Serializes the bookings of one sale, as late as it can be: directly before the statement that decides. The items
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
 * Books a batch in one statement. $1 sale, $2 clock spec, then one array per field of the requests.
 * Under the locks nobody else can take units or slots, so what `judged` finds free is free; the unique index over
 * live slots, the guard in `counted` and the constraints say so again. What is known is looked up by arrays of keys:
 * in a join with the requests the planner would rather read whole tables.
 */
const placeOrdersSql = `
WITH request AS (
  SELECT *
  FROM unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::float8[], $10::boolean[])
    WITH ORDINALITY
    AS request (attempt_id, order_id, account_id, item_id, quantity, slots, received_at_ms, sound, position)
), sale AS (
  SELECT id, status, price_minor, currency, limit_per_account, payment_window_seconds FROM sales WHERE id = $1
), item AS (
  SELECT id, released - held - sold AS free FROM sale_items WHERE sale_id = $1
), account AS MATERIALIZED (
  SELECT id FROM accounts WHERE id = ANY($5)
), placed AS MATERIALIZED (
  SELECT id, state, version, pay_by FROM orders WHERE id = ANY($4)
), failure AS MATERIALIZED (
  SELECT attempt_id, reason FROM attempt_failures WHERE attempt_id = ANY($3)
), taken AS MATERIALIZED (
  SELECT account_id, bit_or(1 << (slot - 1)) AS slots
  FROM order_lines WHERE sale_id = $1 AND live AND account_id = ANY($5)
  GROUP BY account_id
), known AS (
  SELECT request.*, placed.state, placed.version, placed.pay_by, item.free,
    placed.id IS NOT NULL OR failure.attempt_id IS NOT NULL AS decided,
    CASE
      WHEN placed.id IS NOT NULL THEN NULL
      WHEN failure.attempt_id IS NOT NULL THEN failure.reason
      WHEN NOT sound OR sale.id IS NULL OR account.id IS NULL OR item.id IS NULL OR request.quantity < 1
        OR bit_count(request.slots::bit(32)) <> request.quantity THEN 'error'
      WHEN sale.status = 'cancelled' THEN 'cancelled'
      WHEN request.slots >> sale.limit_per_account <> 0 OR request.slots & coalesce(taken.slots, 0) <> 0 THEN 'limit'
    END AS refusal
  FROM request
  LEFT JOIN sale ON true
  LEFT JOIN item ON item.id = request.item_id
  LEFT JOIN account ON account.id = request.account_id
  LEFT JOIN placed ON placed.id = request.order_id
  LEFT JOIN failure ON failure.attempt_id = request.attempt_id
  LEFT JOIN taken ON taken.account_id = request.account_id
), fitting AS (
  SELECT attempt_id, item_id, quantity, free, position,
    slots & coalesce(bit_or(slots) OVER (
      PARTITION BY account_id ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) <> 0 AS clashes
  FROM known WHERE NOT decided AND refusal IS NULL
), admitted AS (
  SELECT attempt_id, sum(quantity) OVER (PARTITION BY item_id ORDER BY position) <= free AS fits
  FROM fitting WHERE NOT clashes
), judged AS (
  SELECT known.*, coalesce(known.refusal, CASE
      WHEN decided OR admitted.fits THEN NULL
      WHEN admitted.fits IS NULL THEN 'limit'
      ELSE 'sold_out'
    END) AS reason
  FROM known LEFT JOIN admitted USING (attempt_id)
), booked AS (
  INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, reserved_at, pay_by,
    created_at, updated_at)
  SELECT order_id, sale.id, account_id, quantity, sale.price_minor * quantity, sale.currency,
    to_timestamp(received_at_ms / 1000.0), shop_now($2),
    shop_now($2) + sale.payment_window_seconds * interval '1 second', shop_now($2), shop_now($2)
  FROM judged, sale WHERE NOT decided AND reason IS NULL
  ORDER BY position
  ON CONFLICT (id) DO NOTHING
  RETURNING id, state, version, pay_by
), line AS (
  INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
  SELECT order_id, slot, sale.id, account_id, item_id, sale.price_minor
  FROM booked JOIN judged ON order_id = booked.id
  CROSS JOIN sale CROSS JOIN generate_series(1, sale.limit_per_account) AS slot
  WHERE slots & (1 << (slot - 1)) <> 0
), noted AS (
  INSERT INTO order_events (order_id, state, kind, at)
  SELECT order_id, booked.state, event.kind,
    CASE event.kind WHEN 'clicked' THEN to_timestamp(received_at_ms / 1000.0) ELSE shop_now($2) END
  FROM booked JOIN judged ON order_id = booked.id
  CROSS JOIN (VALUES (1, 'clicked'), (2, 'reserved')) AS event (step, kind)
  ORDER BY position, step
), entered AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause, at)
  SELECT $1, item_id, 'reserve', quantity, order_id, 'reserve:' || order_id, shop_now($2)
  FROM booked JOIN judged ON order_id = booked.id
  ORDER BY position
), wanted AS (
  SELECT item_id, sum(quantity)::int AS quantity FROM booked JOIN judged ON order_id = booked.id GROUP BY item_id
), counted AS (
  UPDATE sale_items item SET held = item.held + wanted.quantity
  FROM wanted WHERE item.id = wanted.item_id AND item.held + item.sold + wanted.quantity <= item.released
  RETURNING item.id
), failed AS (
  INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at, at)
  SELECT attempt_id, $1, account_id, item_id, quantity, reason, to_timestamp(received_at_ms / 1000.0), shop_now($2)
  FROM judged WHERE NOT decided AND reason IS NOT NULL
), offered AS (
  UPDATE line_entries entry
  SET state = CASE WHEN reason IS NULL THEN 'offered' ELSE 'closed' END, changed_at = shop_now($2)
  FROM judged
  WHERE entry.attempt_id = ANY($3) AND entry.attempt_id = judged.attempt_id AND entry.state = 'waiting'
)
SELECT judged.attempt_id AS "attemptId", judged.reason,
  coalesce(judged.state, booked.state) AS state,
  coalesce(judged.version, booked.version) AS version,
  (extract(epoch FROM coalesce(judged.pay_by, booked.pay_by)) * 1000)::float8 AS "payByMs",
  (SELECT count(*) FROM wanted) = (SELECT count(*) FROM counted) AS counted
FROM judged LEFT JOIN booked ON booked.id = order_id`;

interface PlacedRow {
  readonly attemptId: string;
  readonly reason: LostReason | "left" | null;
  readonly state: OrderState | null;
  readonly version: number | null;
  readonly payByMs: number | null;
  readonly counted: boolean;
}

/**
 * Books accepted attempts of one sale, in the order given, in one transaction of four round trips. Each attempt id
 * gets one result, and nobody's conflict fails another. The same attempt always has the same result, however often
 * and from however many workers it comes. Nothing is booked when it rejects.
 *
 * Two refusals err on the careful side, and only when the gate was wrong before: behind a request too large for what
 * is free, smaller ones for the same item are refused as well; and of two requests for one slot the second has lost
 * even if the first finds no unit.
 */
export async function placeOrders(
  pool: ShopPool,
  saleId: number,
  requests: readonly BookingRequest[],
  clockSpec: string,
): Promise<readonly BookingResult[]> {
  const distinct = [...new Map(requests.map((request) => [request.attemptId, request])).values()];
  if (distinct.length === 0) return [];
  const rows = await pool.transaction(async (client) => {
    await client.query(lockStockSql, [saleId]);
    const placed = await client.query<PlacedRow>({
      // Named, so that a connection plans it once: planning takes as long as booking thirty orders.
      name: "place_orders",
      text: placeOrdersSql,
      values: [saleId, clockSpec, ...columnsOf(saleId, distinct)],
    });
    if (placed.rows.some((row) => !row.counted)) throw new Error(`sale ${saleId}: units were booked that are not free`);
    return placed.rows;
  });
  return rows.map(readResult);
}

/** One array per field. Numbers PostgreSQL could not take become 0, which no valid request has. */
function columnsOf(saleId: number, requests: readonly BookingRequest[]): readonly unknown[] {
  return [
    requests.map((request) => request.attemptId),
    requests.map((request) => orderIdOfAttempt(request.attemptId)),
    requests.map((request) => request.accountId),
    requests.map((request) => asInteger(request.itemId)),
    requests.map((request) => asInteger(request.quantity)),
    requests.map((request) => asInteger(request.slots)),
    requests.map((request) => (isTime(request.receivedAtMs) ? request.receivedAtMs : 0)),
    requests.map((request) => saleIdOfAttempt(request.attemptId) === saleId && isTime(request.receivedAtMs)),
  ];
}

const integerMax = 2 ** 31 - 1;

function asInteger(value: number): number {
  return Number.isInteger(value) && value >= 0 && value <= integerMax ? value : 0;
}

function isTime(epochMs: number): boolean {
  return Number.isFinite(epochMs) && Math.abs(epochMs) < 1e14;
}

function readResult(row: PlacedRow): BookingResult {
  const { attemptId, reason, state, version, payByMs } = row;
  if (reason !== null) return { attemptId, word: "failed", reason: reasonOf(reason) };
  if (state === null || version === null || payByMs === null) {
    throw new Error(`attempt ${attemptId} was booked by somebody else at the same moment`);
  }
  if (state === "reserved") return { attemptId, word: "reserved", version, payByMs };
  return { attemptId, word: "moved_on", version, state, payByMs };
}

/** Who left the line and is offered a unit all the same (after the gate was rebuilt, say) has lost it. */
function reasonOf(reason: LostReason | "left"): LostReason {
  return lostReasons.find((known) => known === reason) ?? "cancelled";
}
