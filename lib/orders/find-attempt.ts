import type { Pool } from "pg";
import { type LostReason, type OrderState, orderIdOfAttempt } from "../domain";
import type { RecordedAttempt } from "./ports";

/** A decided attempt as a row; shared with read-for-gate. */
export interface AttemptRow {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly receivedAtMs: number;
  readonly slots: number;
  readonly version: number;
  readonly payByMs: number | null;
  readonly orderState: OrderState | null;
  readonly failure: LostReason | "left" | null;
}

/** Orders as attempts; `where` is SQL over `o`, `linesWhere` the same choice among their lines. */
export const selectBooked = (where: string, linesWhere: string) => `
SELECT 'a' || substr(o.id, 2) AS "attemptId", o.sale_id AS "saleId", o.account_id AS "accountId",
  line.item_id AS "itemId", o.quantity, (extract(epoch FROM o.received_at) * 1000)::float8 AS "receivedAtMs",
  line.slots, o.version, (extract(epoch FROM o.pay_by) * 1000)::float8 AS "payByMs",
  o.state AS "orderState", NULL AS failure
FROM orders o
JOIN (SELECT order_id, min(item_id) AS item_id, bit_or(1 << (slot - 1)) AS slots
  FROM order_lines WHERE ${linesWhere} GROUP BY order_id) line ON line.order_id = o.id
WHERE ${where}`;

/** Failures as attempts; `where` is SQL over `f`. A failure never changes, so its version is 1. */
export const selectFailed = (where: string) => `
SELECT f.attempt_id AS "attemptId", f.sale_id AS "saleId", f.account_id AS "accountId", f.item_id AS "itemId",
  f.quantity, (extract(epoch FROM f.received_at) * 1000)::float8 AS "receivedAtMs", 0 AS slots, 1 AS version,
  NULL::float8 AS "payByMs", NULL AS "orderState", f.reason AS failure
FROM attempt_failures f
WHERE ${where}`;

/** What was decided about an attempt; null while nothing was, so also for one that waits in line. */
export async function findAttempt(pool: Pool, attemptId: string): Promise<RecordedAttempt | null> {
  const { rows } = await pool.query<AttemptRow>(
    `${selectBooked("o.id = $1", "order_id = $1")} UNION ALL ${selectFailed("f.attempt_id = $2")}`,
    [orderIdOfAttempt(attemptId), attemptId],
  );
  return rows[0] ?? null;
}
