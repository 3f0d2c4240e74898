import type { BookCheck } from "../ports";

/**
 * I1. An item's counters are the sums of its ledger. Cannot see a movement that is missing in both; the orders tell
 * that (counters-match-orders).
 */
export const countersMatchLedger: BookCheck = {
  name: "counters-match-ledger",
  invariant: "I1",
  subject: "items",
  sql: `
WITH ledger AS (
  SELECT item_id,
    coalesce(sum(quantity) FILTER (WHERE kind IN ('load', 'adjust')), 0) AS total,
    coalesce(sum(quantity) FILTER (WHERE kind = 'release'), 0) AS released,
    coalesce(sum(CASE kind WHEN 'reserve' THEN quantity WHEN 'sell' THEN -quantity WHEN 'return' THEN -quantity END), 0)
      AS held,
    coalesce(sum(CASE kind WHEN 'sell' THEN quantity WHEN 'refund_return' THEN -quantity END), 0) AS sold
  FROM stock_ledger WHERE $1::int IS NULL OR sale_id = $1 GROUP BY item_id
)
SELECT format('item %s: %s is %s, the ledger says %s', item.id, law.counter, law.counted, law.booked) AS message
FROM sale_items item LEFT JOIN ledger ON ledger.item_id = item.id
CROSS JOIN LATERAL (VALUES
  -- The total of a sale that was never opened is only a plan.
  ('total', item.total, CASE WHEN ledger.item_id IS NULL THEN item.total ELSE ledger.total END),
  ('released', item.released, coalesce(ledger.released, 0)),
  ('held', item.held, coalesce(ledger.held, 0)),
  ('sold', item.sold, coalesce(ledger.sold, 0))
) AS law (counter, counted, booked)
WHERE ($1::int IS NULL OR item.sale_id = $1) AND law.counted <> law.booked`,
};
