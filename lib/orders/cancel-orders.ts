import type { QueueOrderMails } from "../mail/ports";
import type { ShopPool } from "../platform/postgres";
import { type Move, moveOrders } from "./move-orders";

const toCancelled: Move = {
  from: ["reserved", "paying"],
  to: "cancelled",
  event: "cancelled",
  units: "return",
  tellGate: true,
};

/** Live lines have a small index of their own; a cancelled sale has none any more once everything is done. */
const liveOrdersSql = `
SELECT o.id AS "orderId", s.cancel_reason AS reason FROM orders o JOIN sales s ON s.id = o.sale_id
WHERE s.status = 'cancelled' AND o.state = ANY($1) AND o.id IN (
  SELECT line.order_id FROM order_lines line JOIN sales cancelled ON cancelled.id = line.sale_id
  WHERE cancelled.status = 'cancelled' AND line.live)
ORDER BY o.id LIMIT $2`;

interface OrderOfCancelledSale {
  readonly orderId: string;
  readonly reason: string | null;
}

/**
 * Cancels orders of cancelled sales that are not paid; their units return and their owners get a mail. Money that
 * arrives for one later goes back (see payments). Returns how many; whoever calls goes on until that is 0. Orders
 * somebody is just changing come with the next call.
 */
export function cancelUnpaidOrders(
  pool: ShopPool,
  max: number,
  clockSpec: string,
  queueMails?: QueueOrderMails,
): Promise<number> {
  return pool.transaction(async (client) => {
    const found = await client.query<OrderOfCancelledSale>(`${liveOrdersSql} FOR NO KEY UPDATE OF o SKIP LOCKED`, [
      toCancelled.from,
      max,
    ]);
    let cancelled = 0;
    for (const reason of new Set(found.rows.map((row) => row.reason))) {
      const orderIds = found.rows.filter((row) => row.reason === reason).map((row) => row.orderId);
      cancelled += (await moveOrders(client, orderIds, toCancelled, clockSpec, explainCancellation(reason))).length;
      await queueMails?.(client, "sale_cancelled", orderIds);
    }
    return cancelled;
  });
}

export interface OrderToRefund {
  readonly orderId: string;
  /** For the order's history. */
  readonly detail: string;
}

/** Paid orders of cancelled sales: their money has to go back. */
export async function findOrdersToRefund(pool: ShopPool, max: number): Promise<readonly OrderToRefund[]> {
  const { rows } = await pool.query<OrderOfCancelledSale>(liveOrdersSql, [["paid"], max]);
  return rows.map(({ orderId, reason }) => ({ orderId, detail: explainCancellation(reason) }));
}

function explainCancellation(reason: string | null): string {
  return reason === null ? "The sale was cancelled." : `The sale was cancelled: ${reason}`;
}
