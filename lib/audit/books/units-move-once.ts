import type { BookCheck } from "../ports";

/**
 * I7. Order by order the ledger leaves what the order's state says: a unit held, a unit sold, or nothing, given back once.
 * Cannot see in which order the rows were written; never-oversold-ever can.
 */
export const unitsMoveOnce: BookCheck = {
  name: "units-move-once",
  invariant: "I7",
  subject: "orders",
  sql: `
WITH moved AS (
  SELECT order_id,
    sum(CASE kind WHEN 'reserve' THEN quantity WHEN 'return' THEN -quantity WHEN 'sell' THEN -quantity ELSE 0 END) AS held,
    sum(CASE kind WHEN 'sell' THEN quantity WHEN 'refund_return' THEN -quantity ELSE 0 END) AS sold,
    count(*) FILTER (WHERE kind IN ('return', 'refund_return')) AS returns, min(quantity) AS least, max(quantity) AS most
  FROM stock_ledger WHERE order_id IS NOT NULL AND ($1::int IS NULL OR sale_id = $1) GROUP BY order_id
)
SELECT format('order %s is %s for %s, its ledger leaves %s held and %s sold after %s returns',
  coalesce(o.id, moved.order_id), coalesce(o.state, 'missing'), o.quantity, coalesce(held, 0), coalesce(sold, 0),
  coalesce(returns, 0)) AS message
FROM (SELECT * FROM orders WHERE $1::int IS NULL OR sale_id = $1) o FULL JOIN moved ON moved.order_id = o.id
WHERE o.id IS NULL OR moved.order_id IS NULL OR least <> o.quantity OR most <> o.quantity
  OR held <> CASE WHEN o.state IN ('reserved', 'paying') THEN o.quantity ELSE 0 END
  OR sold <> CASE o.state WHEN 'paid' THEN o.quantity WHEN 'refunding' THEN sold ELSE 0 END
  OR o.state = 'refunding' AND sold NOT IN (0, o.quantity)`,
};
