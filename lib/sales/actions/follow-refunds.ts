import type { Pool } from "pg";
import type { ActionResult } from "./settle-actions";

interface Open {
  readonly unpaid: number;
  readonly paid: number;
  readonly refunding: number;
}

/** Live lines and orders under way each have a small index; both are empty once everything is done. */
const openSql = `
SELECT count(*) FILTER (WHERE state IN ('reserved', 'paying'))::int AS unpaid,
  count(*) FILTER (WHERE state = 'paid')::int AS paid,
  count(*) FILTER (WHERE state = 'refunding')::int AS refunding
FROM orders WHERE sale_id = $1 AND (
  state = 'refunding' OR id IN (SELECT order_id FROM order_lines WHERE sale_id = $1 AND live))`;

/**
 * Whether everything a cancelled sale had sold or promised is undone. The doing is the cancel loop's and the payments'
 * (lib/purchase/cancel-sales.ts): they look at the orders and remember nothing, so this only looks at them as well.
 */
export async function followRefunds(pool: Pick<Pool, "query">, saleId: number): Promise<ActionResult> {
  const { rows } = await pool.query<Open>(openSql, [saleId]);
  const { unpaid = 0, paid = 0, refunding = 0 } = rows[0] ?? {};
  const left = [
    { count: unpaid, what: "not paid and to be cancelled" },
    { count: paid, what: "paid and to be refunded" },
    { count: refunding, what: "being refunded by the payment provider" },
  ].filter(({ count }) => count > 0);
  if (left.length === 0) return { word: "done" };
  const orders = left.map(({ count, what }) => `${count} ${what}`).join(", ");
  return { word: "waiting", message: `Orders still open: ${orders}.` };
}
