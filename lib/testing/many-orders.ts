import { composeAttemptId, orderIdOfAttempt } from "../domain";
import type { ShopPool, TransactionClient } from "../platform/postgres";
import { createSale, type MadeSale } from "./factories";

// Orders by the hundred thousand, in a few seconds and by SQL alone, for lists and benchmarks. They obey every rule of
// the stock law: ledger, counters, lines, history, payments and the simulated provider's books tell the same story.

export interface ManyOrdersWish {
  readonly sales: number;
  /** Each buys one unit in each sale. */
  readonly buyers: number;
  /** The newest order is placed then; the others over the thirty days before. */
  readonly nowMs?: number;
}

export interface ManyOrders {
  readonly sales: readonly MadeSale[];
  readonly count: number;
}

const priceMinor = 7_900;
const dayMs = 86_400_000;

/** How the orders of a hundred end. */
const shares = { paid: 60, expired: 80, left: 86, cancelled: 90, refunding: 92, refunded: 96 } as const;

/** Makes `sales * buyers` orders in every state but `paying`. Half of a minute for a hundred thousand on a slow machine. */
export async function createManyOrders(pool: ShopPool, wish: ManyOrdersWish): Promise<ManyOrders> {
  const nowMs = wish.nowMs ?? Date.now();
  await pool.query(accountsSql, [wish.buyers]);
  const sales: MadeSale[] = [];
  for (let number = 0; number < wish.sales; number += 1) {
    const sale = await createSale(pool, {
      stock: wish.buyers,
      priceMinor: priceMinor + number * 100,
      startsAtMs: nowMs - 31 * dayMs,
      endsAtMs: nowMs + dayMs,
    });
    await pool.transaction((client) => fillSale(client, sale, nowMs));
    sales.push(sale);
  }
  // Statistics and the map of what every transaction sees, as autovacuum makes them in a shop that has run for a while.
  for (const table of ["accounts", "orders", "order_lines", "order_events", "stock_ledger", "payments", "sale_items"]) {
    await pool.query(`VACUUM ANALYZE ${table}`);
  }
  return { sales, count: wish.sales * wish.buyers };
}

const accountsSql = `
INSERT INTO accounts (id, name, email, email_verified, created_at)
SELECT 'M' || lpad(number::text, 15, '0'), 'Buyer ' || number, 'buyer-' || lpad(number::text, 6, '0') || '@many.example',
  true, now() - number * interval '1 minute'
FROM generate_series(1, $1::int) AS number
ON CONFLICT (id) DO NOTHING`;

async function fillSale(client: TransactionClient, sale: MadeSale, nowMs: number): Promise<void> {
  const prefix = orderIdOfAttempt(composeAttemptId(sale.id, ""));
  await client.query("SET LOCAL synchronous_commit = off");
  await client.query("SET LOCAL statement_timeout = '120s'");
  await client.query(ordersSql, [sale.id, prefix, new Date(nowMs)]);
  await client.query(linesSql, [sale.id, sale.itemId]);
  await client.query(`CREATE TEMP TABLE fate ON COMMIT DROP AS
    SELECT id AS order_id, CASE
      WHEN share < ${shares.paid} THEN 'paid' WHEN share < ${shares.expired} THEN 'expired'
      WHEN share < ${shares.left} THEN 'left' WHEN share < ${shares.cancelled} THEN 'cancelled'
      WHEN share < ${shares.refunding} THEN 'refunding' WHEN share < ${shares.refunded} THEN 'refunded'
      ELSE 'reserved' END AS state
    FROM (SELECT id, ('x' || substr(md5(id), 1, 7))::bit(28)::int % 100 AS share FROM orders WHERE sale_id = ${sale.id}) o`);
  for (const [from, to, of] of steps) await client.query(moveSql, [to, of, from]);
  await client.query(eventsSql);
  await client.query(ledgerSql, [sale.id, sale.itemId]);
  await client.query(countSql, [sale.itemId]);
  await client.query(chargesSql);
  await client.query(paymentsSql);
}

/** From, to, and the fates whose way it is. */
const steps: readonly (readonly [string, string, readonly string[]])[] = [
  ["reserved", "paid", ["paid", "refunding", "refunded"]],
  ["reserved", "expired", ["expired"]],
  ["reserved", "left", ["left"]],
  ["reserved", "cancelled", ["cancelled"]],
  ["paid", "refunding", ["refunding", "refunded"]],
  ["refunding", "refunded", ["refunded"]],
];

