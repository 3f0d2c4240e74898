import type { BookCheck } from "../ports";

/**
 * I8. Our payments are what the provider's own books say, charge by charge, once both have heard of each other: what the
 * provider still has to tell, or we still have to apply or to send, is in flight. A charge without a payment is none of
 * ours at any time. Reads the simulated provider's books; those of a real one are not in this database.
 */
export const chargesMatchPayments: BookCheck = {
  name: "charges-match-payments",
  invariant: "I8",
  subject: "charges",
  sql: `
WITH ours AS (
  SELECT p.* FROM payments p JOIN orders o ON o.id = p.order_id
  WHERE p.provider = 'simulated' AND ($1::int IS NULL OR o.sale_id = $1)
), theirs AS (
  SELECT c.* FROM simulated_charges c
  WHERE $1::int IS NULL OR c.order_id IN (SELECT id FROM orders WHERE sale_id = $1)
), untold AS MATERIALIZED (
  SELECT ref FROM simulated_events WHERE delivered_at IS NULL
  UNION SELECT provider_ref FROM payment_events WHERE processed_at IS NULL
)
SELECT format('payment %s of order %s is %s over %s %s, the charge %s is %s over %s %s with %s refunded',
  coalesce(p.id, 'missing'), coalesce(p.order_id, c.order_id), coalesce(p.state, 'missing'), p.amount_minor, p.currency,
  c.ref, coalesce(c.state, 'missing'), c.amount_minor, c.currency, c.refunded_minor) AS message
FROM ours p FULL JOIN theirs c ON c.idempotency_key = p.idempotency_key
WHERE CASE
  WHEN p.id IS NULL THEN true
  WHEN c.ref IS NULL THEN p.state NOT IN ('created', 'pending', 'failed', 'cancelled')
  WHEN c.order_id <> p.order_id THEN true
  -- A charge over another amount is sent back in full, never kept.
  WHEN c.amount_minor <> p.amount_minor OR c.currency <> p.currency THEN p.state NOT IN ('created', 'pending', 'refunding', 'refunded')
  WHEN c.refunded_minor <> CASE c.state WHEN 'refunded' THEN c.amount_minor ELSE 0 END THEN true
  WHEN p.provider_ref IS DISTINCT FROM c.ref THEN p.state NOT IN ('created', 'pending') AND c.ref NOT IN (SELECT ref FROM untold)
  WHEN p.state IN ('created', 'pending') THEN false
  WHEN p.state = 'refunding' THEN c.state NOT IN ('succeeded', 'refunded')
  WHEN c.ref IN (SELECT ref FROM untold) THEN false
  ELSE p.state <> c.state
END`,
};
