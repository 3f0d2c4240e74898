import type { BookCheck } from "../ports";

const boundSeconds = 60;

/** I4, I8. What the provider told is not left lying. Cannot see what it did not tell (charges-match-payments can). */
export const paymentEventsAreWorked: BookCheck = {
  name: "payment-events-are-worked",
  invariant: "I4",
  subject: "payment_events",
  sql: `
SELECT format('event %s (%s) of charge %s was received at %s and not worked on', event_id, type, provider_ref, received_at)
  AS message
FROM payment_events event
WHERE processed_at IS NULL AND received_at < shop_now($2) - interval '${boundSeconds} seconds'
  AND ($1::int IS NULL OR provider_ref IN (
    SELECT p.provider_ref FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.sale_id = $1))`,
};
