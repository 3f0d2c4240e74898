import type { Pool } from "pg";

/**
 * Compares the provider's books, our payments, the orders and the units of a quiet shop (nothing pending in the
 * worker) and lists what does not add up, in words. Knows only the tables, not how payments work.
 */
export async function findPaymentBreaches(pool: Pool): Promise<readonly string[]> {
  const breaches: string[] = [];
  for (const [name, sql] of Object.entries(checks)) {
    const found = await pool.query<{ detail: string }>(sql);
    for (const row of found.rows) breaches.push(`${name}: ${row.detail}`);
  }
  return breaches;
}

const checks: Readonly<Record<string, string>> = {
  "captured less refunded is not what the paid orders cost": `
    with kept as (
      select currency, sum(amount_minor - refunded_minor) as minor from simulated_charges
      where state in ('succeeded', 'refunded') group by currency
    ), promised as (
      select currency, sum(amount_minor) as minor from orders where state = 'paid' group by currency
    )
    select format('%s: kept %s, promised %s', currency, coalesce(kept.minor, 0), coalesce(promised.minor, 0)) as detail
    from kept full join promised using (currency)
    where coalesce(kept.minor, 0) <> coalesce(promised.minor, 0)`,

  "an order is not paid by exactly one charge that was kept": `
    select format('%s is %s with %s', o.id, o.state, count(c.ref)) as detail
    from orders o left join simulated_charges c on c.order_id = o.id and c.state = 'succeeded'
    group by o.id, o.state
    having count(c.ref) <> (case when o.state = 'paid' then 1 else 0 end)`,

  "our payment differs from the provider's charge": `
    select format('%s is %s, the charge %s', p.id, p.state, coalesce(c.state, 'missing')) as detail
    from payments p left join simulated_charges c on c.idempotency_key = p.idempotency_key
    where case
      when c.ref is null then p.state not in ('failed', 'cancelled')
      when c.state = 'pending' then p.state not in ('created', 'pending')
      else p.state <> c.state or p.provider_ref is distinct from c.ref
    end`,

  "a charge belongs to no payment": `
    select c.ref as detail from simulated_charges c
    where not exists (select from payments p where p.idempotency_key = c.idempotency_key)`,

  "an order's history takes a step that does not exist": `
    select format('%s went from %s to %s', order_id, before, state) as detail
    from (select order_id, state, lag(state) over (partition by order_id order by position) as before from order_history) steps
    where before <> state and not order_may_move(before, state)`,

  "an order's history ends elsewhere": `
    select format('%s is %s, its history says %s', o.id, o.state, last.state) as detail
    from orders o
    join lateral (select state from order_history where order_id = o.id order by position desc limit 1) last on true
    where last.state <> o.state`,

  "an order is paid and expired": `
    select format('%s: %s', o.id, string_agg(e.kind, ' ' order by e.id)) as detail
    from orders o join order_events e on e.order_id = o.id
    where o.state = 'expired'
    group by o.id having bool_or(e.kind = 'paid')`,

  "an item's counters differ from its orders": `
    with live as (
      select line.item_id, count(*) filter (where o.state in ('reserved', 'paying')) as held,
        count(*) filter (where o.state = 'paid' or o.state = 'refunding' and o.id in (
          select order_id from stock_ledger where kind = 'sell')) as sold
      from order_lines line join orders o on o.id = line.order_id group by line.item_id
    )
    select format('item %s: held %s, sold %s, orders hold %s and own %s', i.id, i.held, i.sold, live.held, live.sold) as detail
    from sale_items i left join live on live.item_id = i.id
    where i.held <> coalesce(live.held, 0) or i.sold <> coalesce(live.sold, 0)`,

  "an order's units are not accounted for": `
    with ledger as (
      select order_id, sum(quantity * case kind when 'reserve' then 1 when 'return' then -1 when 'sell' then -1 else 0 end) as held,
        sum(quantity * case kind when 'sell' then 1 when 'refund_return' then -1 else 0 end) as sold
      from stock_ledger where order_id is not null group by order_id
    )
    select format('%s is %s, its ledger leaves %s held and %s sold', o.id, o.state, ledger.held, ledger.sold) as detail
    from orders o left join ledger on ledger.order_id = o.id
    where coalesce(ledger.held, 0) <> (case when o.state in ('reserved', 'paying') then o.quantity else 0 end)
      or (o.state <> 'refunding' and coalesce(ledger.sold, 0) <> (case when o.state = 'paid' then o.quantity else 0 end))`,

  "an event was not processed": `
    select format('%s about %s', event_id, provider_ref) as detail from payment_events where processed_at is null`,

  "money that has to go back has not": `select id as detail from payments where state = 'refunding'`,
};
