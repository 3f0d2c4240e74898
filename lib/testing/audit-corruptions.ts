import { lineKey, saleKeys } from "../stock/keys";
import type { AuditWorld, OpenWorld } from "./audit-world";

/** Something wrong with a shop that nothing of ours can do to it. */
export interface Corruption {
  readonly what: string;
  /** The checks that must find it, among others it may set off. */
  readonly found: readonly string[];
  readonly make: (open: OpenWorld, world: AuditWorld) => Promise<unknown>;
}

const insertFailure = `
INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at)
SELECT 'a' || substr(id, 2), sale_id, account_id, $2, 1, 'sold_out', now() FROM orders WHERE id = $1`;

const attemptOf = (orderId: string) => `a${orderId.slice(1)}`;

/** Rewrites one field of an attempt's record in the gate: `state|version|account|item|quantity|slots|…`. */
async function rewriteRecord({ redis }: OpenWorld, saleId: number, attemptId: string, field: number, value: string) {
  const { attempts } = saleKeys(saleId);
  const fields = (await redis.hget(attempts, attemptId))?.split("|") ?? [];
  fields[field] = value;
  await redis.hset(attempts, attemptId, fields.join("|"));
}

/** Each of them must set off the checks it names; docs/how-to/audit-the-shop.md has the table. */
export const corruptions: readonly Corruption[] = [
  {
    what: "a counter of held units is one too low",
    found: ["counters-match-ledger", "counters-match-orders", "gate-counts-match-books"],
    make: (open, { sale }) => open.corrupt("UPDATE sale_items SET held = held - 1 WHERE id = $1", [sale.itemId]),
  },
  {
    what: "more is released than the ledger says, so one unit too many could be sold",
    found: ["counters-match-ledger", "gate-counts-match-books"],
    make: (open, { sale }) =>
      open.corrupt("UPDATE sale_items SET released = released + 1 WHERE id = $1", [sale.itemId]),
  },
  {
    what: "more is sold than there is",
    found: ["never-oversold", "counters-match-orders"],
    make: (open, { sale }) =>
      open.corrupt(
        `ALTER TABLE sale_items DROP CONSTRAINT sale_items_never_oversold;
         UPDATE sale_items SET sold = 9 WHERE id = ${sale.itemId}`,
      ),
  },
  {
    what: "the ledger lost the row that released the units",
    found: ["never-oversold-ever", "counters-match-ledger"],
    make: (open, { sale }) =>
      open.corrupt("DELETE FROM stock_ledger WHERE item_id = $1 AND kind = 'release'", [sale.itemId]),
  },
  {
    what: "a lost release: an expired order's unit never came back to the ledger",
    found: ["units-move-once", "counters-match-ledger"],
    make: (open, { orders }) =>
      open.corrupt("DELETE FROM stock_ledger WHERE cause = 'return:' || $1", [orders.expired]),
  },
  {
    what: "a unit that was returned twice",
    found: ["units-move-once", "counters-match-ledger"],
    make: (open, { orders }) =>
      open.corrupt(
        `INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause)
         SELECT sale_id, item_id, kind, quantity, order_id, 'again:' || order_id FROM stock_ledger
         WHERE cause = 'return:' || $1`,
        [orders.left],
      ),
  },
  {
    what: "a doubled order: one account with a third live unit",
    found: ["limit-per-account", "lines-make-the-order", "counters-match-orders"],
    make: (open, { orders }) =>
      open.corrupt(
        `INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
         SELECT order_id, 3, sale_id, account_id, item_id, unit_price_minor FROM order_lines WHERE order_id = $1 AND slot = 1`,
        [orders.held],
      ),
  },
  {
    what: "an order without its lines",
    found: ["lines-make-the-order", "counters-match-orders"],
    make: (open, { orders }) => open.corrupt("DELETE FROM order_lines WHERE order_id = $1", [orders.held]),
  },
  {
    what: "a line that stayed live after its order was given up",
    found: ["lines-make-the-order"],
    make: (open, { orders }) => open.corrupt("UPDATE order_lines SET live = true WHERE order_id = $1", [orders.left]),
  },
  {
    what: "one address in two spellings",
    found: ["one-account-per-address"],
    make: (open) =>
      open.corrupt(
        `ALTER TABLE accounts DROP CONSTRAINT accounts_email_lower_case;
         INSERT INTO accounts (id, name, email)
         SELECT 'Z' || substr(id, 2), name, upper(email) FROM accounts ORDER BY id LIMIT 1`,
      ),
  },
  {
    what: "an attempt that has an order and a failure",
    found: ["one-outcome-per-attempt"],
    make: (open, { orders, sale }) => open.corrupt(insertFailure, [orders.held, sale.itemId]),
  },
  {
    what: "somebody was offered a unit and got no order",
    found: ["line-has-outcomes"],
    make: (open, { waitingAttempt }) =>
      open.corrupt("UPDATE line_entries SET state = 'offered' WHERE attempt_id = $1", [waitingAttempt]),
  },
  {
    what: "an accepted attempt ended as a letter nobody can read",
    found: ["dead-letters-are-known"],
    make: (open, { sale }) =>
      open.corrupt("INSERT INTO dead_letters (source, entry_id, payload, error) VALUES ($1, '1-0', $2, 'broken')", [
        `intents:${sale.id}`,
        JSON.stringify(["kind", "reserve", "attempt", `a${sale.id.toString(36)}_${"x".repeat(22)}`]),
      ]),
  },
  {
    what: "a hold that never ends",
    found: ["holds-end"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE orders SET pay_by = pay_by - interval '1 hour' WHERE id = $1", [orders.held]),
  },
  {
    what: "a payment that never ends",
    found: ["payments-end"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE orders SET paying_since = paying_since - interval '1 hour' WHERE id = $1", [orders.paying]),
  },
  {
    what: "news that the gate never hears",
    found: ["news-arrives"],
    make: (open, { sale }) =>
      open.corrupt("INSERT INTO outbox (topic, payload, created_at) VALUES ('gate', $1, now() - interval '1 hour')", [
        JSON.stringify({ saleId: sale.id, verdict: { attemptId: "a1_x", version: 1, state: "paid" } }),
      ]),
  },
  {
    what: "an event of the provider's that nobody worked on",
    found: ["payment-events-are-worked"],
    make: (open) =>
      open.corrupt("UPDATE payment_events SET processed_at = NULL, received_at = received_at - interval '1 hour'"),
  },
  {
    what: "a sale that ended as sold out with units left",
    found: ["sold-out-was-sold-out"],
    make: (open, { sale }) =>
      open.corrupt("UPDATE sales SET status = 'ended', ended_reason = 'sold_out', ended_at = ends_at WHERE id = $1", [
        sale.id,
      ]),
  },
  {
    what: "a paid order without a payment",
    found: ["one-payment-per-paid-order", "charges-match-payments"],
    make: (open, { orders }) => open.corrupt("DELETE FROM payments WHERE order_id = $1", [orders.paid]),
  },
  {
    what: "a charge the shop knows nothing of",
    found: ["charges-match-payments", "kept-money-is-owed"],
    make: (open, { orders }) =>
      open.corrupt(
        `INSERT INTO simulated_charges (ref, idempotency_key, order_id, amount_minor, currency, script, state, decide_at)
         VALUES ('sim_ghost', 'pay:ghost', $1, 7900, 'EUR', 'ok', 'succeeded', now())`,
        [orders.expired],
      ),
  },
  {
    what: "a refund the provider never made",
    found: ["charges-match-payments", "kept-money-is-owed"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE simulated_charges SET state = 'succeeded', refunded_minor = 0 WHERE order_id = $1", [
        orders.refunded,
      ]),
  },
  {
    what: "a paid order whose money the provider gave back",
    found: ["charges-match-payments", "kept-money-is-owed"],
    make: (open, { orders }) =>
      open.corrupt(
        "UPDATE simulated_charges SET state = 'refunded', refunded_minor = amount_minor WHERE order_id = $1",
        [orders.paid],
      ),
  },
  {
    what: "an order paid twice, whose second charge counts as under way",
    found: ["charges-are-heard"],
    make: (open, { orders }) =>
      open.corrupt(
        `WITH payment AS (
           INSERT INTO payments (id, order_id, provider, idempotency_key, state, amount_minor, currency, method, created_at)
           SELECT 'p_twice', id, 'simulated', 'pay:twice', 'created', amount_minor, currency, 'card', now() - interval '1 hour'
           FROM orders WHERE id = $1)
         INSERT INTO simulated_charges (ref, idempotency_key, order_id, amount_minor, currency, script, state, decide_at)
         SELECT 'sim_twice', 'pay:twice', id, amount_minor, currency, 'ok', 'succeeded', now() - interval '1 hour'
         FROM orders WHERE id = $1`,
        [orders.paid],
      ),
  },
  {
    what: "a refund of more than was captured",
    found: ["charges-match-payments", "kept-money-is-owed"],
    make: (open, { orders }) =>
      open.corrupt(
        `ALTER TABLE simulated_charges DROP CONSTRAINT simulated_charges_refund_range;
         UPDATE simulated_charges SET refunded_minor = 2 * amount_minor WHERE order_id = '${orders.refunded}'`,
      ),
  },
  {
    what: "a charge in another currency than the order's",
    found: ["charges-match-payments", "kept-money-is-owed"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE simulated_charges SET currency = 'USD' WHERE order_id = $1", [orders.paid]),
  },
  {
    what: "money that has to go back and does not",
    found: ["refunds-go-out"],
    make: (open, { orders }) =>
      open.corrupt(
        "UPDATE payments SET state = 'refunding', updated_at = updated_at - interval '1 hour' WHERE order_id = $1",
        [orders.refunded],
      ),
  },
  {
    what: "an order that was paid and is expired",
    found: ["history-is-a-path", "units-move-once", "one-payment-per-paid-order"],
    make: (open, { orders }) =>
      open.corrupt(
        `WITH moved AS (UPDATE orders SET state = 'expired' WHERE id = $1)
         INSERT INTO order_events (order_id, state, kind) VALUES ($1, 'expired', 'expired')`,
        [orders.paid],
      ),
  },
  {
    what: "an order whose state changed without a trace",
    found: ["history-is-a-path", "gate-attempts-match-orders"],
    make: (open, { orders }) => open.corrupt("UPDATE orders SET state = 'reserved' WHERE id = $1", [orders.left]),
  },
  {
    what: "a wrong amount",
    found: ["amounts-add-up", "kept-money-is-owed"],
    make: (open, { orders }) => open.corrupt("UPDATE orders SET amount_minor = 1 WHERE id = $1", [orders.paid]),
  },
  {
    what: "a unit sold at another price than the sale's",
    found: ["amounts-add-up"],
    make: (open, { orders }) =>
      open.corrupt(
        `WITH line AS (UPDATE order_lines SET unit_price_minor = 100 WHERE order_id = $1)
         UPDATE orders SET amount_minor = 200 WHERE id = $1`,
        [orders.held],
      ),
  },
  {
    what: "an order that was accepted before the start",
    found: ["accepted-within-the-window"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE orders SET received_at = received_at - interval '1 day' WHERE id = $1", [orders.paid]),
  },
  {
    what: "a failure under an id of another sale",
    found: ["ids-belong-to-their-sale"],
    make: (open, { lostAttempt }) =>
      open.corrupt(
        "UPDATE attempt_failures SET attempt_id = 'azz' || substr(attempt_id, strpos(attempt_id, '_')) WHERE attempt_id = $1",
        [lostAttempt],
      ),
  },
  {
    what: "a line that is another account's than its order",
    found: ["records-belong-together"],
    make: (open, { orders }) =>
      open.corrupt("UPDATE order_lines SET account_id = 'Z000000000000000' WHERE order_id = $1", [orders.expired]),
  },
  {
    what: "a sale that went on selling after its end",
    found: ["nothing-after-the-end"],
    make: (open, { sale }) =>
      open.corrupt(
        `UPDATE sales SET status = 'ended', ended_reason = 'stopped', ended_at = starts_at + interval '1 second' WHERE id = $1`,
        [sale.id],
      ),
  },
  {
    what: "a trigger that was switched off",
    found: ["guards-stand"],
    make: (open) => open.corrupt("ALTER TABLE orders DISABLE TRIGGER orders_state_machine"),
  },
  {
    what: "an edited row of the log of changes",
    found: ["log-chain"],
    make: (open) => open.corrupt("UPDATE admin_log SET verb = 'nothing' WHERE verb = 'pause'"),
  },
  {
    what: "the gate has a unit more than PostgreSQL",
    found: ["gate-counts-match-books"],
    make: ({ redis }, { sale }) => redis.hincrby(saleKeys(sale.id).stock, `${sale.itemId}:held`, -1),
  },
  {
    what: "the gate's counters were deleted",
    found: ["gate-counts-match-books"],
    make: ({ redis }, { sale }) => redis.del(saleKeys(sale.id).stock),
  },
  {
    what: "the gate forgot an order",
    found: ["gate-attempts-match-orders", "gate-accounts-match-attempts"],
    make: ({ redis }, { sale, orders }) => redis.hdel(saleKeys(sale.id).attempts, attemptOf(orders.held)),
  },
  {
    what: "the gate holds a unit for an attempt nobody booked",
    found: ["gate-attempts-match-orders"],
    make: ({ redis }, { sale }) =>
      redis.hset(
        saleKeys(sale.id).attempts,
        `a${sale.id.toString(36)}_${"y".repeat(22)}`,
        `q|0|nobody|${sale.itemId}|1|1|1|||`,
      ),
  },
  {
    what: "the gate tells a shopper that a held order has expired",
    found: ["gate-attempts-match-orders", "gate-accounts-match-attempts"],
    make: (open, { sale, orders }) => rewriteRecord(open, sale.id, attemptOf(orders.held), 0, "x"),
  },
  {
    what: "an account's slot stays taken though its attempt is over: its shopper could never buy again",
    found: ["gate-accounts-match-attempts"],
    make: async ({ redis }, { sale, orders }) => {
      const { accounts, attempts } = saleKeys(sale.id);
      const [, , accountId = ""] = (await redis.hget(attempts, attemptOf(orders.expired)))?.split("|") ?? [];
      await redis.hset(accounts, accountId, "1");
    },
  },
  {
    what: "an account's slots are free though it holds units: it could buy beyond its limit",
    found: ["gate-accounts-match-attempts"],
    make: async ({ redis }, { sale, orders }) => {
      const { accounts, attempts } = saleKeys(sale.id);
      const [, , accountId = ""] = (await redis.hget(attempts, attemptOf(orders.held)))?.split("|") ?? [];
      await redis.hdel(accounts, accountId);
    },
  },
  {
    what: "somebody who waits is not in the gate's line",
    found: ["gate-line-matches-records"],
    make: ({ redis }, { sale, waitingAttempt }) => redis.zrem(lineKey(sale.id, sale.itemId), waitingAttempt),
  },
  {
    what: "the line stands beside units that are free",
    found: ["gate-serves-the-line", "gate-counts-match-books"],
    make: ({ redis }, { sale }) => redis.hincrby(saleKeys(sale.id).stock, `${sale.itemId}:released`, 1),
  },
  {
    what: "the gate closes an hour later than the sale",
    found: ["gate-rules-are-the-sales"],
    make: async ({ redis }, { sale }) => {
      const { meta } = saleKeys(sale.id);
      const fields = (await redis.hget(meta, "rules"))?.split("|") ?? [];
      fields[2] = String(Number(fields[2]) + 3_600_000);
      await redis.hset(meta, "rules", fields.join("|"));
    },
  },
  {
    what: "an old gate came back under its former epoch",
    found: ["gate-rules-are-the-sales"],
    make: ({ redis }, { sale }) => redis.hincrby(saleKeys(sale.id).meta, "epoch", -1),
  },
  {
    what: "the gate is gone and nobody loads it",
    found: ["gate-rules-are-the-sales"],
    make: ({ redis }, { sale }) => redis.del(saleKeys(sale.id).meta),
  },
  {
    what: "an accepted attempt that no worker books",
    found: ["stream-is-worked"],
    make: async ({ redis }, { sale, orders }) => {
      const { attempts, intents } = saleKeys(sale.id);
      const record = (await redis.hget(attempts, attemptOf(orders.held))) ?? "";
      await redis.del(intents);
      await redis.xadd(intents, "1-1", "kind", "reserve", "attempt", attemptOf(orders.held), "record", record);
    },
  },
];
