import type { Pool } from "pg";

/** A rule of the stock law that does not hold somewhere. */
export interface LedgerBreach {
  readonly rule: string;
  readonly saleId: number;
  /** The item, order or attempt in question. */
  readonly subject: string;
  readonly detail: string;
}

/**
 * What the counters of an item must be, told three times: by the item's row, by the ledger and by the live orders.
 * An order that is being refunded owns its unit until it is refunded.
 */
const countersSql = `
WITH ledger AS (
  SELECT item_id,
    coalesce(sum(quantity) FILTER (WHERE kind IN ('load', 'adjust')), 0) AS total,
    coalesce(sum(quantity) FILTER (WHERE kind = 'release'), 0) AS released,
    coalesce(sum(CASE kind WHEN 'reserve' THEN quantity WHEN 'sell' THEN -quantity WHEN 'return' THEN -quantity END), 0)
      AS held,
    coalesce(sum(CASE kind WHEN 'sell' THEN quantity WHEN 'refund_return' THEN -quantity END), 0) AS sold
  FROM stock_ledger WHERE $1::int IS NULL OR sale_id = $1 GROUP BY item_id
), book AS (
  SELECT line.item_id,
    count(*) FILTER (WHERE o.state IN ('reserved', 'paying')) AS held,
    count(*) FILTER (WHERE o.state = 'paid' OR o.state = 'refunding' AND sold.id IS NOT NULL) AS sold
  FROM order_lines line
  JOIN orders o ON o.id = line.order_id
  LEFT JOIN stock_ledger sold ON sold.cause = 'sell:' || o.id
  WHERE $1::int IS NULL OR o.sale_id = $1
  GROUP BY line.item_id
), facts AS (
  SELECT item.sale_id, item.id, item.total, item.released, item.held, item.sold, ledger.item_id IS NOT NULL AS opened,
    coalesce(ledger.total, 0) AS ledger_total, coalesce(ledger.released, 0) AS ledger_released,
    coalesce(ledger.held, 0) AS ledger_held, coalesce(ledger.sold, 0) AS ledger_sold,
    coalesce(book.held, 0) AS book_held, coalesce(book.sold, 0) AS book_sold
  FROM sale_items item
  LEFT JOIN ledger ON ledger.item_id = item.id
  LEFT JOIN book ON book.item_id = item.id
  WHERE $1::int IS NULL OR item.sale_id = $1
)
SELECT rule, sale_id AS "saleId", 'item ' || id AS subject, detail
FROM facts CROSS JOIN LATERAL (VALUES
  -- The total of a sale that was never opened is only a plan.
  ('total = ledger', NOT opened OR total = ledger_total, format('total %s, ledger %s', total, ledger_total)),
  ('released = ledger', released = ledger_released, format('released %s, ledger %s', released, ledger_released)),
  ('held = ledger', held = ledger_held, format('held %s, ledger %s', held, ledger_held)),
  ('sold = ledger', sold = ledger_sold, format('sold %s, ledger %s', sold, ledger_sold)),
  ('held = orders', held = book_held, format('held %s, orders %s', held, book_held)),
  ('sold = orders', sold = book_sold, format('sold %s, orders %s', sold, book_sold)),
  ('sold + held <= released <= total', held >= 0 AND sold >= 0 AND held + sold <= released AND released <= total,
    format('sold %s, held %s, released %s, total %s', sold, held, released, total))
) AS law (rule, holds, detail)
WHERE NOT holds`;

/** The ledger in the order of its writing: at no instant may more be out than was released. */
const everyInstantSql = `
SELECT 'never oversold, at every instant' AS rule, sale_id AS "saleId", 'item ' || item_id AS subject,
  format('%s units too many out after ledger row %s', -free, id) AS detail
FROM (
  SELECT DISTINCT ON (item_id) sale_id, item_id, id, free
  FROM (
    SELECT sale_id, item_id, id, sum(CASE kind
        WHEN 'release' THEN quantity
        WHEN 'reserve' THEN -quantity
        WHEN 'return' THEN quantity
        WHEN 'refund_return' THEN quantity
        ELSE 0
      END) OVER (PARTITION BY item_id ORDER BY id) AS free
    FROM stock_ledger WHERE $1::int IS NULL OR sale_id = $1
  ) running
  WHERE free < 0 ORDER BY item_id, id
) first`;

