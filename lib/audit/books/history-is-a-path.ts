import type { BookCheck } from "../ports";

/**
 * I9. Every order's history, which begins as reserved, takes only steps of the state machine and ends at its present state: a
 * paid order never expired, an expired one never silently was paid. Cannot see a step that was never written down and
 * undone again.
 */
export const historyIsAPath: BookCheck = {
  name: "history-is-a-path",
  invariant: "I9",
  subject: "events",
  sql: `
WITH step AS (
  SELECT order_id, state, lag(state, 1, 'reserved') OVER told AS before, lead(state) OVER told AS after
  FROM order_events
  WHERE $1::int IS NULL OR order_id IN (SELECT id FROM orders WHERE sale_id = $1)
  -- By number first: millions of texts are sorted ten times as slowly.
  WINDOW told AS (PARTITION BY hashtextextended(order_id, 0), order_id ORDER BY id)
), last AS (
  SELECT order_id, state FROM step WHERE after IS NULL
)
SELECT format('order %s went from %s to %s', order_id, before, state) AS message
FROM step
WHERE before <> state AND NOT order_may_move(before, state)
UNION ALL
SELECT format('order %s is %s, its history ends with %s', o.id, o.state, coalesce(last.state, 'reserved'))
FROM orders o LEFT JOIN last ON last.order_id = o.id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND coalesce(last.state, 'reserved') <> o.state`,
};
