import type { Pool } from "pg";
import type { ActionResult } from "./settle-actions";

interface Open {
  readonly orders: number;
  readonly waiting: number;
  readonly failed: number;
  readonly error: string;
}

const openSql = `
SELECT (SELECT count(DISTINCT order_id)::int FROM order_lines WHERE sale_id = $1 AND live) AS orders,
  count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'failed')::int AS failed,
  coalesce(max(error) FILTER (WHERE error <> ''), '') AS error
FROM mails WHERE sale_id = $1 AND kind = 'sale_cancelled' AND state IN ('waiting', 'failed')`;

/**
 * Whether everybody who held or paid in a cancelled sale was told by mail. Each mail is queued in the transaction that
 * undoes its order, and sent by the mail loop; this only looks at them.
 */
export async function followMails(pool: Pick<Pool, "query">, saleId: number): Promise<ActionResult> {
  const { rows } = await pool.query<Open>(openSql, [saleId]);
  const { orders = 0, waiting = 0, failed = 0, error = "" } = rows[0] ?? {};
  const left = [
    { count: orders, what: "orders to be undone first" },
    { count: waiting, what: "mails waiting to be sent" },
    { count: failed, what: "mails given up; send them again from their orders" },
  ].filter(({ count }) => count > 0);
  if (left.length === 0) return { word: "done" };
  const text = left.map(({ count, what }) => `${count} ${what}`).join(", ");
  const message = error === "" ? `${text}.` : `${text}. The last answer was: ${error}`;
  // Mails that were given up wait for a person, so they are looked at more and more seldom.
  return { word: orders + waiting > 0 ? "waiting" : "failed", message };
}
