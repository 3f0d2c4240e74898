import type { ShopPool } from "../platform/postgres";
import { type AttemptRow, selectBooked, selectFailed } from "./find-attempt";
import type { GateTruth, LineRecord } from "./ports";

const itemsSql = `
SELECT id AS "itemId", total, released, held, sold FROM sale_items WHERE sale_id = $1 ORDER BY position`;

/**
 * An order that is being refunded still owns its unit until the money is back: to the gate it is paid until it hears
 * that the unit is free.
 */
const attemptsSql = `
SELECT attempt.*, CASE
    WHEN "orderState" = 'refunding' AND EXISTS (
      SELECT 1 FROM stock_ledger entry WHERE entry.cause = 'sell:o' || substr("attemptId", 2)) THEN 'paid'
    ELSE "orderState"
  END AS "orderState"
FROM (${selectBooked("o.sale_id = $1", "sale_id = $1")} UNION ALL ${selectFailed("f.sale_id = $1")}) attempt
ORDER BY "receivedAtMs", "attemptId"`;

/** Who still waits. An entry whose attempt was decided meanwhile is history, whatever its state says. */
const lineSql = `
SELECT attempt_id AS "attemptId", account_id AS "accountId", item_id AS "itemId", quantity, slots,
  sequence::float8 AS sequence, (extract(epoch FROM joined_at) * 1000)::float8 AS "receivedAtMs"
FROM line_entries entry
WHERE sale_id = $1 AND state = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = 'o' || substr(entry.attempt_id, 2))
  AND NOT EXISTS (SELECT 1 FROM attempt_failures f WHERE f.attempt_id = entry.attempt_id)
ORDER BY entry.sequence`;

/** Every adjustment the counters contain, so that news of one that comes late is not counted twice. */
const causesSql = `
SELECT cause FROM stock_ledger WHERE sale_id = $1 AND kind IN ('release', 'adjust') ORDER BY id`;

/** Everything the gate must know of a sale, as of one moment: counters and attempts agree. */
export function readForGate(pool: ShopPool, saleId: number): Promise<GateTruth> {
  return pool.transaction(async (client) => {
    await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const items = await client.query<GateTruth["items"][number]>(itemsSql, [saleId]);
    const attempts = await client.query<AttemptRow>(attemptsSql, [saleId]);
    const line = await client.query<LineRecord>(lineSql, [saleId]);
    const causes = await client.query<{ cause: string }>(causesSql, [saleId]);
    return {
      items: items.rows,
      attempts: attempts.rows,
      line: line.rows,
      causes: causes.rows.map((row) => row.cause),
    };
  });
}
