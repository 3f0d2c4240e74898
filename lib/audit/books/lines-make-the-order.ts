import type { BookCheck } from "../ports";

/**
 * I1, I2. An order has a line per unit, of one item, live as long as it is, in slots of its own; the limit and the
 * counters stand on that. Cannot see an order that was removed with its lines (units-move-once can).
 */
export const linesMakeTheOrder: BookCheck = {
  name: "lines-make-the-order",
  invariant: "I2",
  subject: "orders",
  sql: `
WITH line AS (
  SELECT l.order_id, count(*) AS units, count(*) FILTER (WHERE l.live) AS live, max(l.item_id) > min(l.item_id) AS mixed
  FROM order_lines l WHERE $1::int IS NULL OR l.sale_id = $1 GROUP BY l.order_id
)
SELECT format('order %s is %s for %s, with %s lines%s, %s of them live', coalesce(o.id, line.order_id),
  coalesce(o.state, 'missing'), o.quantity, coalesce(units, 0), CASE WHEN mixed THEN ' of several items' END,
  coalesce(live, 0)) AS message
FROM (SELECT * FROM orders WHERE $1::int IS NULL OR sale_id = $1) o FULL JOIN line ON line.order_id = o.id
WHERE o.id IS NULL OR units IS DISTINCT FROM o.quantity OR mixed
  OR live <> CASE WHEN order_is_live(o.state) THEN o.quantity ELSE 0 END`,
};
