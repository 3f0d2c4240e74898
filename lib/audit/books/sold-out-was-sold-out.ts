import type { BookCheck } from "../ports";

/**
 * I5. A sale that ended as sold out had sold every unit by its end. Cannot see a "sold out" that one shopper was told
 * while a unit was free; gate-serves-the-line sees the line that waits beside free units.
 */
export const soldOutWasSoldOut: BookCheck = {
  name: "sold-out-was-sold-out",
  invariant: "I5",
  subject: "sales",
  sql: `
SELECT format('sale %s ended as sold out with %s of %s units sold', s.slug, coalesce(ledger.sold, 0), ledger.total)
  AS message
FROM sales s
CROSS JOIN LATERAL (
  SELECT sum(quantity) FILTER (WHERE kind IN ('load', 'adjust')) AS total,
    sum(CASE kind WHEN 'sell' THEN quantity WHEN 'refund_return' THEN -quantity END)
      FILTER (WHERE at <= s.ended_at) AS sold
  FROM stock_ledger WHERE sale_id = s.id
) ledger
WHERE ($1::int IS NULL OR s.id = $1) AND s.status = 'ended' AND s.ended_reason = 'sold_out'
  AND ledger.total IS NOT NULL AND coalesce(ledger.sold, 0) < ledger.total`,
};
