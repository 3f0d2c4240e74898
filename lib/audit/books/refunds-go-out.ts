import type { BookCheck } from "../ports";

const boundSeconds = 300;

/** I8. Money that has to go back does. Cannot tell a provider that refuses from one that is away. */
export const refundsGoOut: BookCheck = {
  name: "refunds-go-out",
  invariant: "I8",
  subject: "payments",
  sql: `
SELECT format('payment %s of order %s is to go back since %s', p.id, p.order_id, p.updated_at) AS message
FROM payments p JOIN orders o ON o.id = p.order_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND p.state = 'refunding'
  AND p.updated_at < shop_now($2) - interval '${boundSeconds} seconds'`,
};
