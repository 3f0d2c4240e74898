import type { ShopPool } from "../platform/postgres";
import { type Move, moveOrders } from "./move-orders";

const toExpired: Move = { from: ["reserved"], to: "expired", event: "expired", units: "return", tellGate: true };

/**
 * The hold ends at `pay_by`: from that instant on it can be neither paid nor extended, and it expires. While the sale
 * is paused the clocks of its holds stand still; see lengthen-holds for what happens when it goes on.
 */
const lockDueSql = `
SELECT o.id FROM orders o JOIN sales s ON s.id = o.sale_id
WHERE o.state = 'reserved' AND o.pay_by <= shop_now($1)
  AND (s.status <> 'paused' OR s.paused_at IS NULL OR o.pay_by <= s.paused_at)
ORDER BY o.pay_by LIMIT $2 FOR NO KEY UPDATE OF o SKIP LOCKED`;

/**
 * Ends overdue holds, longest overdue first, and returns how many. Orders that somebody is just paying for or giving
 * up are left to them. `paying` orders are no business of this: payments ask the provider before they expire one.
 */
export function expireOrders(pool: ShopPool, max: number, clockSpec: string): Promise<number> {
  return pool.transaction(async (client) => {
    const due = await client.query<{ id: string }>(lockDueSql, [clockSpec, max]);
    if (due.rows.length === 0) return 0;
    const orderIds = due.rows.map((row) => row.id);
    return (await moveOrders(client, orderIds, toExpired, clockSpec)).length;
  });
}
