import { composeAttemptId } from "../../domain";
import type { ShopPool } from "../../platform/postgres";
import type { BookedAttempt } from "./read-books";

const pageSize = 2_000;

/** Each page behind the last id. All ids of a sale begin alike, so its pages are one range of the primary key. */
const pagesSql = [
  `SELECT 'a' || substr(o.id, 2) AS "attemptId", o.account_id AS "accountId", o.state AS "orderState", o.version,
     o.state IN ('refunding', 'refunded')
       AND EXISTS (SELECT FROM stock_ledger l WHERE l.cause = 'sell:' || o.id) AS "wasSold",
     NULL AS failure, false AS waits
   FROM orders o WHERE o.sale_id = $1 AND o.id > 'o' || substr($2::text, 2) ORDER BY o.id LIMIT ${pageSize}`,
  `SELECT f.attempt_id AS "attemptId", f.account_id AS "accountId", NULL AS "orderState", NULL AS version,
     false AS "wasSold", f.reason AS failure, false AS waits
   FROM attempt_failures f
   WHERE f.sale_id = $1 AND f.attempt_id > $2
     AND NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(f.attempt_id, 2))
   ORDER BY f.attempt_id LIMIT ${pageSize}`,
  `SELECT e.attempt_id AS "attemptId", e.account_id AS "accountId", NULL AS "orderState", NULL AS version,
     false AS "wasSold", NULL AS failure, true AS waits
   FROM line_entries e
   WHERE e.sale_id = $1 AND e.state = 'waiting' AND e.attempt_id > $2
     AND NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(e.attempt_id, 2))
     AND NOT EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = e.attempt_id)
   ORDER BY e.attempt_id LIMIT ${pageSize}`,
];

/** Every attempt PostgreSQL knows, page by page: those with orders, those that failed, those in line. */
export async function* bookedAttempts(pool: ShopPool, saleId: number): AsyncGenerator<readonly BookedAttempt[]> {
  for (const sql of pagesSql) {
    let last = composeAttemptId(saleId, "");
    for (;;) {
      const { rows } = await pool.query<Omit<BookedAttempt, "told">>(sql, [saleId, last]);
      if (rows.length > 0) yield rows.map((row) => ({ ...row, told: false }));
      if (rows.length < pageSize) break;
      last = rows.at(-1)?.attemptId ?? last;
    }
  }
}

const unknownSql = `
SELECT wanted.id FROM unnest($1::text[]) AS wanted (id)
WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(wanted.id, 2))
  AND NOT EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = wanted.id)
  AND NOT EXISTS (SELECT FROM line_entries e WHERE e.attempt_id = wanted.id AND e.state = 'waiting')`;

/** Those of the attempts that PostgreSQL has no word about. */
export async function findUnknown(pool: ShopPool, attemptIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(unknownSql, [attemptIds]);
  return rows.map(({ id }) => id);
}
