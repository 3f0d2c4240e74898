import { composeAttemptId } from "../../domain";
import type { ShopPool } from "../../platform/postgres";
import type { HistoryBooks, ItemFacts, Outcome, SaleFacts } from "./ports";

const pageSize = 5_000;

const saleSql = `
SELECT id, slug, limit_per_account AS "limitPerAccount",
  (extract(epoch FROM starts_at) * 1000)::float8 AS "startsAtMs", (extract(epoch FROM ends_at) * 1000)::float8 AS "endsAtMs",
  (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAtMs",
  EXISTS (SELECT FROM sale_notices n WHERE n.sale_id = sales.id AND n.kind IN ('extended', 'rescheduled', 'cancelled'))
    AS moved
FROM sales WHERE slug = $1`;

/**
 * When units were free. The gate takes a unit when it accepts the click, which the books learn a moment later, so a unit
 * counts as taken from the click on. Only the moments at which units begin or cease to be free: a sale that sells out has
 * two of them per item, and few more.
 */
const freeSql = `
WITH moved AS MATERIALIZED (
  SELECT l.item_id, l.id, CASE WHEN l.cause = 'reserve:' || o.id THEN least(l.at, o.received_at) ELSE l.at END AS at,
    CASE l.kind
      WHEN 'release' THEN l.quantity
      WHEN 'reserve' THEN -l.quantity
      WHEN 'return' THEN l.quantity
      WHEN 'refund_return' THEN l.quantity
      ELSE 0
    END AS units
  FROM stock_ledger l LEFT JOIN orders o ON o.id = l.order_id AND l.kind = 'reserve' WHERE l.sale_id = $1
)
SELECT item_id AS "itemId", (extract(epoch FROM at) * 1000)::float8 AS "atMs"
FROM (
  SELECT item_id, id, at, free, lag(free, 1, 0::bigint) OVER (PARTITION BY item_id ORDER BY at, id) AS before
  FROM (SELECT item_id, id, at, sum(units) OVER (PARTITION BY item_id ORDER BY at, id) AS free FROM moved) running
) change
WHERE (free > 0) <> (before > 0) ORDER BY item_id, at, id`;

const stockSql = `
SELECT item.id, coalesce(max(ledger.total), item.total)::int AS stock
FROM sale_items item
LEFT JOIN (
  SELECT item_id, sum(quantity) OVER (PARTITION BY item_id ORDER BY id) AS total
  FROM stock_ledger WHERE sale_id = $1 AND kind IN ('load', 'adjust')
) ledger ON ledger.item_id = item.id
WHERE item.sale_id = $1 GROUP BY item.id ORDER BY item.position`;

const times = (received: string, ended: string) =>
  `(extract(epoch FROM ${received}) * 1000)::float8 AS "receivedAtMs", (extract(epoch FROM ${ended}) * 1000)::float8 AS "endedAtMs"`;

/** Each page behind the last id; an attempt is in the first that knows it. */
const outcomesSql = [
  `SELECT 'a' || substr(o.id, 2) AS "attemptId", o.sale_id AS "saleId", o.account_id AS "accountId", o.state AS "orderState",
     EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = 'a' || substr(o.id, 2)) AS "hasFailed",
     false AS "wasInLine", ${times("o.received_at", "CASE WHEN order_is_live(o.state) THEN NULL ELSE o.updated_at END")}
   FROM orders o WHERE o.sale_id = $1 AND o.id > 'o' || substr($2::text, 2) ORDER BY o.id LIMIT ${pageSize}`,
  `SELECT f.attempt_id AS "attemptId", f.sale_id AS "saleId", f.account_id AS "accountId", NULL AS "orderState",
     true AS "hasFailed", false AS "wasInLine", ${times("f.received_at", "f.at")}
   FROM attempt_failures f
   WHERE f.sale_id = $1 AND f.attempt_id > $2 AND NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(f.attempt_id, 2))
   ORDER BY f.attempt_id LIMIT ${pageSize}`,
  `SELECT e.attempt_id AS "attemptId", e.sale_id AS "saleId", e.account_id AS "accountId", NULL AS "orderState",
     false AS "hasFailed", true AS "wasInLine", ${times("e.joined_at", "CASE e.state WHEN 'waiting' THEN NULL ELSE e.changed_at END")}
   FROM line_entries e
   WHERE e.sale_id = $1 AND e.attempt_id > $2
     AND NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(e.attempt_id, 2))
     AND NOT EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = e.attempt_id)
   ORDER BY e.attempt_id LIMIT ${pageSize}`,
];

const ownersSql = "SELECT lower(email) AS email, id FROM accounts WHERE lower(email) = ANY($1)";

/** What the books in PostgreSQL say, for whoever holds a history against them. */
export function readHistoryBooks(pool: ShopPool): HistoryBooks {
  return {
    async readSale(slug) {
      const { rows } = await pool.query<Omit<SaleFacts, "items">>(saleSql, [slug]);
      const sale = rows[0];
      return sale === undefined ? null : { ...sale, items: await readItems(pool, sale.id) };
    },
    async *outcomes(saleId) {
      for (const sql of outcomesSql) {
        let last = composeAttemptId(saleId, "");
        for (;;) {
          const { rows } = await pool.query<Outcome>(sql, [saleId, last]);
          if (rows.length > 0) yield rows;
          if (rows.length < pageSize) break;
          last = rows.at(-1)?.attemptId ?? last;
        }
      }
    },
    async ownersOf(emails) {
      if (emails.length === 0) return new Map();
      const { rows } = await pool.query<{ email: string; id: string }>(ownersSql, [emails]);
      return new Map(rows.map(({ email, id }) => [email, id]));
    },
  };
}

async function readItems(pool: ShopPool, saleId: number): Promise<readonly ItemFacts[]> {
  const stock = await pool.query<{ id: number; stock: number }>(stockSql, [saleId]);
  const free = await pool.query<{ itemId: number; atMs: number }>(freeSql, [saleId]);
  return stock.rows.map(({ id, stock: units }) => {
    const spans: number[] = [];
    for (const { itemId, atMs } of free.rows) if (itemId === id) spans.push(atMs);
    if (spans.length % 2 === 1) spans.push(Number.POSITIVE_INFINITY);
    return { id, stock: units, free: spans };
  });
}
