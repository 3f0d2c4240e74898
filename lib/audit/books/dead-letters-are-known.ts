import type { BookCheck } from "../ports";

/**
 * I3. Every entry of a stream that nobody could read is about an attempt that was decided otherwise. Cannot tell which
 * attempt a letter without a name was about: that one stays a breach until a person has removed it.
 */
export const deadLettersAreKnown: BookCheck = {
  name: "dead-letters-are-known",
  invariant: "I3",
  subject: "dead_letters",
  sql: `
SELECT format('dead letter %s of %s: %s. Nobody has decided about %s', letter.id, letter.source, letter.error,
  coalesce('attempt ' || named.attempt_id, 'its attempt, which it does not name')) AS message
FROM dead_letters letter
LEFT JOIN LATERAL (
  SELECT value AS attempt_id FROM jsonb_array_elements_text(
    CASE jsonb_typeof(letter.payload) WHEN 'array' THEN letter.payload ELSE '[]' END) AS value
  WHERE value ~ '^a[0-9a-z]{1,7}_[A-Za-z0-9_-]{22}$' LIMIT 1
) named ON true
WHERE letter.source LIKE 'intents:%' AND ($1::int IS NULL OR letter.source = 'intents:' || $1)
  AND NOT EXISTS (SELECT FROM orders o WHERE o.id = 'o' || substr(named.attempt_id, 2))
  AND NOT EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = named.attempt_id)`,
};
