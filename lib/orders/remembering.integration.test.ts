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
import { createOrders } from "./create-orders";
import { markPaid, markRefunded, markRefunding } from "./order-steps";
import type { BookingRequest, LineRecord, Orders } from "./ports";

let database: TestDatabase;
let orders: Orders;

beforeEach(async () => {
  database = await createTestDatabase();
  orders = createOrders({ pool: database.pool });
});

afterEach(async () => {
  await database.drop();
});

async function bookingsOf(sale: MadeSale, count: number): Promise<readonly BookingRequest[]> {
  const accounts = await createAccounts(database.pool, count);
  return accounts.map((account, index) => makeBooking(sale, account.id, { receivedAtMs: 1_763_634_000_000 + index }));
}

function joins(bookings: readonly BookingRequest[]): readonly LineRecord[] {
  return bookings.map((booking, index) => ({ ...booking, sequence: index + 1 }));
}

async function lineStates(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ state: string }>("SELECT state FROM line_entries ORDER BY sequence");
  return rows.map((row) => row.state);
}

describe("recordLine", () => {
  it("remembers who waits, who left and who lost, however often it is told", async () => {
    const sale = await createSale(database.pool);
    const [stays, leaves, loses] = await bookingsOf(sale, 3);
    if (!stays || !leaves || !loses) throw new Error("no bookings");
    const joined = joins([stays, leaves, loses]);
    const gone = [
      { ...leaves, reason: "left" as const },
      { ...loses, reason: "sold_out" as const },
    ];
    for (let times = 0; times < 2; times += 1) await orders.recordLine(sale.id, joined, gone);
    expect(await lineStates()).toEqual(["waiting", "left", "closed"]);
    expect((await orders.findAttempt(leaves.attemptId))?.failure).toBe("left");
    expect((await orders.findAttempt(loses.attemptId))?.failure).toBe("sold_out");
    expect(await orders.findAttempt(stays.attemptId)).toBeNull();
  });

  it("does not put back in line who left it before the joining was told", async () => {
    const sale = await createSale(database.pool);
    const [booking, other] = await bookingsOf(sale, 2);
    if (!booking || !other) throw new Error("no bookings");
    await orders.recordLine(sale.id, [], [{ ...booking, reason: "left" }]);
    await orders.recordLine(sale.id, [], [{ ...other, reason: "ended" }]);
    await orders.recordLine(sale.id, joins([booking, other]), []);
    expect(await lineStates()).toEqual(["left", "closed"]);
  });

  it("does not put back in line who has an order, and lets nobody with an order leave", async () => {
    const sale = await createSale(database.pool);
    const [booking] = await bookingsOf(sale, 1);
    if (!booking) throw new Error("no booking");
    await orders.place(sale.id, [booking], "+0");
    await orders.recordLine(sale.id, joins([booking]), [{ ...booking, reason: "left" }]);
    expect(await lineStates()).toEqual(["offered"]);
    expect(await orders.findAttempt(booking.attemptId)).toMatchObject({ orderState: "reserved", failure: null });
  });

  it("says lost to one who left the line and is offered a unit all the same", async () => {
    const sale = await createSale(database.pool);
    const [booking] = await bookingsOf(sale, 1);
    if (!booking) throw new Error("no booking");
    await orders.recordLine(sale.id, joins([booking]), [{ ...booking, reason: "left" }]);
    expect(await orders.place(sale.id, [booking], "+0")).toEqual([
      { attemptId: booking.attemptId, word: "failed", reason: "cancelled" },
    ]);
  });
});

describe("findAttempt", () => {
  it("tells an order's story or a failure's reason, with slots and version", async () => {
    const sale = await createSale(database.pool, { stock: 2, limitPerAccount: 3 });
    const account = await createAccount(database.pool);
    const booking = makeBooking(sale, account.id, { quantity: 2, slots: 0b110, receivedAtMs: 1_763_634_000_123 });
    const loser = makeBooking(sale, account.id, { receivedAtMs: 1_763_634_000_456 });
    await orders.place(sale.id, [booking, loser], "=1763634001000");
    expect(await orders.findAttempt(booking.attemptId)).toEqual({
      attemptId: booking.attemptId,
      saleId: sale.id,
      accountId: account.id,
      itemId: sale.itemId,
      quantity: 2,
      receivedAtMs: 1_763_634_000_123,
      slots: 0b110,
      version: 1,
      payByMs: 1_763_634_601_000,
      orderState: "reserved",
      failure: null,
    });
    expect(await orders.findAttempt(loser.attemptId)).toEqual({
      attemptId: loser.attemptId,
      saleId: sale.id,
      accountId: account.id,
      itemId: sale.itemId,
      quantity: 1,
      receivedAtMs: 1_763_634_000_456,
      slots: 0,
      version: 1,
      payByMs: null,
      orderState: null,
      failure: "sold_out",
    });
    expect(await orders.findAttempt(makeAttemptId(sale.id))).toBeNull();
  });
});

