import type { OrderState } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/** An order as it is while this transaction holds its row. */
export interface LockedOrder {
  readonly id: string;
  readonly number: number;
  readonly saleId: number;
  readonly accountId: string;
  readonly state: OrderState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly extensionsUsed: number;
  /** Whether the time to pay is not over yet, whatever the state. While its sale is paused it stands still. */
  readonly holdRuns: boolean;
}

const lockOrderSql = `
SELECT id, number, sale_id AS "saleId", account_id AS "accountId", state, amount_minor AS "amountMinor", currency,
  (extract(epoch FROM reserved_at) * 1000)::float8 AS "reservedAtMs",
  (extract(epoch FROM pay_by) * 1000)::float8 AS "payByMs",
  extensions_used AS "extensionsUsed", pay_by > least(shop_now($2), (
    SELECT sale.paused_at FROM sales sale WHERE sale.id = orders.sale_id AND sale.status = 'paused')) AS "holdRuns"
FROM orders WHERE id = $1 FOR NO KEY UPDATE`;

/**
 * Locks an order's row until the transaction ends, so that what it says stays true. Null when there is none.
 * Rows are locked in this order everywhere, so that no two transactions wait for each other: payment, order, items,
 * lines.
 */
export async function lockOrder(
  client: TransactionClient,
  orderId: string,
  clockSpec: string,
): Promise<LockedOrder | null> {
  const { rows } = await client.query<LockedOrder>(lockOrderSql, [orderId, clockSpec]);
  return rows[0] ?? null;
}
