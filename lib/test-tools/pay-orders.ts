import { markPaid } from "../orders/order-steps";
import type { ShopPool } from "../platform/postgres";

const chargesSql = `
INSERT INTO simulated_charges (ref, idempotency_key, order_id, amount_minor, currency, script, state, decide_at)
SELECT 'sim_' || substr(id, 2), 'pay:p_' || substr(id, 2), id, amount_minor, currency, 'ok', 'succeeded', now()
FROM orders WHERE id = ANY($1)`;

const paymentsSql = `
INSERT INTO payments (id, order_id, provider, idempotency_key, provider_ref, state, amount_minor, currency, method,
  checked_at)
SELECT 'p_' || substr(id, 2), id, 'simulated', 'pay:p_' || substr(id, 2), 'sim_' || substr(id, 2), 'succeeded',
  amount_minor, currency, 'card', now()
FROM orders WHERE id = ANY($1)`;

/** Orders as they stand once their buyers have paid: the money is in the provider's books and in ours, the units are sold. */
export async function payOrders(pool: ShopPool, orderIds: readonly string[], clockSpec: string): Promise<void> {
  await pool.transaction(async (client) => {
    await client.query(chargesSql, [orderIds]);
    await client.query(paymentsSql, [orderIds]);
    for (const orderId of orderIds) await markPaid(client, orderId, clockSpec);
  });
}
