import type { Pool } from "pg";
import { ReadableError } from "../services/processes.mjs";

/** What the crowd must know of the sale it comes for. */
export interface CrowdSale {
  readonly id: number;
  readonly slug: string;
  readonly itemIds: readonly number[];
  readonly stock: number;
  readonly startsAtMs: number;
}

export async function findSale(pool: Pool, slug: string): Promise<CrowdSale> {
  const { rows } = await pool.query<CrowdSale & { readonly status: string }>(
    `SELECT s.id, s.slug, s.status, (extract(epoch FROM s.starts_at) * 1000)::float8 AS "startsAtMs",
       array_agg(i.id ORDER BY i.position) AS "itemIds", sum(i.total)::int AS stock
     FROM sales s JOIN sale_items i ON i.sale_id = s.id WHERE s.slug = $1 GROUP BY s.id`,
    [slug],
  );
  const sale = rows[0];
  if (sale === undefined) throw new ReadableError(`There is no sale ${slug} with items.`);
  if (sale.status === "draft") throw new ReadableError(`${slug} is a draft: publish it first.`);
  return sale;
}

/** Units of live orders beyond an item's stock, from the orders themselves. */
export async function countOversold(pool: Pool, saleId: number): Promise<number> {
  const { rows } = await pool.query<{ oversold: number }>(
    `SELECT coalesce(sum(greatest(0, live.units - i.total)), 0)::int AS oversold
     FROM sale_items i CROSS JOIN LATERAL (
       SELECT count(*) AS units FROM order_lines l JOIN orders o ON o.id = l.order_id
       WHERE l.item_id = i.id AND order_is_live(o.state)
     ) live
     WHERE i.sale_id = $1`,
    [saleId],
  );
  return rows[0]?.oversold ?? 0;
}
