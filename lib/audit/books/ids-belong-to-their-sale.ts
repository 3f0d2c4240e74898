import type { BookCheck } from "../ports";

/**
 * I13. The id of an order or a failure is the name of one wish: it carries its sale's number, so the same wish has the
 * same id everywhere and cannot be answered from another sale. Cannot see which key the shopper sent.
 */
export const idsBelongToTheirSale: BookCheck = {
  name: "ids-belong-to-their-sale",
  invariant: "I13",
  subject: "orders",
  sql: `
WITH RECURSIVE digit (sale_id, rest, code) AS (
  SELECT id, id, '' FROM sales WHERE $1::int IS NULL OR id = $1
  UNION ALL
  SELECT sale_id, rest / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', rest % 36 + 1, 1) || code FROM digit WHERE rest > 0
), named AS MATERIALIZED (
  SELECT sale_id, code FROM digit WHERE rest = 0
)
SELECT format('order %s is of sale %s, its id says another', o.id, o.sale_id) AS message
FROM orders o JOIN named ON named.sale_id = o.sale_id WHERE split_part(substr(o.id, 2), '_', 1) <> named.code
UNION ALL
SELECT format('attempt %s failed in sale %s, its id says another', f.attempt_id, f.sale_id)
FROM attempt_failures f JOIN named ON named.sale_id = f.sale_id
WHERE split_part(substr(f.attempt_id, 2), '_', 1) <> named.code`,
};