const ordersSql = `
WITH line AS (
  SELECT order_id, count(*) AS units, count(*) FILTER (WHERE live) AS live, sum(unit_price_minor) AS price,
    bool_and(l.sale_id = o.sale_id AND l.account_id = o.account_id) AS same, count(DISTINCT item_id) AS items
  FROM order_lines l JOIN orders o ON o.id = l.order_id
  WHERE $1::int IS NULL OR o.sale_id = $1
  GROUP BY order_id
), last_event AS (
  SELECT DISTINCT ON (event.order_id) event.order_id, event.state
  FROM order_events event JOIN orders o ON o.id = event.order_id
  WHERE $1::int IS NULL OR o.sale_id = $1
  ORDER BY event.order_id, event.id DESC
)
SELECT rule, o.sale_id AS "saleId", 'order ' || o.id AS subject, detail
FROM orders o
LEFT JOIN line ON line.order_id = o.id
LEFT JOIN last_event ON last_event.order_id = o.id
CROSS JOIN LATERAL (VALUES
  ('an order has a line per unit of one item', coalesce(units, 0) = o.quantity AND items = 1 AND same,
    format('quantity %s, lines %s', o.quantity, coalesce(units, 0))),
  ('live orders have live lines', live = CASE WHEN order_is_live(o.state) THEN o.quantity ELSE 0 END,
    format('state %s, live lines %s', o.state, live)),
  ('the amount is the sum of the lines', price = o.amount_minor, format('amount %s, lines %s', o.amount_minor, price)),
  ('the history ends with the present state', coalesce(last_event.state, 'reserved') = o.state,
    format('state %s, history %s', o.state, coalesce(last_event.state, 'reserved')))
) AS law (rule, holds, detail)
WHERE ($1::int IS NULL OR o.sale_id = $1) AND holds IS NOT TRUE`;

const accountsSql = `
SELECT 'no account is over its limit' AS rule, line.sale_id AS "saleId", 'account ' || account_id AS subject,
  format('%s live units, limit %s', count(*), max(sale.limit_per_account)) AS detail
FROM order_lines line JOIN sales sale ON sale.id = line.sale_id
WHERE live AND ($1::int IS NULL OR line.sale_id = $1)
GROUP BY line.sale_id, account_id HAVING count(*) > max(sale.limit_per_account)`;

const attemptsSql = `
SELECT 'an attempt has an order or a failure, not both' AS rule, o.sale_id AS "saleId",
  'attempt ' || failure.attempt_id AS subject, format('order %s and failure %s', o.state, failure.reason) AS detail
FROM attempt_failures failure JOIN orders o ON o.id = 'o' || substr(failure.attempt_id, 2)
WHERE $1::int IS NULL OR o.sale_id = $1`;

const checks = [countersSql, everyInstantSql, ordersSql, accountsSql, attemptsSql];

/**
 * Checks one sale, or all of them (`null`), as of one moment, by SQL alone: counters, ledger and orders tell the same
 * story, nothing was ever oversold, nobody is over the limit. Returns every breach; empty is what it should be.
 */
export async function checkLedger(pool: Pool, saleId: number | null): Promise<readonly LedgerBreach[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const breaches: LedgerBreach[] = [];
    for (const sql of checks) breaches.push(...(await client.query<LedgerBreach>(sql, [saleId])).rows);
    return breaches;
  } finally {
    // Nothing was written; a connection that cannot even say so must not go back to the pool.
    await client.query("ROLLBACK").then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}
