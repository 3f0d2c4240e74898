import type { BookCheck } from "../ports";

const boundSeconds = 60;

/**
 * I4. News for the gate does not stay in the outbox. By the machine's clock, not the shop's, since that is what the relay
 * goes by. Cannot tell news nobody can read from a Redis that is away; `tries` and the worker's log do.
 */
export const newsArrives: BookCheck = {
  name: "news-arrives",
  invariant: "I4",
  subject: "outbox",
  sql: `
SELECT format('news %s for the gate of sale %s waits since %s, after %s tries', id, payload->>'saleId', created_at, tries)
  AS message
FROM outbox
WHERE topic = 'gate' AND ($1::int IS NULL OR payload->>'saleId' = $1::text)
  AND created_at < now() - interval '${boundSeconds} seconds'`,
};
