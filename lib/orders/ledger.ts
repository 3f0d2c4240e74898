import type { TransactionClient } from "../platform/postgres";

/**
 * Opens the stock of a sale that is being published: every unit enters the ledger, and what no later release holds
 * back may be sold from the start. Items that were opened before stay as they are, so it can be repeated and never
 * loads twice. Returns how many items it opened.
 */
export async function openStock(client: TransactionClient, saleId: number, clockSpec: string): Promise<number> {
  const { rows } = await client.query<{ opened: number }>(openStockSql, [saleId, clockSpec]);
  return rows[0]?.opened ?? 0;
}

const openStockSql = `
WITH opening AS (
  SELECT item.id, item.total, item.total - coalesce(
    (SELECT sum(release.quantity)::int FROM releases release WHERE release.item_id = item.id), 0) AS first
  FROM sale_items item WHERE item.sale_id = $1
  ORDER BY item.id FOR NO KEY UPDATE
), loaded AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause, at)
  SELECT $1, id, 'load', total, 'load:' || id, shop_now($2) FROM opening WHERE total > 0
  ON CONFLICT (cause) DO NOTHING
  RETURNING item_id
), released AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause, at)
  SELECT $1, id, 'release', first, 'open:' || id, shop_now($2)
  FROM opening JOIN loaded ON item_id = id WHERE first > 0
), counted AS (
  UPDATE sale_items item SET released = opening.first
  FROM opening JOIN loaded ON loaded.item_id = opening.id WHERE item.id = opening.id
  RETURNING item.id
)
SELECT count(*)::int AS opened FROM counted`;
