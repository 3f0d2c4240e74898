import type { BookCheck } from "../ports";

/** I1. No item has more out than was released, nor more released than there is. Sees this moment alone. */
export const neverOversold: BookCheck = {
  name: "never-oversold",
  invariant: "I1",
  subject: "items",
  sql: `
SELECT format('item %s: sold %s, held %s, released %s, total %s', id, sold, held, released, total) AS message
FROM sale_items
WHERE ($1::int IS NULL OR sale_id = $1)
  AND NOT (held >= 0 AND sold >= 0 AND held + sold <= released AND released <= total)`,
};
