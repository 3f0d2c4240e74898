import type { Pool } from "pg";

/** How long ago a sale ended by PostgreSQL's clock, in milliseconds; negative before its end, null when there is no such sale. */
export async function readEndedAgo(
  pool: Pick<Pool, "query">,
  saleId: number,
  clockSpec: string,
): Promise<number | null> {
  const { rows } = await pool.query<{ endedAgoMs: number }>(
    `SELECT (extract(epoch FROM shop_now($2) - ends_at) * 1000)::float8 AS "endedAgoMs" FROM sales WHERE id = $1`,
    [saleId, clockSpec],
  );
  return rows[0]?.endedAgoMs ?? null;
}
