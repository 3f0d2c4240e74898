import type { BookCheck } from "../ports";

/**
 * I8, I11. Order by order: what the provider captured less what it refunded is the amount of a paid order, and nothing for
 * any other, to the minor unit. Orders with a payment still under way are left out until it is settled. Reads the
 * simulated provider's books; those of a real one are not in this database.
 */
export const keptMoneyIsOwed: BookCheck = {
  name: "kept-money-is-owed",
  invariant: "I8",
  subject: "orders",
  sql: `
WITH kept AS (
  SELECT order_id, sum(amount_minor - refunded_minor) AS minor, count(DISTINCT currency) AS currencies,
    min(currency) AS currency
  FROM simulated_charges
  WHERE state IN ('succeeded', 'refunded') AND ($1::int IS NULL OR order_id IN (SELECT id FROM orders WHERE sale_id = $1))
  GROUP BY order_id
), open_orders AS MATERIALIZED (
  SELECT p.order_id FROM payments p WHERE p.state IN ('created', 'pending', 'refunding')
  UNION
  SELECT c.order_id FROM simulated_charges c JOIN simulated_events e ON e.ref = c.ref WHERE e.delivered_at IS NULL
  UNION
  SELECT c.order_id FROM simulated_charges c JOIN payment_events e ON e.provider_ref = c.ref WHERE e.processed_at IS NULL
)
SELECT format('order %s is %s over %s %s, the provider keeps %s %s for it', coalesce(o.id, kept.order_id),
  coalesce(o.state, 'missing'), o.amount_minor, o.currency, coalesce(kept.minor, 0), kept.currency) AS message
FROM (SELECT * FROM orders WHERE $1::int IS NULL OR sale_id = $1) o FULL JOIN kept ON kept.order_id = o.id
WHERE coalesce(o.id, kept.order_id) NOT IN (SELECT order_id FROM open_orders)
  AND NOT EXISTS (SELECT FROM payments other WHERE other.order_id = o.id AND other.provider <> 'simulated')
  AND (coalesce(kept.minor, 0) <> CASE WHEN o.state = 'paid' THEN o.amount_minor ELSE 0 END
    OR coalesce(kept.minor, 0) <> 0 AND (kept.currencies > 1 OR kept.currency IS DISTINCT FROM o.currency))`,
};
