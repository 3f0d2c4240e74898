import type { BookCheck } from "../ports";

/**
 * I8. A paid order has one payment that succeeded, over its amount; no other order keeps one. Both change in one
 * transaction, so this holds at every instant. Cannot see whether the provider thinks so (kept-money-is-owed can).
 */
export const onePaymentPerPaidOrder: BookCheck = {
  name: "one-payment-per-paid-order",
  invariant: "I8",
  subject: "payments",
  sql: `
SELECT format('order %s is %s with %s payments that succeeded', o.id, o.state, coalesce(kept.payments, 0)) AS message
FROM orders o
LEFT JOIN (
  SELECT p.order_id, count(*) AS payments, sum(p.amount_minor) AS minor, min(p.currency) AS currency
  FROM payments p JOIN orders o ON o.id = p.order_id
  WHERE p.state = 'succeeded' AND ($1::int IS NULL OR o.sale_id = $1) GROUP BY p.order_id
) kept ON kept.order_id = o.id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND CASE o.state
  WHEN 'paid' THEN kept.payments IS DISTINCT FROM 1 OR kept.minor <> o.amount_minor OR kept.currency <> o.currency
  ELSE kept.payments IS NOT NULL
END`,
};
