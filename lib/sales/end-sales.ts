import type { EndedReason } from "../domain";
import type { ShopPool, TransactionClient } from "../platform/postgres";

export interface EndedSale {
  readonly saleId: number;
  readonly reason: EndedReason;
}

/** Gives holds of a paused sale back what the pause took; see lib/orders/lengthen-holds.ts. */
export type LengthenHolds = (client: TransactionClient, saleId: number, clockSpec: string) => Promise<number>;

const pausedSql = `
SELECT id FROM sales WHERE status = 'paused' AND ends_at <= shop_now($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;

const endSql = `
UPDATE sales s SET
  status = 'ended',
  ended_at = least(s.ends_at, CASE WHEN stock.sold_out THEN stock.last_sold_at END),
  ended_reason = CASE WHEN stock.sold_out THEN 'sold_out' ELSE 'time' END,
  paused_at = NULL,
  version = s.version + 1,
  updated_at = now()
FROM (
  SELECT i.sale_id, sum(i.total) = sum(i.sold) AS sold_out,
    (SELECT max(l.at) FROM stock_ledger l WHERE l.sale_id = i.sale_id AND l.kind = 'sell') AS last_sold_at
  FROM sale_items i
  WHERE i.sale_id IN (SELECT id FROM sales WHERE status IN ('published', 'paused') AND ends_at <= shop_now($1))
  GROUP BY i.sale_id
) stock
WHERE s.id = stock.sale_id AND s.ends_at <= shop_now($1) AND (s.status = 'published' OR s.status = 'paused' AND s.id = ANY($2))
RETURNING s.id AS "saleId", s.ended_reason AS reason`;

/**
 * Records the end of every sale whose time is over: `sold_out`, as of the last payment, when every unit is paid for,
 * else `time`.
 * Compare-and-set by status, so that of two workers only one records it. The pause of a sale that ends paused ends
 * with it, and its holds keep their time.
 */
export function endDueSales(
  pool: ShopPool,
  clockSpec: string,
  lengthenHolds: LengthenHolds,
): Promise<readonly EndedSale[]> {
  return pool.transaction(async (client) => {
    const paused = (await client.query<{ id: number }>(pausedSql, [clockSpec])).rows.map((row) => row.id);
    for (const saleId of paused) await lengthenHolds(client, saleId, clockSpec);
    const { rows } = await client.query<EndedSale>(endSql, [clockSpec, paused]);
    return rows;
  });
}
