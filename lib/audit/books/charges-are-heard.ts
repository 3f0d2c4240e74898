import type { BookCheck } from "../ports";

const boundSeconds = 300;

/**
 * I8. What the provider has decided is known here: no charge that succeeded, failed or was refunded a while ago still waits
 * for its answer. So no money can hide behind a payment that counts as under way, as a second charge of a paid order
 * would. Reads the simulated provider's books; those of a real one are not in this database.
 */
export const chargesAreHeard: BookCheck = {
  name: "charges-are-heard",
  invariant: "I8",
  subject: "charges",
  sql: `
SELECT format('charge %s of order %s is %s over %s %s since %s, payment %s still waits for it', c.ref, c.order_id, c.state,
  c.amount_minor, c.currency, c.decide_at, p.id) AS message
FROM payments p
JOIN simulated_charges c ON c.idempotency_key = p.idempotency_key
JOIN orders o ON o.id = p.order_id
WHERE p.provider = 'simulated' AND p.state IN ('created', 'pending') AND c.state <> 'pending'
  AND ($1::int IS NULL OR o.sale_id = $1)
  AND greatest(c.decide_at, p.created_at) < shop_now($2) - interval '${boundSeconds} seconds'`,
};
