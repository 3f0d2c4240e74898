import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import type { Pool } from "pg";
import { createClock } from "../platform/clock";
import { createGate } from "../stock/create-gate";
import type { GateCounts } from "../stock/gate";
import { auditWith } from "../wiring-audit";
import type { MadeSale } from "./factories";
import type { Shop } from "./shop";

// What tests of a whole shop look at from outside: PostgreSQL's rows and the gate's counters.

export async function countOrders(pool: Pool, saleId: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM orders WHERE sale_id = $1 AND order_is_live(state)",
    [saleId],
  );
  return rows[0]?.count ?? 0;
}

export async function countFailures(pool: Pool, saleId: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM attempt_failures WHERE sale_id = $1",
    [saleId],
  );
  return rows[0]?.count ?? 0;
}

/** The hash by which ioredis calls a script. */
export function scriptSha(script: { readonly lua: string }): string {
  return createHash("sha1").update(script.lua).digest("hex");
}

/** Waits until the web knows the sale and its gate is open. */
export async function untilLoaded(shop: Shop, sale: MadeSale, withinMs = 10_000): Promise<void> {
  await until(withinMs, `sale ${sale.slug} was not loaded`, async () => {
    const state = await shop.client.send(`/api/sales/${sale.slug}/state`);
    return state.status === 200 && (await readGate(shop, sale.id)) !== "not_loaded";
  });
}

export async function readGate(shop: Shop, saleId: number): Promise<GateCounts | "not_loaded"> {
  const redis = new Redis(shop.redisUrl);
  try {
    return await createGate({ redis, clock: createClock() }).readSale(saleId);
  } finally {
    redis.disconnect();
  }
}

interface ItemCounts {
  readonly itemId: number;
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
}

/** Where Redis, the counters, the ledger and the orders disagree once everything has settled; empty is right. */
export async function findBreaches(shop: Shop, saleId: number, withinMs = 10_000): Promise<readonly string[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const breaches = await compare(shop, saleId);
    if (breaches.length === 0 || Date.now() > deadline) return breaches;
    await pause();
  }
}

async function compare(shop: Shop, saleId: number): Promise<string[]> {
  const { rows } = await shop.pool.query<ItemCounts & { readonly liveHeld: number; readonly liveSold: number }>(
    `SELECT i.id AS "itemId", i.total, i.released, i.held, i.sold,
       (SELECT count(*)::int FROM order_lines l JOIN orders o ON o.id = l.order_id
         WHERE l.item_id = i.id AND o.state IN ('reserved', 'paying')) AS "liveHeld",
       (SELECT count(*)::int FROM order_lines l JOIN orders o ON o.id = l.order_id
         WHERE l.item_id = i.id AND o.state = 'paid') AS "liveSold"
     FROM sale_items i WHERE i.sale_id = $1 ORDER BY i.id`,
    [saleId],
  );
  const breaches: string[] = [];
  const gate = await readGate(shop, saleId);
  for (const row of rows) {
    if (row.held !== row.liveHeld) breaches.push(`item ${row.itemId}: ${row.held} held, ${row.liveHeld} lines held`);
    if (row.sold !== row.liveSold) breaches.push(`item ${row.itemId}: ${row.sold} sold, ${row.liveSold} lines paid`);
    const counted = gate === "not_loaded" ? undefined : gate.items.find((item) => item.itemId === row.itemId);
    for (const name of ["total", "released", "held", "sold"] as const) {
      if (counted?.[name] !== row[name]) {
        breaches.push(`item ${row.itemId}: the gate has ${name} ${counted?.[name]}, PostgreSQL ${row[name]}`);
      }
    }
  }
  const slots = await shop.pool.query(
    "SELECT account_id FROM order_lines WHERE sale_id = $1 AND live GROUP BY account_id, slot HAVING count(*) > 1",
    [saleId],
  );
  if (slots.rowCount !== 0) breaches.push(`${slots.rowCount} accounts are over their limit`);
  return breaches;
}

/** What the audit finds wrong in the whole shop, check by check; empty is right. */
export async function auditAll(shop: Shop): Promise<readonly string[]> {
  const servers = { databaseUrl: shop.environment.DATABASE_URL ?? "", redisUrl: shop.redisUrl };
  const answer = await auditWith(servers, null);
  if (answer === null) throw new Error("the shop was not audited");
  return answer.checks.filter(({ ok }) => !ok).map(({ name, breaches }) => `${name}: ${breaches[0]?.message}`);
}

export async function until(withinMs: number, otherwise: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within ${withinMs} ms`);
    await pause();
  }
}

/** Between two looks at a condition. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}
