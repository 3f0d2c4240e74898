import type { ShopPool, TransactionClient } from "../platform/postgres";
import type { BookingRequest, LineLoss, LineRecord } from "./ports";

/** Entries of attempts that were decided before (their news was faster) are remembered as such, not as waiting. */
const joinSql = `
INSERT INTO line_entries (attempt_id, sale_id, account_id, item_id, quantity, slots, sequence, state, joined_at)
SELECT attempt_id, $1, account_id, item_id, quantity, slots, sequence, CASE
    WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = 'o' || substr(attempt_id, 2)) THEN 'offered'
    WHEN EXISTS (SELECT 1 FROM attempt_failures f WHERE f.attempt_id = joined.attempt_id AND f.reason = 'left')
      THEN 'left'
    WHEN EXISTS (SELECT 1 FROM attempt_failures f WHERE f.attempt_id = joined.attempt_id) THEN 'closed'
    ELSE 'waiting'
  END, to_timestamp(received_at_ms / 1000.0)
FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::float8[], $8::bigint[])
  AS joined (attempt_id, account_id, item_id, quantity, slots, received_at_ms, sequence)
ON CONFLICT (attempt_id) DO NOTHING`;

/** Who already has an order cannot have left the line: the order's story counts. */
const leaveSql = `
WITH gone AS (
  SELECT * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::float8[], $8::text[])
    AS gone (attempt_id, account_id, item_id, quantity, slots, received_at_ms, reason)
  WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = 'o' || substr(attempt_id, 2))
), failed AS (
  INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at)
  SELECT attempt_id, $1, account_id, item_id, quantity, reason, to_timestamp(received_at_ms / 1000.0) FROM gone
  ON CONFLICT (attempt_id) DO NOTHING
)
UPDATE line_entries entry SET state = CASE gone.reason WHEN 'left' THEN 'left' ELSE 'closed' END, changed_at = now()
FROM gone WHERE entry.attempt_id = gone.attempt_id AND entry.state = 'waiting'`;

/** Remembers who joined a sale's line and who is out of it again. Safe to repeat, in any order. */
export async function recordLine(
  pool: ShopPool,
  saleId: number,
  joined: readonly LineRecord[],
  gone: readonly LineLoss[],
): Promise<void> {
  await pool.transaction(async (client) => {
    if (joined.length > 0) {
      await client.query(joinSql, [saleId, ...columnsOf(joined), joined.map((entry) => entry.sequence)]);
    }
    await writeGone(client, saleId, gone);
  });
}

/** The part of it that ends waiting, in a transaction that does more. */
export async function writeGone(client: TransactionClient, saleId: number, gone: readonly LineLoss[]): Promise<void> {
  if (gone.length === 0) return;
  await client.query(leaveSql, [saleId, ...columnsOf(gone), gone.map((entry) => entry.reason)]);
}

/** One array per field. */
function columnsOf(requests: readonly BookingRequest[]): readonly unknown[] {
  return [
    requests.map((request) => request.attemptId),
    requests.map((request) => request.accountId),
    requests.map((request) => request.itemId),
    requests.map((request) => request.quantity),
    requests.map((request) => request.slots),
    requests.map((request) => request.receivedAtMs),
  ];
}
