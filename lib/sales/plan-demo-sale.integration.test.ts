import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkLedger } from "../orders/check-ledger";
import { openStock } from "../orders/ledger";
import { lengthenHolds } from "../orders/lengthen-holds";
import { type AdjustableClock, createClock } from "../platform/clock";
import type { ShopPool } from "../platform/postgres";
import { createAccount } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { endDueSales } from "./end-sales";
import { ensureDemoSale } from "./plan-demo-sale";

const openedAtMs = Date.UTC(2026, 10, 27, 9, 0, 0);
const minuteMs = 60_000;

let database: TestDatabase;
let clock: AdjustableClock;

beforeEach(async () => {
  // A database for each: the planner looks at all demo sales there are, and stock is never deleted.
  database = await createTestDatabase();
  clock = createClock();
  clock.adjust(`=${openedAtMs}`);
});
afterEach(async () => {
  await database.drop();
});

/** A pool of its own is what makes a process a new one. */
const newProcess = () => ({ pool: database.openPool(3), clock, openStock });

async function demoSales(): Promise<readonly { slug: string; status: string; startsInMs: number; free: number }[]> {
  const { rows } = await database.pool.query<{ slug: string; status: string; startsInMs: number; free: number }>(
    `SELECT slug, status, (extract(epoch FROM starts_at) * 1000)::float8 - $1 AS "startsInMs",
       (SELECT sum(released - held - sold)::int FROM sale_items i WHERE i.sale_id = s.id) AS free
     FROM sales s WHERE demo ORDER BY starts_at`,
    [clock.nowMs()],
  );
  return rows;
}

async function pass(ms: number, process: { pool: ShopPool }): Promise<void> {
  clock.adjust(`=${clock.nowMs() + ms}`);
  await endDueSales(process.pool, clock.spec(), lengthenHolds);
}

describe("the demo's lightning sales", () => {
  it("begin with one of 20 open units that opens within a minute, and its picture", async () => {
    const planned = await ensureDemoSale(newProcess());
    expect(planned).not.toBeNull();
    const [sale, ...others] = await demoSales();
    expect(others).toEqual([]);
    expect(sale).toMatchObject({ slug: planned?.slug, status: "published", free: 20 });
    expect(sale?.startsInMs).toBeLessThanOrEqual(minuteMs);
    const { rows } = await database.pool.query("SELECT url, alt FROM sale_images");
    expect(rows).toHaveLength(1);
  });

  it("are planned once although many workers ask at the same moment", async () => {
    const workers = Array.from({ length: 6 }, newProcess);
    const answers = await Promise.all(workers.flatMap((worker) => [ensureDemoSale(worker), ensureDemoSale(worker)]));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await demoSales()).toHaveLength(1);
    for (const worker of workers) expect(await ensureDemoSale(worker)).toBeNull();
  });

  it("go on every five minutes while the shop runs", async () => {
    const process = newProcess();
    const first = await ensureDemoSale(process);
    for (let turn = 1; turn <= 3; turn += 1) {
      clock.adjust(`=${(first?.startsAtMs ?? 0) + (turn - 1) * 5 * minuteMs}`);
      const next = await ensureDemoSale(process);
      expect(next?.startsAtMs).toBe((first?.startsAtMs ?? 0) + turn * 5 * minuteMs);
      expect(await ensureDemoSale(process)).toBeNull();
    }
  });

  it("open within a minute of a restart, too", async () => {
    const before = newProcess();
    const first = await ensureDemoSale(before);
    clock.adjust(`=${first?.startsAtMs}`);
    await ensureDemoSale(before);
    const planned = await ensureDemoSale(newProcess());
    expect(planned?.startsAtMs).toBeLessThanOrEqual(clock.nowMs() + minuteMs);
  });

  it("leave the listing when nobody bought, and come again with their units and their ledger", async () => {
    const process = newProcess();
    const first = await ensureDemoSale(process);
    for (let turn = 1; turn <= 8; turn += 1) {
      await pass(5 * minuteMs, process);
      await ensureDemoSale(process);
    }
    const sales = await demoSales();
    expect(sales).toHaveLength(8);
    expect(sales.filter((sale) => sale.status !== "draft").length).toBeLessThanOrEqual(4);
    const again = sales.find((sale) => sale.slug === first?.slug);
    expect(again).toMatchObject({ status: "published", free: 20 });
    expect(await checkLedger(database.pool, null)).toEqual([]);
  });

  it("stay as they were when somebody tried to buy", async () => {
    const process = newProcess();
    const first = await ensureDemoSale(process);
    const account = await createAccount(database.pool);
    await database.pool.query(
      `INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at)
       SELECT 'a1_touched', s.id, $2, i.id, 1, 'sold_out', now()
       FROM sales s JOIN sale_items i ON i.sale_id = s.id WHERE s.slug = $1 LIMIT 1`,
      [first?.slug, account.id],
    );
    for (let turn = 1; turn <= 8; turn += 1) {
      await pass(5 * minuteMs, process);
      await ensureDemoSale(process);
    }
    const sales = await demoSales();
    expect(sales.find((sale) => sale.slug === first?.slug)?.status).toBe("ended");
    expect(sales.map((sale) => sale.slug)).toContain(`${first?.slug}-2`);
  });
});
