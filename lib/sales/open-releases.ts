import type { Pool } from "pg";

/**
 * Opens every slice of stock whose time has come: counters, ledger and the gate's news in one statement.
 * `opened_at` makes it happen once; the news carries a cause the gate remembers. Returns how many opened.
 */
export async function openDueReleases(pool: Pool, clockSpec: string): Promise<number> {
  const { rows } = await pool.query<{ opened: number }>(
    `WITH due AS (
       SELECT r.id FROM releases r JOIN sales s ON s.id = r.sale_id
       WHERE r.opened_at IS NULL AND r.at <= shop_now($1) AND s.status IN ('published', 'paused')
       FOR UPDATE OF r SKIP LOCKED
     ), opened AS (
       UPDATE releases r SET opened_at = shop_now($1) FROM due WHERE r.id = due.id
       RETURNING r.id, r.sale_id, r.item_id, r.quantity
     ), counted AS (
       UPDATE sale_items i SET released = i.released + o.quantity
       FROM (SELECT item_id, sum(quantity)::int AS quantity FROM opened GROUP BY item_id) o
       WHERE i.id = o.item_id
       RETURNING i.id
     ), booked AS (
       INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause)
       SELECT sale_id, item_id, 'release', quantity, 'release:' || id FROM opened
       RETURNING id
     ), told AS (
       INSERT INTO outbox (topic, payload)
       SELECT 'gate', jsonb_build_object('saleId', sale_id, 'adjust', jsonb_build_object(
         'itemId', item_id, 'cause', 'release:' || id, 'totalDelta', 0, 'releasedDelta', quantity)) FROM opened
       RETURNING id
     )
     SELECT (SELECT count(*) FROM opened)::int AS opened
       FROM (SELECT count(*) FROM counted) c, (SELECT count(*) FROM booked) b, (SELECT count(*) FROM told) t`,
    [clockSpec],
  );
  return rows[0]?.opened ?? 0;
}
