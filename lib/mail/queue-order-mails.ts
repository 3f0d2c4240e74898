import type { TransactionClient } from "../platform/postgres";
import type { OrderMailFacts, OrderMailKind } from "./ports";

const queueSql = `
INSERT INTO mails (cause, kind, account_id, order_id, sale_id, recipient, facts)
SELECT $1 || ':' || o.id, $1, o.account_id, o.id, o.sale_id, account.email, $3
FROM orders o JOIN accounts account ON account.id = o.account_id
WHERE o.id = ANY($2)
ON CONFLICT (cause) DO NOTHING`;

/** See QueueOrderMails in ports. The cause is `<kind>:<order id>`. */
export async function queueOrderMails(
  client: TransactionClient,
  kind: OrderMailKind,
  orderIds: readonly string[],
  facts: OrderMailFacts = {},
): Promise<void> {
  if (orderIds.length === 0) return;
  await client.query(queueSql, [kind, orderIds, JSON.stringify(facts)]);
}
