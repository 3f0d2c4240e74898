import type { BookCheck } from "../ports";

/** Twice as long as payments let an order be paid for, and a minute for the worker. */
const boundSeconds = 300;

/**
 * I4. An order does not stay `paying`: past the bound its payment succeeded, failed or was stopped. Cannot tell whether
 * the provider or the worker is what it waits for.
 */
export const paymentsEnd: BookCheck = {
  name: "payments-end",
  invariant: "I4",
  subject: "orders",
  sql: `
SELECT format('order %s is being paid since %s', o.id, o.paying_since) AS message
FROM orders o
WHERE ($1::int IS NULL OR o.sale_id = $1) AND o.state = 'paying'
  AND o.paying_since < shop_now($2) - interval '${boundSeconds} seconds'`,
};
