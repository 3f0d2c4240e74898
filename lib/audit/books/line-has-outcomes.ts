import type { BookCheck } from "../ports";

/**
 * I3. Who is out of the line has an order (offered) or an explicit failure (left, closed). Whether those who wait are in
 * the gate's line as well is for gate-attempts-match-orders.
 */
export const lineHasOutcomes: BookCheck = {
  name: "line-has-outcomes",
  invariant: "I3",
  subject: "line",
  sql: `
SELECT format('attempt %s is %s in the line, without %s', entry.attempt_id, entry.state,
  CASE entry.state WHEN 'offered' THEN 'an order' ELSE 'a failure' END) AS message
FROM line_entries entry
LEFT JOIN orders o ON o.id = 'o' || substr(entry.attempt_id, 2)
LEFT JOIN attempt_failures failure ON failure.attempt_id = entry.attempt_id
WHERE ($1::int IS NULL OR entry.sale_id = $1)
  AND (entry.state = 'offered' AND o.id IS NULL OR entry.state IN ('left', 'closed') AND failure.attempt_id IS NULL)`,
};
