import type { BookCheck } from "../ports";

/** A minute past its end: the expiry loop looks several times a second. */
const graceSeconds = 60;

/**
 * I4, I7. A hold that is over has ended; the holds of a paused sale stand still. Cannot tell a worker that is away from
 * one that overlooks an order: after an outage give it a minute.
 */
export const holdsEnd: BookCheck = {
  name: "holds-end",
  invariant: "I4",
  subject: "orders",
  sql: `
SELECT format('order %s is reserved, but its hold ended at %s', o.id, o.pay_by) AS message
FROM orders o JOIN sales s ON s.id = o.sale_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND o.state = 'reserved'
  AND o.pay_by < shop_now($2) - interval '${graceSeconds} seconds'
  AND (s.status <> 'paused' OR s.paused_at IS NULL OR o.pay_by <= s.paused_at)`,
};
