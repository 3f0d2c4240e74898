import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderIdOfAttempt } from "../domain";
import {
  createAccount,
  createAccounts,
  createSale,
  type MadeSale,
  makeAttemptId,
  makeBooking,
} from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { cancelUnpaidOrders } from "./cancel-orders";
import { checkLedger } from "./check-ledger";
import { createOrders } from "./create-orders";
import { markPaid } from "./order-steps";
import type { BookingRequest, BookingResult, Orders } from "./ports";

let database: TestDatabase;
let orders: Orders;

beforeEach(async () => {
  database = await createTestDatabase();
  orders = createOrders({ pool: database.pool });
});

afterEach(async () => {
  try {
    expect(await checkLedger(database.pool, null)).toEqual([]);
  } finally {
    await database.drop();
  }
});

const windowMs = 600_000;
const frozenMs = 1_763_634_000_000;
const frozen = `=${frozenMs}`;

async function bookingsOf(sale: MadeSale, count: number): Promise<readonly BookingRequest[]> {
  const accounts = await createAccounts(database.pool, count);
  return accounts.map((account) => makeBooking(sale, account.id));
}

function countWords(results: readonly BookingResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const word = result.word === "failed" ? result.reason : result.word;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

async function countersOf(itemId: number): Promise<unknown> {
  const { rows } = await database.pool.query("SELECT released, held, sold FROM sale_items WHERE id = $1", [itemId]);
  return rows[0];
}

describe("place", () => {
  it("books every accepted attempt with its price, its deadline, its lines and its history", async () => {
    const sale = await createSale(database.pool, { stock: 10, limitPerAccount: 3, priceMinor: 7_900, currency: "EUR" });
    const account = await createAccount(database.pool);
    const booking = makeBooking(sale, account.id, { quantity: 2, slots: 0b101, receivedAtMs: frozenMs - 1_500 });
    expect(await orders.place(sale.id, [booking], frozen)).toEqual([
      { attemptId: booking.attemptId, word: "reserved", version: 1, payByMs: frozenMs + windowMs },
    ]);
    const order = await orders.findForAccount(orderIdOfAttempt(booking.attemptId), account.id);
    expect(order).toMatchObject({
      state: "reserved",
      amount: { minor: 15_800, currency: "EUR" },
      lines: [{ sku: "only", quantity: 2, unitPrice: { minor: 7_900, currency: "EUR" } }],
      receivedAtMs: frozenMs - 1_500,
      reservedAtMs: frozenMs,
      payByMs: frozenMs + windowMs,
      history: [
        { kind: "clicked", atMs: frozenMs - 1_500 },
        { kind: "reserved", atMs: frozenMs },
      ],
    });
    const lines = await database.pool.query("SELECT slot FROM order_lines ORDER BY slot");
    expect(lines.rows).toEqual([{ slot: 1 }, { slot: 3 }]);
    expect(await countersOf(sale.itemId)).toEqual({ released: 10, held: 2, sold: 0 });
  });

  it("books 500 in one transaction and numbers them in the order of the batch", async () => {
    const sale = await createSale(database.pool, { stock: 500 });
    const batch = await bookingsOf(sale, 500);
    expect(countWords(await orders.place(sale.id, batch, "+0"))).toEqual({ reserved: 500 });
    const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM orders ORDER BY number");
    expect(rows.map((row) => row.id)).toEqual(batch.map((request) => orderIdOfAttempt(request.attemptId)));
  });

  it("never books more than was released, and takes the first in the batch", async () => {
    const sale = await createSale(database.pool, {
      stock: 30,
      releases: [{ atMs: Date.now() + 60_000, quantity: 20 }],
    });
    const batch = await bookingsOf(sale, 25);
    const results = await orders.place(sale.id, batch, "+0");
    expect(countWords(results)).toEqual({ reserved: 10, sold_out: 15 });
    const reserved = results.filter((result) => result.word === "reserved").map((result) => result.attemptId);
    expect(new Set(reserved)).toEqual(new Set(batch.slice(0, 10).map((request) => request.attemptId)));
    expect(await countersOf(sale.itemId)).toEqual({ released: 10, held: 10, sold: 0 });
  });

  it("gives the same answer to the same batch again, and books nothing twice", async () => {
    const sale = await createSale(database.pool, { stock: 5 });
    const batch = await bookingsOf(sale, 8);
    const first = await orders.place(sale.id, batch, frozen);
    expect(countWords(first)).toEqual({ reserved: 5, sold_out: 3 });
    const sorted = (results: readonly BookingResult[]) =>
      results.toSorted((a, b) => (a.attemptId < b.attemptId ? -1 : 1));
    expect(sorted(await orders.place(sale.id, batch.toReversed(), "+0"))).toEqual(sorted(first));
    expect(await countersOf(sale.itemId)).toEqual({ released: 5, held: 5, sold: 0 });
  });

  it("answers once for an attempt that is twice in a batch", async () => {
    const sale = await createSale(database.pool, { stock: 5 });
    const [booking] = await bookingsOf(sale, 1);
    if (booking === undefined) throw new Error("no booking");
    expect(countWords(await orders.place(sale.id, [booking, booking], "+0"))).toEqual({ reserved: 1 });
    expect(await countersOf(sale.itemId)).toEqual({ released: 5, held: 1, sold: 0 });
  });

  it("tells a late redelivery what became of the order since", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const [booking] = await bookingsOf(sale, 1);
    if (booking === undefined) throw new Error("no booking");
    await orders.place(sale.id, [booking], frozen);
    const orderId = orderIdOfAttempt(booking.attemptId);
    await database.pool.transaction((client) => markPaid(client, orderId, frozen));
    expect(await orders.place(sale.id, [booking], frozen)).toEqual([
      { attemptId: booking.attemptId, word: "moved_on", version: 2, state: "paid", payByMs: frozenMs + windowMs },
    ]);
  });

  it("books a batch once when two workers place it at the same moment, twenty times", async () => {
    const other = createOrders({ pool: database.openPool() });
    for (let round = 0; round < 20; round += 1) {
      const sale = await createSale(database.pool, { stock: 15 });
      const batch = await bookingsOf(sale, 20);
      const [one, two] = await Promise.all([
        orders.place(sale.id, batch, frozen),
        other.place(sale.id, batch.toReversed(), frozen),
      ]);
      expect(countWords(one)).toEqual({ reserved: 15, sold_out: 5 });
      expect(new Map(one.map((result) => [result.attemptId, result]))).toEqual(
        new Map(two.map((result) => [result.attemptId, result])),
      );
      expect(await countersOf(sale.itemId)).toEqual({ released: 15, held: 15, sold: 0 });
    }
  });

  it("never oversells when eight workers place different batches at once", async () => {
    const sale = await createSale(database.pool, { stock: 40 });
    const batches = await Promise.all(Array.from({ length: 8 }, () => bookingsOf(sale, 20)));
    const results = await Promise.all(batches.map((batch) => orders.place(sale.id, batch, "+0")));
    expect(countWords(results.flat())).toEqual({ reserved: 40, sold_out: 120 });
  });

  it("keeps items and sales apart", async () => {
    const sale = await createSale(database.pool, {
      items: [
        { sku: "s", name: "Small", stock: 2 },
        { sku: "m", name: "Medium", stock: 1 },
      ],
    });
    const [small = 0, medium = 0] = sale.itemIds;
    const accounts = await createAccounts(database.pool, 6);
    const batch = accounts.map((account, index) =>
      makeBooking(sale, account.id, { itemId: index % 2 === 0 ? small : medium }),
    );
    expect(countWords(await orders.place(sale.id, batch, "+0"))).toEqual({ reserved: 3, sold_out: 3 });
    expect(await countersOf(small)).toEqual({ released: 2, held: 2, sold: 0 });
    expect(await countersOf(medium)).toEqual({ released: 1, held: 1, sold: 0 });
  });

  it("fails what cannot be booked, each with its reason, and books the rest of the batch", async () => {
    const sale = await createSale(database.pool, { stock: 10, limitPerAccount: 2 });
    const other = await createSale(database.pool);
    const [a, b, c, d, e] = await createAccounts(database.pool, 5);
    if (!a || !b || !c || !d || !e) throw new Error("no accounts");
    const good = makeBooking(sale, a.id, { quantity: 2, slots: 0b11 });
    const cases: readonly [request: BookingRequest, reason: string][] = [
      [makeBooking(sale, a.id, { slots: 0b10 }), "limit"],
      [makeBooking(sale, b.id, { slots: 0b100 }), "limit"],
      [makeBooking(sale, "0000000000000000"), "error"],
      [makeBooking(sale, c.id, { itemId: other.itemId }), "error"],
      [makeBooking(sale, c.id, { quantity: 2, slots: 1 }), "error"],
      [makeBooking(sale, c.id, { quantity: 0, slots: 0 }), "error"],
      [makeBooking(sale, c.id, { quantity: 1e12 }), "error"],
      [makeBooking(sale, c.id, { slots: -1 }), "error"],
      [makeBooking(sale, c.id, { receivedAtMs: Number.NaN }), "error"],
      [makeBooking(sale, d.id, { attemptId: makeAttemptId(other.id) }), "error"],
      [makeBooking(sale, d.id, { attemptId: "nonsense" }), "error"],
    ];
    const requests = [good, ...cases.map(([request]) => request), makeBooking(sale, e.id)];
    const results = new Map((await orders.place(sale.id, requests, "+0")).map((result) => [result.attemptId, result]));
    for (const [request, reason] of cases) {
      expect(results.get(request.attemptId)).toEqual({ attemptId: request.attemptId, word: "failed", reason });
    }
    expect(countWords([...results.values()]).reserved).toBe(2);
    expect(countWords(await orders.place(sale.id, requests, "+0"))).toEqual(countWords([...results.values()]));
    const failures = await database.pool.query("SELECT 1 FROM attempt_failures");
    expect(failures.rows).toHaveLength(cases.length);
  });

  it("fails everything of a sale that does not exist", async () => {
    const account = await createAccount(database.pool);
    const booking = makeBooking({ id: 999_999, itemId: 1 }, account.id);
    expect(countWords(await orders.place(999_999, [booking], "+0"))).toEqual({ error: 1 });
  });

  it("fails attempts of a cancelled sale, and books those of one that has ended or pauses: they came in time", async () => {
    for (const [status, word] of [
      ["cancelled", "cancelled"],
      ["ended", "reserved"],
      ["paused", "reserved"],
    ] as const) {
      const sale = await createSale(database.pool, { status });
      expect(countWords(await orders.place(sale.id, await bookingsOf(sale, 1), "+0"))).toEqual({ [word]: 1 });
    }
  });

  it("does not wait for a cancellation under way, which cancels what was booked past it; then books nothing", async () => {
    const sale = await createSale(database.pool);
    const cancelling = await database.pool.connect();
    await cancelling.query("BEGIN");
    await cancelling.query("UPDATE sales SET status = 'cancelled' WHERE id = $1", [sale.id]);
    expect(countWords(await orders.place(sale.id, await bookingsOf(sale, 1), "+0"))).toEqual({ reserved: 1 });
    await cancelling.query("COMMIT");
    cancelling.release();
    expect(countWords(await orders.place(sale.id, await bookingsOf(sale, 1), "+0"))).toEqual({ cancelled: 1 });
    expect(await cancelUnpaidOrders(database.pool, 10, "+0")).toBe(1);
    const { rows } = await database.pool.query("SELECT state FROM orders WHERE sale_id = $1", [sale.id]);
    expect(rows).toEqual([{ state: "cancelled" }]);
  });

  it("holds the limit per account across batches, items and workers", async () => {
    const sale = await createSale(database.pool, {
      items: [
        { sku: "s", name: "Small", stock: 50 },
        { sku: "m", name: "Medium", stock: 50 },
      ],
    });
    const [small = 0, medium = 0] = sale.itemIds;
    const accounts = await createAccounts(database.pool, 10);
    const batchOf = (itemId: number) => accounts.map((account) => makeBooking(sale, account.id, { itemId }));
    const results = await Promise.all(
      [small, medium, small, medium].map((itemId) => orders.place(sale.id, batchOf(itemId), "+0")),
    );
    expect(countWords(results.flat())).toEqual({ reserved: 10, limit: 30 });
  });

  it("frees the slot with the order, so that the account may buy again", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const account = await createAccount(database.pool);
    const first = makeBooking(sale, account.id);
    await orders.place(sale.id, [first], "+0");
    expect(await orders.giveUp(orderIdOfAttempt(first.attemptId), account.id)).toBe("left");
    expect(countWords(await orders.place(sale.id, [makeBooking(sale, account.id)], "+0"))).toEqual({ reserved: 1 });
  });

  it("takes price and currency from the sale as it is at the booking", async () => {
    const sale = await createSale(database.pool, { stock: 2, priceMinor: 5_000 });
    const [one, two] = await bookingsOf(sale, 2);
    if (one === undefined || two === undefined) throw new Error("no bookings");
    await orders.place(sale.id, [one], "+0");
    await database.pool.query("UPDATE sales SET price_minor = 6000 WHERE id = $1", [sale.id]);
    await orders.place(sale.id, [two], "+0");
    const { rows } = await database.pool.query("SELECT amount_minor FROM orders ORDER BY number");
    expect(rows).toEqual([{ amount_minor: 5_000 }, { amount_minor: 6_000 }]);
  });

  it("marks a place in line as offered when it becomes an order, and as closed when it cannot", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const batch = await bookingsOf(sale, 3);
    const joined = batch.map((request, index) => ({ ...request, sequence: index + 1 }));
    await orders.recordLine(sale.id, joined, []);
    await orders.place(sale.id, batch.slice(0, 2), "+0");
    const { rows } = await database.pool.query("SELECT state FROM line_entries ORDER BY sequence");
    expect(rows).toEqual([{ state: "offered" }, { state: "closed" }, { state: "waiting" }]);
  });

  it("reads no table whole, even on a connection that planned it when all tables were nearly empty", async () => {
    const pool = database.openPool(1);
    const book = createOrders({ pool });
    await pool.query("VACUUM ANALYZE");
    const countScans = async (tables: readonly string[]) => {
      await pool.query("SELECT pg_stat_force_next_flush()");
      const { rows } = await pool.query<{ scans: number }>(
        "SELECT sum(seq_scan)::int AS scans FROM pg_stat_user_tables WHERE relname = ANY($1)",
        [tables],
      );
      return rows[0]?.scans;
    };
    const growing = ["accounts", "orders", "order_lines", "order_events", "stock_ledger", "attempt_failures"];
    const sale = await createSale(database.pool, { stock: 1_000 });
    const accounts = await createAccounts(database.pool, 1_000);
    for (let at = 0; at < accounts.length; at += 100) {
      const batch = accounts.slice(at, at + 100).map((account) => makeBooking(sale, account.id));
      await book.place(sale.id, batch, frozen);
    }
    expect(await countScans(growing)).toBe(0);
    for (let round = 0; round < 10; round += 1) {
      expect(await book.expireDue(50, `=${frozenMs + 2 * windowMs}`)).toBe(50);
    }
    // A round may do so when that is cheaper; the trigger, which runs for every order, may not.
    expect(await countScans(["order_lines"])).toBeLessThanOrEqual(10);
  });
});

describe("booking without the locks (negative control)", () => {
  it("oversells when free units are counted first and taken later, without guard and constraint", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    await database.pool.query("ALTER TABLE sale_items DROP CONSTRAINT sale_items_never_oversold");
    const readers = await Promise.all([database.pool.connect(), database.pool.connect()]);
    const free = await Promise.all(
      readers.map((client) =>
        client.query<{ free: number }>("SELECT released - held - sold AS free FROM sale_items WHERE id = $1", [
          sale.itemId,
        ]),
      ),
    );
    for (const [index, reader] of readers.entries()) {
      if ((free[index]?.rows[0]?.free ?? 0) > 0) {
        await reader.query("UPDATE sale_items SET held = held + 1 WHERE id = $1", [sale.itemId]);
      }
      reader.release();
    }
    const breaches = await checkLedger(database.pool, sale.id);
    expect(breaches.map((breach) => breach.rule)).toContain("sold + held <= released <= total");
    await database.pool.query("UPDATE sale_items SET held = 0 WHERE id = $1", [sale.itemId]);
  });
});
