import type { Pool } from "pg";

/** What became of the units that were held in the shop's last sales. */
export interface ReturnHistory {
  readonly sales: number;
  readonly held: number;
  /** Came back before their sale ended, so that a line could have had them. */
  readonly returned: number;
}

/** A shop changes: only so many of its last sales count, and reading them stays cheap. */
const salesMax = 20;

const historySql = `
SELECT count(*)::int AS sales, coalesce(sum(held), 0)::float8 AS held, coalesce(sum(returned), 0)::float8 AS returned
FROM (
  SELECT sum(entry.quantity) FILTER (WHERE entry.kind = 'reserve') AS held,
    coalesce(sum(entry.quantity) FILTER (WHERE entry.kind = 'return' AND entry.at <= past.ended_at), 0) AS returned
  FROM (
    SELECT id, ended_at FROM sales
    WHERE status = 'ended' AND ended_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM orders o WHERE o.sale_id = sales.id)
    ORDER BY ended_at DESC, id DESC LIMIT $1
  ) past
  JOIN stock_ledger entry ON entry.sale_id = past.id AND entry.kind IN ('reserve', 'return')
  GROUP BY past.id
) per_sale`;

/** Sales that were cancelled are left out: what came back there, came back for that reason. */
export async function readReturnHistory(pool: Pool): Promise<ReturnHistory> {
  const { rows } = await pool.query<ReturnHistory>(historySql, [salesMax]);
  return rows[0] ?? { sales: 0, held: 0, returned: 0 };
}
