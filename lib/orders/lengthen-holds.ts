import type { TransactionClient } from "../platform/postgres";

/** One statement for so many: a fraction of a second. */
const batchSizeMax = 2_000;

const liveSql = `
SELECT id FROM orders WHERE sale_id = $1 AND state IN ('reserved', 'paying') ORDER BY id FOR NO KEY UPDATE`;

/**
 * The hold of a payment under way stands still anyway; what the pause took of it before is given back. The order's
 * right to be extended is not touched.
 */
const lengthenSql = `
WITH given AS (
  SELECT o.id, coalesce(o.paying_since, shop_now($2)) - greatest(s.paused_at, o.reserved_at) AS length
  FROM orders o JOIN sales s ON s.id = o.sale_id
  WHERE o.id = ANY($1) AND o.state IN ('reserved', 'paying')
), moved AS (
  UPDATE orders o SET pay_by = o.pay_by + given.length, version = o.version + 1, updated_at = shop_now($2)
  FROM given WHERE o.id = given.id AND given.length > interval '0'
  RETURNING o.id, o.sale_id, o.account_id, o.state, o.version, o.pay_by, o.received_at
), units AS (
  SELECT line.order_id, line.item_id, count(*)::int AS quantity, bit_or(1 << (line.slot - 1)) AS slots
  FROM order_lines line JOIN moved ON moved.id = line.order_id GROUP BY line.order_id, line.item_id
), noted AS (
  INSERT INTO order_events (order_id, state, kind, detail, at)
  SELECT id, state, 'extended', 'The sale was paused; your time to pay was stopped meanwhile.', shop_now($2)
  FROM moved WHERE state = 'reserved' ORDER BY id
), told AS (
  INSERT INTO outbox (topic, payload)
  SELECT 'gate', jsonb_build_object('saleId', moved.sale_id, 'verdict', jsonb_build_object(
    'attemptId', 'a' || substr(moved.id, 2),
    'version', moved.version,
    'state', 'reserved',
    'payByMs', (extract(epoch FROM moved.pay_by) * 1000)::bigint,
    'subject', jsonb_build_object(
      'accountId', moved.account_id, 'itemId', units.item_id, 'quantity', units.quantity, 'slots', units.slots,
      'receivedAtMs', (extract(epoch FROM moved.received_at) * 1000)::bigint)))
  FROM moved JOIN units ON units.order_id = moved.id WHERE moved.state = 'reserved' ORDER BY moved.id
)
SELECT count(*)::int AS lengthened FROM moved`;

/**
 * Gives the holds of a paused sale back what its pause took of their time. The caller has locked the sale and sets it
 * going again in the same transaction, after this. Returns how many holds got longer.
 */
export async function lengthenHolds(client: TransactionClient, saleId: number, clockSpec: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(liveSql, [saleId]);
  let lengthened = 0;
  for (let from = 0; from < rows.length; from += batchSizeMax) {
    const ids = rows.slice(from, from + batchSizeMax).map((row) => row.id);
    const result = await client.query<{ lengthened: number }>(lengthenSql, [ids, clockSpec]);
    lengthened += result.rows[0]?.lengthened ?? 0;
  }
  return lengthened;
}
