import type { BookCheck } from "../ports";

/** I2. No account has more live units of a sale than its limit, nor two in one slot. Cannot see one person's accounts. */
export const limitPerAccount: BookCheck = {
  name: "limit-per-account",
  invariant: "I2",
  subject: "orders",
  sql: `
SELECT format('account %s has %s live units in sale %s, in %s slots; the limit is %s', account_id, count(*), sale_id,
  count(DISTINCT slot), max(sale.limit_per_account)) AS message
FROM order_lines line JOIN sales sale ON sale.id = line.sale_id
WHERE live AND ($1::int IS NULL OR line.sale_id = $1)
GROUP BY sale_id, account_id
HAVING count(*) > max(sale.limit_per_account) OR count(DISTINCT slot) < count(*)
  OR max(slot) > max(sale.limit_per_account)`,
};
