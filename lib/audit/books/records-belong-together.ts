import type { BookCheck } from "../ports";

/**
 * I15. What hangs on an order is the same account's and the same sale's: nobody is shown a line, a payment or an item of
 * somebody else's. Cannot see what an answer contained; the tests of the API can.
 */
export const recordsBelongTogether: BookCheck = {
  name: "records-belong-together",
  invariant: "I15",
  subject: "orders",
  sql: `
SELECT format('order %s is account %s''s in sale %s, its line %s is account %s''s in sale %s, item %s of sale %s', o.id,
  o.account_id, o.sale_id, l.slot, l.account_id, l.sale_id, l.item_id, i.sale_id) AS message
FROM order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN sale_items i ON i.id = l.item_id
WHERE ($1::int IS NULL OR o.sale_id = $1)
  AND (l.account_id <> o.account_id OR l.sale_id <> o.sale_id OR i.sale_id IS DISTINCT FROM o.sale_id)
UNION ALL
SELECT format('the ledger moved item %s of sale %s for order %s of sale %s', l.item_id, l.sale_id, o.id, o.sale_id)
FROM stock_ledger l JOIN orders o ON o.id = l.order_id
WHERE ($1::int IS NULL OR o.sale_id = $1) AND l.sale_id <> o.sale_id`,
};
