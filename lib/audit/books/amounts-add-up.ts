import type { BookCheck } from "../ports";

/**
 * I11. An order's amount is the sum of its lines, at the sale's price and in its currency, and a payment asks for just
 * that. A price cannot change once a sale began, so the sale's is the one that was shown. Cannot see a page that showed
 * another.
 */
export const amountsAddUp: BookCheck = {
  name: "amounts-add-up",
  invariant: "I11",
  subject: "orders",
  sql: `
WITH line AS (
  SELECT order_id, sum(unit_price_minor) AS minor, min(unit_price_minor) AS least, max(unit_price_minor) AS most
  FROM order_lines WHERE $1::int IS NULL OR sale_id = $1 GROUP BY order_id
)
SELECT format('order %s is over %s %s, its lines over %s at %s to %s, the sale''s price is %s %s', o.id, o.amount_minor,
  o.currency, line.minor, least, most, s.price_minor, s.currency) AS message
FROM orders o JOIN sales s ON s.id = o.sale_id JOIN line ON line.order_id = o.id
WHERE ($1::int IS NULL OR o.sale_id = $1)
  AND (o.amount_minor <> line.minor OR least <> s.price_minor OR most <> s.price_minor OR o.currency <> s.currency)
UNION ALL
SELECT format('payment %s asks for %s %s, order %s is over %s %s', p.id, p.amount_minor, p.currency, o.id, o.amount_minor,
  o.currency)
FROM payments p JOIN orders o ON o.id = p.order_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND (p.amount_minor <> o.amount_minor OR p.currency <> o.currency)`,
};