describe("readForGate", () => {
  it("tells counters, decided attempts oldest first, and who still waits", async () => {
    const sale = await createSale(database.pool, {
      items: [
        { sku: "s", name: "Small", stock: 3 },
        { sku: "m", name: "Medium", stock: 5 },
      ],
      releases: [{ atMs: Date.now() + 60_000, quantity: 2, item: 1 }],
    });
    const [small = 0, medium = 0] = sale.itemIds;
    const bookings = await bookingsOf(sale, 6);
    const [paid, held, left, waits, lost] = bookings;
    if (!paid || !held || !left || !waits || !lost) throw new Error("no bookings");
    await orders.recordLine(sale.id, joins([held, waits, lost]), [{ ...lost, reason: "draw" }]);
    await orders.place(sale.id, [left, held, paid], "+0");
    await database.pool.transaction((client) => markPaid(client, orderIdOfAttempt(paid.attemptId), "+0"));
    await orders.giveUp(orderIdOfAttempt(left.attemptId), left.accountId);
    const truth = await orders.readForGate(sale.id);
    expect(truth.items).toEqual([
      { itemId: small, total: 3, released: 3, held: 1, sold: 1 },
      { itemId: medium, total: 5, released: 3, held: 0, sold: 0 },
    ]);
    expect(truth.attempts.map((attempt) => [attempt.attemptId, attempt.orderState ?? attempt.failure])).toEqual([
      [paid.attemptId, "paid"],
      [held.attemptId, "reserved"],
      [left.attemptId, "left"],
      [lost.attemptId, "draw"],
    ]);
    expect(truth.attempts.map((attempt) => [attempt.slots, attempt.version])).toEqual([
      [1, 2],
      [1, 1],
      [1, 2],
      [0, 1],
    ]);
    expect(truth.line).toEqual([{ ...waits, sequence: 2 }]);
    expect(truth.causes).toEqual([`open:${small}`, `open:${medium}`]);
  });

  it("leaves a decided attempt out of the line even if its entry says waiting", async () => {
    const sale = await createSale(database.pool);
    const [booking] = await bookingsOf(sale, 1);
    if (!booking) throw new Error("no booking");
    await orders.place(sale.id, [booking], "+0");
    await orders.recordLine(sale.id, joins([booking]), []);
    await database.pool.query("UPDATE line_entries SET state = 'waiting'");
    expect((await orders.readForGate(sale.id)).line).toEqual([]);
  });

  it("counts an order that is being refunded as paid until its unit is free", async () => {
    const sale = await createSale(database.pool);
    const [booking] = await bookingsOf(sale, 1);
    if (!booking) throw new Error("no booking");
    await orders.place(sale.id, [booking], "+0");
    const orderId = orderIdOfAttempt(booking.attemptId);
    const read = async () => {
      const { items, attempts } = await orders.readForGate(sale.id);
      return [items[0]?.sold, attempts[0]?.orderState];
    };
    await database.pool.transaction((client) => markPaid(client, orderId, "+0"));
    expect(await read()).toEqual([1, "paid"]);
    await database.pool.transaction((client) => markRefunding(client, orderId, "", "+0"));
    expect(await read()).toEqual([1, "paid"]);
    await database.pool.transaction((client) => markRefunded(client, orderId, "+0"));
    expect(await read()).toEqual([0, "refunded"]);
  });

  it("tells counters and attempts of one moment while orders are booked", async () => {
    const sale = await createSale(database.pool, { stock: 400 });
    const bookings = await bookingsOf(sale, 400);
    let booking = true;
    const placing = (async () => {
      for (let at = 0; at < 400; at += 10) await orders.place(sale.id, bookings.slice(at, at + 10), "+0");
      booking = false;
    })();
    const seen = new Set<number>();
    while (booking) {
      const truth = await orders.readForGate(sale.id);
      expect(truth.attempts).toHaveLength(truth.items[0]?.held ?? -1);
      seen.add(truth.attempts.length);
    }
    await placing;
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe("an account's orders", () => {
  it("are listed newest first, page by page, and only to their account", async () => {
    const sale = await createSale(database.pool, { limitPerAccount: 5, images: [{ url: "/a.svg", alt: "A lamp" }] });
    const [account, stranger] = await createAccounts(database.pool, 2);
    if (!account || !stranger) throw new Error("no accounts");
    const bookings = [1, 2, 4].map((slots) => makeBooking(sale, account.id, { slots }));
    for (const booking of bookings) await orders.place(sale.id, [booking], "+0");
    const [third, second] = await orders.listForAccount(account.id, { before: null, max: 2 });
    if (!third || !second) throw new Error("no orders");
    expect([third.attemptId, second.attemptId]).toEqual([bookings[2]?.attemptId, bookings[1]?.attemptId]);
    expect(third).toMatchObject({
      saleSlug: sale.slug,
      saleTitle: sale.title,
      imageUrl: "/a.svg",
      imageAlt: "A lamp",
      extensionsLeft: 10,
    });
    const rest = await orders.listForAccount(account.id, { before: second.number, max: 2 });
    expect(rest.map((order) => order.attemptId)).toEqual([bookings[0]?.attemptId]);
    expect(await orders.listForAccount(stranger.id, { before: null, max: 10 })).toEqual([]);
    expect(await orders.findForAccount(third.id, stranger.id)).toBeNull();
    expect(await orders.findForAccount(third.id, account.id)).toEqual(third);
  });
});
