import type { Pool } from "pg";
import type { SaleNotice, SaleNoticeKind } from "../../domain";

interface Row {
  readonly kind: SaleNoticeKind;
  readonly reason: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly atMs: number;
}

/** A page stays readable, also that of a sale that was paused a hundred times. */
const shownMax = 30;

const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** What shoppers were told of a sale, newest first. */
export async function readNotices(pool: Pick<Pool, "query">, saleId: number): Promise<readonly SaleNotice[]> {
  const { rows } = await pool.query<Row>(
    `SELECT kind, reason, ${epochMs("from_at")} AS "fromMs", ${epochMs("to_at")} AS "toMs", ${epochMs("at")} AS "atMs"
     FROM sale_notices WHERE sale_id = $1 ORDER BY id DESC LIMIT ${shownMax}`,
    [saleId],
  );
  return rows.map(({ kind, reason, fromMs, toMs, atMs }) => ({
    kind,
    reason,
    atMs,
    moved: fromMs === null || toMs === null ? null : { fromMs, toMs },
  }));
}
