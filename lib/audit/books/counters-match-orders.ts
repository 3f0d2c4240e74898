import type { BookCheck } from "../ports";

/**
 * I1. An item's counters are what its orders hold and own; an order that is being refunded owns its unit until the money
 * is back. Cannot see an order that was removed together with its lines and counted down; the ledger tells that.
 */
export const countersMatchOrders: BookCheck = {
  name: "counters-match-orders",
  invariant: "I1",
  subject: "items",
  sql: `
WITH sold_once AS MATERIALIZED (
  SELECT o.id FROM orders o JOIN stock_ledger l ON l.cause = 'sell:' || o.id
  WHERE o.state = 'refunding' AND ($1::int IS NULL OR o.sale_id = $1)
), book AS (
  SELECT line.item_id,
    count(*) FILTER (WHERE o.state IN ('reserved', 'paying')) AS held,
    count(*) FILTER (WHERE o.state = 'paid' OR o.state = 'refunding' AND o.id IN (SELECT id FROM sold_once)) AS sold
  FROM order_lines line JOIN orders o ON o.id = line.order_id
  WHERE $1::int IS NULL OR o.sale_id = $1
  GROUP BY line.item_id
)
SELECT format('item %s: %s is %s, its orders say %s', item.id, law.counter, law.counted, law.booked) AS message
FROM sale_items item LEFT JOIN book ON book.item_id = item.id
CROSS JOIN LATERAL (VALUES
  ('held', item.held, coalesce(book.held, 0)),
  ('sold', item.sold, coalesce(book.sold, 0))
) AS law (counter, counted, booked)
WHERE ($1::int IS NULL OR item.sale_id = $1) AND law.counted <> law.booked`,
};
