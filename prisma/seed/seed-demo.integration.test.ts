import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkLedger } from "../../lib/orders/check-ledger";
import { createClock } from "../../lib/platform/clock";
import { createCatalogue } from "../../lib/sales/catalogue";
import { type DemoLogin, readDemoLogins } from "../../lib/sales/demo-logins";
import { findPaymentBreaches } from "../../lib/testing/find-payment-breaches";
import { createTestDatabase, type TestDatabase } from "../../lib/testing/real-postgres";
import { seedDemo } from "./seed-demo";

const secret = "a secret of thirty-two characters";
const nowMs = Date.now();

let database: TestDatabase;
let dataDir: string;

const seedNow = () => seedDemo({ databaseUrl: database.url, dataDir, secret, nowMs });

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "zerohour-seed-"));
  expect(await seedNow()).toMatchObject({ made: true });
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function ask<Row extends object>(sql: string): Promise<readonly Row[]> {
  const { rows } = await database.pool.query<Row>(sql);
  return rows;
}

describe("the demo's seed", () => {
  it("keeps the stock law, and leaves payments and the provider's books in agreement with it", async () => {
    expect(await checkLedger(database.pool, null)).toEqual([]);
    expect(await findPaymentBreaches(database.pool)).toEqual([]);
  });

  it("is found out when a counter is off by one", async () => {
    const edit = (delta: number) =>
      database.pool.query("UPDATE sale_items SET sold = sold + $1 WHERE id = (SELECT min(item_id) FROM order_lines)", [
        delta,
      ]);
    await edit(-1);
    expect(await checkLedger(database.pool, null)).not.toEqual([]);
    expect(await findPaymentBreaches(database.pool)).not.toEqual([]);
    await edit(1);
    expect(await findPaymentBreaches(database.pool)).toEqual([]);
  });

  it("has 200 orders in ended sales: paid, expired and refunded, with a history in the right order", async () => {
    const states = await ask<{ state: string; count: number }>(
      `SELECT o.state, count(*)::int AS count FROM orders o JOIN sales s ON s.id = o.sale_id
       WHERE s.status = 'ended' GROUP BY o.state`,
    );
    expect(states.reduce((sum, row) => sum + row.count, 0)).toBe(200);
    expect(states.map((row) => row.state).sort()).toEqual(["expired", "paid", "refunded"]);
    const backwards = await ask(
      `SELECT order_id FROM (
         SELECT order_id, at, lag(at) OVER (PARTITION BY order_id ORDER BY position) AS before FROM order_history) step
       WHERE before > at`,
    );
    expect(backwards).toEqual([]);
    const numbers = await ask(
      `SELECT a.number FROM orders a JOIN orders b ON a.number < b.number
       JOIN sales s ON s.id = a.sale_id JOIN sales t ON t.id = b.sale_id
       WHERE s.status = 'ended' AND t.status = 'ended' AND a.reserved_at > b.reserved_at`,
    );
    expect(numbers).toEqual([]);
    const future = await ask(`SELECT order_id FROM order_history WHERE at > to_timestamp(${nowMs} / 1000.0)`);
    expect(future).toEqual([]);
  });

  it("fills the listing: live, next and ended", async () => {
    const clock = createClock();
    clock.adjust(`=${nowMs}`);
    const listing = await createCatalogue({ pool: database.pool, clock }).listing();
    expect(listing.live).toHaveLength(3);
    expect(listing.next.length).toBeGreaterThanOrEqual(4);
    expect(listing.ended.map((sale) => sale.status)).toContain("cancelled");
    const all = [...listing.live, ...listing.next, ...listing.ended];
    expect(all.every((sale) => sale.imageUrl?.startsWith("/products/"))).toBe(true);
    expect(new Set(all.map((sale) => sale.timeZone)).size).toBe(2);
    expect(all.some((sale) => sale.items.length > 1)).toBe(true);
    expect(all.some((sale) => sale.releases.length > 1)).toBe(true);
  });

  it("shows a live sale of which every unit is held or sold", async () => {
    const [blanket] = await ask(
      `SELECT sum(i.released - i.held - i.sold)::int AS free, sum(i.held)::int AS held
       FROM sale_items i JOIN sales s ON s.id = i.sale_id WHERE s.slug = 'fjord-wool-blanket'`,
    );
    expect(blanket).toEqual({ free: 0, held: 4 });
  });

  it("writes three logins that work, readable by their owner alone", async () => {
    const logins = (await readDemoLogins(dataDir, true)) ?? [];
    expect(logins.map((login) => login.role)).toEqual(["shopper", "marketer", "admin"]);
    expect((await stat(join(dataDir, "demo-logins.json"))).mode & 0o777).toBe(0o600);
    for (const login of logins) {
      const [account] = await ask<{ role: string; password: string }>(
        `SELECT a.role, c.password FROM accounts a JOIN credentials c ON c.account_id = a.id
         WHERE a.email = '${login.email}' AND c.provider_id = 'credential'`,
      );
      expect(account?.role).toBe(login.role);
      expect(await verifyPassword({ hash: account?.password ?? "", password: login.password })).toBe(true);
      expect(await verifyPassword({ hash: account?.password ?? "", password: `${login.password}x` })).toBe(false);
    }
  });

  it("gives the demo shopper orders of their own", async () => {
    const own = await ask<{ state: string }>(
      `SELECT o.state FROM orders o JOIN accounts a ON a.id = o.account_id
       WHERE a.email = 'shopper@example.com' ORDER BY o.state`,
    );
    expect(own.map((order) => order.state)).toEqual(["expired", "paid", "paid", "refunded"]);
  });

  it("does nothing a second time", async () => {
    const before = await ask(counted);
    const logins = await readFile(join(dataDir, "demo-logins.json"), "utf8");
    expect(await seedNow()).toEqual({ made: false, sales: 0, orders: 0 });
    expect(await ask(counted)).toEqual(before);
    expect(await readFile(join(dataDir, "demo-logins.json"), "utf8")).toBe(logins);
  });

  it("makes what is missing after it was stopped half-way", async () => {
    const before = await ask(counted);
    await database.pool.query("DELETE FROM settings WHERE key = 'demo.seeded'");
    const again = await seedNow();
    expect(again).toEqual({ made: true, sales: 0, orders: 0 });
    expect(await ask(counted)).toEqual(before);
    const file: readonly DemoLogin[] = JSON.parse(await readFile(join(dataDir, "demo-logins.json"), "utf8"));
    expect(file).toHaveLength(3);
  });
});

const counted = `SELECT (SELECT count(*) FROM sales)::int AS sales, (SELECT count(*) FROM orders)::int AS orders,
  (SELECT count(*) FROM accounts)::int AS accounts, (SELECT count(*) FROM stock_ledger)::int AS ledger`;
