import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCsvRow } from "../../domain";
import { createManyOrders, type ManyOrders } from "../../testing/many-orders";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { checkLedger } from "../check-ledger";
import { exportAdminOrders } from "./export-admin-orders";
import { type AdminOrdersWish, listAdminOrders } from "./list-admin-orders";
import type { OrderFilter } from "./order-filter";

// A hundred thousand orders: what lists ask must be found by an index, and an export must not grow with them.

let database: TestDatabase;
let many: ManyOrders;

beforeAll(async () => {
  database = await createTestDatabase();
  many = await createManyOrders(database.pool, { sales: 5, buyers: 20_000 });
}, 240_000);

afterAll(() => database.drop());

const open: OrderFilter = { saleSlug: null, state: null, search: null, fromMs: null, toMs: null };
const wishOf = (filter: Partial<OrderFilter> = {}, more: Partial<AdminOrdersWish> = {}): AdminOrdersWish => ({
  filter: { ...open, ...filter },
  sort: "placed",
  direction: "desc",
  page: 1,
  ...more,
});

/** The plans of the pages a piece of work asks for. Counting may go through a table once: it has no page. */
async function plansOf(work: (pool: TestDatabase["pool"]) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const pool = database.openPool();
  const query = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
  const explaining = async (text: string, values?: unknown[]) => {
    const { rows } = await query(`EXPLAIN (COSTS OFF) ${text}`, values);
    plans.push(rows.map((row) => Object.values(row as object)[0]).join("\n"));
    return query(text, values);
  };
  await work(Object.assign(pool, { query: explaining }));
  return plans.filter((plan) => plan.includes("Limit") && plan.includes("orders")).join("\n\n");
}

describe("a shop with a hundred thousand orders", () => {
  it("is one in which every rule holds", async () => {
    expect(many.count).toBe(100_000);
    expect(await checkLedger(database.openPool(), many.sales[0]?.id ?? 0)).toEqual([]);
  }, 120_000);

  it.each<[string, () => AdminOrdersWish, string]>([
    ["the newest", () => wishOf(), "orders_created_at_id_idx"],
    ["the oldest", () => wishOf({}, { direction: "asc" }), "orders_created_at_id_idx"],
    ["those of a state", () => wishOf({ state: "refunded" }), "orders_state_created_at_idx"],
    ["those of a sale", () => wishOf({ saleSlug: many.sales[2]?.slug ?? "" }), "orders_sale_id_created_at_idx"],
    [
      "those of an hour",
      () => wishOf({ fromMs: Date.now() - 7_200_000, toMs: Date.now() - 3_600_000 }),
      "orders_created_at_id_idx",
    ],
    ["one by its number", () => wishOf({ search: { by: "number", number: 100_042 } }), "orders_number_key"],
    ["those of a buyer", () => wishOf({ search: { by: "email", part: "buyer-000777" } }), "orders_account_id_"],
    ["the next holds to end", () => wishOf({ state: "reserved" }, { sort: "payBy" }), "orders_reserved_pay_by"],
  ])("finds %s by an index", async (_, wish, index) => {
    const plans = await plansOf((pool) => listAdminOrders(pool, wish()));
    expect(plans).toContain(index);
    expect(plans).not.toContain("Seq Scan on orders");
    expect(plans).not.toContain("Seq Scan on payments");
  });

  it("goes on with an export behind the last row by an index", async () => {
    const plans = await plansOf(async (pool) => {
      const pages = exportAdminOrders(pool, open);
      await pages.next();
      await pages.next();
      await pages.return(undefined);
    });
    expect(plans.match(/orders_created_at_id_idx/g)).toHaveLength(2);
    expect(plans).not.toContain("Seq Scan on orders");
  });

  it("counts what it lists, whatever is asked for", async () => {
    const { rows } = await database.pool.query<{ state: string; count: number }>(
      "SELECT state, count(*)::int AS count FROM orders GROUP BY state",
    );
    const answer = await listAdminOrders(database.pool, wishOf());
    expect(answer).toMatchObject({ total: 100_000, pages: 2_000, page: 1, counts: { all: 100_000 } });
    for (const { state, count } of rows) expect(answer.counts).toHaveProperty(state, count);
    const everybody = await listAdminOrders(database.pool, wishOf({ search: { by: "email", part: "@many.example" } }));
    expect(everybody.total).toBe(100_000);
    const last = await listAdminOrders(database.pool, wishOf({}, { page: 2_000 }));
    expect(last.orders).toHaveLength(50);
  });

  it("exports every order once, in the memory of a few pages", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    collect();
    const before = process.memoryUsage().heapUsed;
    let grownMax = 0;
    let bytes = 0;
    let pages = 0;
    const ids = new Set<string>();
    for await (const page of exportAdminOrders(database.pool, open)) {
      for (const row of page) {
        bytes += writeCsvRow(row).length;
        // Only the part that tells one from another, so that the test itself stays small.
        ids.add(String(row[0]).slice(3));
      }
      pages += 1;
      if (pages % 20 === 0) {
        collect();
        grownMax = Math.max(grownMax, process.memoryUsage().heapUsed - before);
      }
    }
    expect(ids.size).toBe(100_000);
    expect(bytes).toBeGreaterThan(15_000_000);
    // The numbers above take some 8 MB; the rows together would take more than 60.
    expect(grownMax).toBeLessThan(30_000_000);
  }, 120_000);
});