const ordersSql = `
INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, reserved_at, pay_by,
  created_at, updated_at)
SELECT $2 || substr(translate(encode(sha256(convert_to($1::text || account.id, 'UTF8')), 'base64'), '+/', '-_'), 1, 22),
  $1::int, account.id, 1, sale.price_minor, sale.currency, at, at, at + interval '10 minutes', at, at
FROM sales sale, accounts account, LATERAL (SELECT date_trunc('milliseconds', $3::timestamptz
    - ('x' || substr(md5($1::text || account.id), 1, 7))::bit(28)::int % 2592000 * interval '1 second') AS at) placed
WHERE sale.id = $1::int AND account.id LIKE 'M%'
ORDER BY at`;

const linesSql = `
INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
SELECT id, 1, sale_id, account_id, $2::int, amount_minor FROM orders WHERE sale_id = $1`;

const moveSql = `
UPDATE orders o SET state = $1, version = o.version + 1, updated_at = o.created_at + interval '1 minute'
FROM fate WHERE fate.order_id = o.id AND fate.state = ANY($2) AND o.state = $3`;

const eventsSql = `
INSERT INTO order_events (order_id, state, kind, at)
SELECT o.id, kind, kind, o.created_at + step * interval '1 second'
FROM orders o JOIN fate ON fate.order_id = o.id
CROSS JOIN LATERAL unnest(CASE fate.state
    WHEN 'reserved' THEN '{}'::text[]
    WHEN 'refunding' THEN ARRAY['paid', 'refunding']
    WHEN 'refunded' THEN ARRAY['paid', 'refunding', 'refunded']
    ELSE ARRAY[fate.state] END) WITH ORDINALITY AS event (kind, step)
ORDER BY o.created_at, o.id, step`;

const ledgerSql = `
INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause, at)
SELECT $1::int, $2::int, entry.kind, 1, fate.order_id, entry.kind || ':' || fate.order_id, now()
FROM fate
CROSS JOIN LATERAL unnest(ARRAY['reserve'] || CASE
    WHEN fate.state IN ('paid', 'refunding') THEN ARRAY['sell']
    WHEN fate.state = 'refunded' THEN ARRAY['sell', 'refund_return']
    WHEN fate.state = 'reserved' THEN '{}'::text[]
    ELSE ARRAY['return'] END) WITH ORDINALITY AS entry (kind, step)
ORDER BY fate.order_id, step`;

const countSql = `
UPDATE sale_items SET held = (SELECT count(*) FROM fate WHERE state = 'reserved'),
  sold = (SELECT count(*) FROM fate WHERE state IN ('paid', 'refunding'))
WHERE id = $1`;

const paid = `FROM orders o JOIN fate ON fate.order_id = o.id WHERE fate.state IN ('paid', 'refunding', 'refunded')`;

const chargesSql = `
INSERT INTO simulated_charges (ref, idempotency_key, order_id, amount_minor, currency, script, state, refunded_minor,
  decide_at, created_at)
SELECT 'sim_' || substr(o.id, 2), 'pay:p_' || substr(o.id, 2), o.id, o.amount_minor, o.currency, 'ok',
  CASE fate.state WHEN 'refunded' THEN 'refunded' ELSE 'succeeded' END,
  CASE fate.state WHEN 'refunded' THEN o.amount_minor ELSE 0 END, o.created_at, o.created_at ${paid}`;

/** What is being refunded was asked for just now, so that a worker leaves it alone for a while. */
const paymentsSql = `
INSERT INTO payments (id, order_id, provider, idempotency_key, provider_ref, state, amount_minor, currency, method,
  refund_key, created_at, updated_at, checked_at)
SELECT 'p_' || substr(o.id, 2), o.id, 'simulated', 'pay:p_' || substr(o.id, 2), 'sim_' || substr(o.id, 2),
  CASE fate.state WHEN 'paid' THEN 'succeeded' ELSE fate.state END, o.amount_minor, o.currency, 'card',
  CASE fate.state WHEN 'paid' THEN NULL ELSE 'refund:p_' || substr(o.id, 2) END, o.created_at, o.created_at, now() ${paid}`;
