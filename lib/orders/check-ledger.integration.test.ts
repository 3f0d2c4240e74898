import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orderIdOfAttempt } from "../domain";
import { createAccounts, createSale, type MadeSale, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { checkLedger } from "./check-ledger";
import { createOrders } from "./create-orders";
import { openStock } from "./ledger";
import { markPaid } from "./order-steps";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

interface World {
  readonly sale: MadeSale;
  readonly held: string;
  readonly paid: string;
  readonly left: string;
}

/** A sale with a held, a paid and a returned unit, and one accepted attempt that found none. */
async function makeWorld(): Promise<World> {
  const sale = await createSale(database.pool, { stock: 3 });
  const orders = createOrders({ pool: database.pool });
  const accounts = await createAccounts(database.pool, 4);
  const bookings = accounts.map((account) => makeBooking(sale, account.id));
  await orders.place(sale.id, bookings, "+0");
  const [held = "", paid = "", left = ""] = bookings.map((booking) => orderIdOfAttempt(booking.attemptId));
  await database.pool.transaction((client) => markPaid(client, paid, "+0"));
  await orders.giveUp(left, accounts[2]?.id ?? "");
  return { sale, held, paid, left };
}

/** Does what no program of ours can: constraints and triggers look away. */
async function corrupt(statement: string, values: readonly unknown[]): Promise<void> {
  await database.pool.transaction(async (client) => {
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(statement, [...values]);
  });
}

type Corruption = readonly [rule: string, statement: string, valuesOf: (world: World) => readonly unknown[]];

const corruptions: readonly Corruption[] = [
  ["held = ledger", "UPDATE sale_items SET held = held - 1 WHERE id = $1", ({ sale }) => [sale.itemId]],
  ["held = orders", "UPDATE sale_items SET held = held - 1 WHERE id = $1", ({ sale }) => [sale.itemId]],
  ["sold = ledger", "UPDATE sale_items SET sold = 0 WHERE id = $1", ({ sale }) => [sale.itemId]],
  ["sold = orders", "UPDATE orders SET state = 'refunded' WHERE id = $1", ({ paid }) => [paid]],
  ["total = ledger", "UPDATE sale_items SET total = total + 1 WHERE id = $1", ({ sale }) => [sale.itemId]],
  ["released = ledger", "UPDATE sale_items SET released = released - 1 WHERE id = $1", ({ sale }) => [sale.itemId]],
  ["held = ledger", "DELETE FROM stock_ledger WHERE cause = 'return:' || $1", ({ left }) => [left]],
  [
    "never oversold, at every instant",
    "DELETE FROM stock_ledger WHERE item_id = $1 AND kind = 'release'",
    ({ sale }) => [sale.itemId],
  ],
  ["an order has a line per unit of one item", "DELETE FROM order_lines WHERE order_id = $1", ({ held }) => [held]],
  ["live orders have live lines", "UPDATE order_lines SET live = false WHERE order_id = $1", ({ held }) => [held]],
  ["live orders have live lines", "UPDATE order_lines SET live = true WHERE order_id = $1", ({ left }) => [left]],
  ["the amount is the sum of the lines", "UPDATE orders SET amount_minor = 1 WHERE id = $1", ({ paid }) => [paid]],
  [
    "the history ends with the present state",
    "UPDATE orders SET state = 'reserved' WHERE id = $1",
    ({ left }) => [left],
  ],
  [
    "no account is over its limit",
    `INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
     SELECT order_id, 2, sale_id, account_id, item_id, unit_price_minor FROM order_lines WHERE order_id = $1`,
    ({ held }) => [held],
  ],
  [
    "an attempt has an order or a failure, not both",
    `INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at)
     SELECT 'a' || substr(id, 2), sale_id, account_id, $2, 1, 'sold_out', now() FROM orders WHERE id = $1`,
    ({ held, sale }) => [held, sale.itemId],
  ],
];

describe("checkLedger", () => {
  it("finds nothing in a sale where everything was done by the book", async () => {
    const { sale } = await makeWorld();
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it.each(corruptions)("finds %s broken by: %s", async (rule, statement, valuesOf) => {
    const world = await makeWorld();
    await corrupt(statement, valuesOf(world));
    const breaches = await checkLedger(database.pool, world.sale.id);
    expect(breaches.map((breach) => breach.rule)).toContain(rule);
    expect(new Set(breaches.map((breach) => breach.saleId))).toEqual(new Set([world.sale.id]));
    expect(await checkLedger(database.pool, null)).toEqual(expect.arrayContaining([...breaches]));
  });

  it("looks at one sale when asked for one", async () => {
    const broken = await makeWorld();
    const sound = await makeWorld();
    await corrupt("UPDATE sale_items SET held = 0 WHERE id = $1", [broken.sale.itemId]);
    expect(await checkLedger(database.pool, sound.sale.id)).toEqual([]);
  });
});

describe("openStock", () => {
  it("releases what no later slice holds back, once, however often and from wherever it is called", async () => {
    const sale = await createSale(database.pool, {
      status: "draft",
      items: [
        { sku: "s", name: "Small", stock: 10 },
        { sku: "m", name: "Medium", stock: 5 },
      ],
      releases: [{ atMs: Date.now() + 60_000, quantity: 4 }],
    });
    const open = () => database.pool.transaction((client) => openStock(client, sale.id, "+0"));
    const opened = await Promise.all([open(), open(), open()]);
    expect(opened.toSorted()).toEqual([0, 0, 2]);
    const { rows } = await database.pool.query(
      "SELECT total, released FROM sale_items WHERE sale_id = $1 ORDER BY position",
      [sale.id],
    );
    expect(rows).toEqual([
      { total: 10, released: 6 },
      { total: 5, released: 5 },
    ]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it("refuses a plan whose slices are more than the stock", async () => {
    const sale = await createSale(database.pool, {
      status: "draft",
      stock: 3,
      releases: [{ atMs: Date.now() + 60_000, quantity: 4 }],
    });
    const opening = database.pool.transaction((client) => openStock(client, sale.id, "+0"));
    await expect(opening).rejects.toMatchObject({ constraint: "sale_items_never_oversold" });
  });
});
