import type { BookCheck } from "../ports";

/**
 * I1. The ledger read again in the order of its writing: at no instant was more out than released. Cannot see what a
 * transaction took and gave back before its commit, which nobody could see.
 */
export const neverOversoldEver: BookCheck = {
  name: "never-oversold-ever",
  invariant: "I1",
  subject: "ledger",
  sql: `
SELECT format('item %s: %s units too many were out after ledger row %s', item_id, -free, id) AS message
FROM (
  SELECT DISTINCT ON (item_id) item_id, id, free
  FROM (
    SELECT item_id, id, sum(CASE kind
        WHEN 'release' THEN quantity
        WHEN 'reserve' THEN -quantity
        WHEN 'return' THEN quantity
        WHEN 'refund_return' THEN quantity
        ELSE 0
      END) OVER (PARTITION BY item_id ORDER BY id) AS free
    FROM stock_ledger WHERE $1::int IS NULL OR sale_id = $1
  ) running
  WHERE free < 0 ORDER BY item_id, id
) first`,
};
