import type { BookCheck } from "../ports";

/**
 * I3. An attempt has an order or a failure, never both. One that has neither is looked for in the gate, which remembers
 * every attempt it accepted (gate-attempts-match-orders).
 */
export const oneOutcomePerAttempt: BookCheck = {
  name: "one-outcome-per-attempt",
  invariant: "I3",
  subject: "failures",
  sql: `
SELECT format('attempt %s has an order that is %s and failed as %s', failure.attempt_id, o.state, failure.reason) AS message
FROM attempt_failures failure JOIN orders o ON o.id = 'o' || substr(failure.attempt_id, 2)
WHERE $1::int IS NULL OR failure.sale_id = $1`,
};
