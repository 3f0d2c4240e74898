import type { BookCheck } from "../ports";

/** Every process and the gate know of an end within this. */
const graceSeconds = 10;

/**
 * I16. A sale that ended sells no more: no order was accepted after its end was recorded, so it did not open again for
 * anybody. Cannot see what pages showed; the tests in a browser can.
 */
export const nothingAfterTheEnd: BookCheck = {
  name: "nothing-after-the-end",
  invariant: "I16",
  subject: "orders",
  sql: `
SELECT format('order %s was accepted at %s, the sale had ended at %s', o.id, o.received_at, s.ended_at) AS message
FROM orders o JOIN sales s ON s.id = o.sale_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND s.status = 'ended' AND s.ended_reason = 'stopped'
  AND o.received_at > s.ended_at + interval '${graceSeconds} seconds'`,
};
