import type { BookCheck } from "../ports";

/**
 * I2. Spellings of one address are one account, or a limit per account would be none. Upper and lower case and the forms
 * of Unicode count as spellings; what a provider of mail makes of dots and plus signs cannot be seen from here.
 */
export const oneAccountPerAddress: BookCheck = {
  name: "one-account-per-address",
  invariant: "I2",
  subject: "accounts",
  sql: `
SELECT format('accounts %s have one address', string_agg(id, ', ' ORDER BY id)) AS message
FROM accounts
WHERE $1::int IS NULL OR id IN (SELECT account_id FROM orders WHERE sale_id = $1)
GROUP BY lower(normalize(email, NFKC)) HAVING count(*) > 1`,
};
