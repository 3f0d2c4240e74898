import type { BookCheck } from "../ports";

/**
 * I12. No order was accepted before the start or at or after the end, by the gate's clock, which opens and closes the
 * sale. Cannot see a refusal that came too early or too late; a history of the crowd can.
 */
export const acceptedWithinTheWindow: BookCheck = {
  name: "accepted-within-the-window",
  invariant: "I12",
  subject: "orders",
  sql: `
SELECT format('order %s was accepted at %s, the sale ran from %s to %s', o.id, o.received_at, s.starts_at, s.ends_at)
  AS message
FROM orders o JOIN sales s ON s.id = o.sale_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND NOT (o.received_at >= s.starts_at AND o.received_at < s.ends_at)`,
};
