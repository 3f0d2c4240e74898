import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderIdOfAttempt } from "../domain";
import type { TransactionClient } from "../platform/postgres";
import { createAccount, createAccounts, createSale, type MadeSale, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { checkLedger } from "./check-ledger";
import { createOrders } from "./create-orders";
import {
  markExpired,
  markPaid,
  markPaying,
  markRefunded,
  markRefunding,
  markReservedAgain,
  reacquireLate,
} from "./order-steps";
import type { Orders } from "./ports";

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

const minuteMs = 60_000;
const bookedAtMs = 1_763_634_000_000;
/** The clock, some minutes after the booking. */
const at = (minutes: number) => `=${bookedAtMs + minutes * minuteMs}`;

interface Held {
  readonly orderId: string;
  readonly attemptId: string;
  readonly accountId: string;
}

/** A hold of one unit for ten minutes from `bookedAtMs` on. */
async function hold(sale: MadeSale, accountId?: string): Promise<Held> {
  const account = accountId ?? (await createAccount(database.pool)).id;
  const booking = makeBooking(sale, account, { receivedAtMs: bookedAtMs });
  const [result] = await orders.place(sale.id, [booking], at(0));
  if (result?.word !== "reserved") throw new Error(`not reserved: ${JSON.stringify(result)}`);
  return { orderId: orderIdOfAttempt(booking.attemptId), attemptId: booking.attemptId, accountId: account };
}

function step<Result>(work: (client: TransactionClient) => Promise<Result>): Promise<Result> {
  return database.pool.transaction(work);
}

async function countersOf(sale: MadeSale): Promise<unknown> {
  const { rows } = await database.pool.query("SELECT held, sold FROM sale_items WHERE id = $1", [sale.itemId]);
  return rows[0];
}

async function stateOf(held: Held): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ state: string }>("SELECT state FROM orders WHERE id = $1", [
    held.orderId,
  ]);
  return rows[0]?.state;
}

async function historyOf(held: Held): Promise<readonly string[]> {
  const view = await orders.findForAccount(held.orderId, held.accountId);
  return (view?.history ?? []).map((event) => event.kind);
}

/** The verdicts written for the gate, oldest first. */
async function newsOf(held: Held): Promise<readonly unknown[]> {
  const { rows } = await database.pool.query<{ verdict: Record<string, unknown> }>(
    "SELECT payload->'verdict' AS verdict FROM outbox WHERE payload->'verdict'->>'attemptId' = $1 ORDER BY id",
    [held.attemptId],
  );
  return rows.map(({ verdict: { subject: _subject, ...verdict } }) => verdict);
}

describe("expireDue", () => {
  it("ends holds whose time is over, at the very millisecond and not before", async () => {
    const sale = await createSale(database.pool, { stock: 2 });
    const held = await hold(sale);
    expect(await orders.expireDue(10, `=${bookedAtMs + 10 * minuteMs - 1}`)).toBe(0);
    expect(await orders.expireDue(10, at(10))).toBe(1);
    expect(await orders.expireDue(10, at(10))).toBe(0);
    expect(await stateOf(held)).toBe("expired");
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
    expect(await historyOf(held)).toEqual(["clicked", "reserved", "expired"]);
    expect(await newsOf(held)).toEqual([{ attemptId: held.attemptId, version: 2, state: "expired" }]);
  });

  it("tells the gate what the attempt was about, in case it has forgotten it", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    await orders.expireDue(10, at(10));
    const { rows } = await database.pool.query("SELECT topic, payload FROM outbox");
    expect(rows).toEqual([
      {
        topic: "gate",
        payload: {
          saleId: sale.id,
          verdict: {
            attemptId: held.attemptId,
            version: 2,
            state: "expired",
            subject: {
              accountId: held.accountId,
              itemId: sale.itemId,
              quantity: 1,
              slots: 1,
              receivedAtMs: bookedAtMs,
            },
          },
        },
      },
    ]);
  });

  it("takes the longest overdue first, no more than it is told to", async () => {
    const sale = await createSale(database.pool, { stock: 3 });
    const holds = [await hold(sale), await hold(sale), await hold(sale)];
    for (const [index, held] of holds.entries()) {
      for (let more = index; more < 2; more += 1) await orders.extend(held.orderId, held.accountId, at(5));
    }
    expect(await orders.expireDue(2, at(20))).toBe(2);
    expect(await Promise.all(holds.map(stateOf))).toEqual(["reserved", "expired", "expired"]);
  });

  it("leaves orders alone that are being paid", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    await step((client) => markPaying(client, held.orderId, held.accountId, at(9)));
    expect(await orders.expireDue(10, at(60))).toBe(0);
  });

  it("returns every unit exactly once under two expirers at once", async () => {
    const sale = await createSale(database.pool, { stock: 300 });
    const accounts = await createAccounts(database.pool, 300);
    await orders.place(
      sale.id,
      accounts.map((account) => makeBooking(sale, account.id)),
      at(0),
    );
    const other = createOrders({ pool: database.openPool() });
    const drain = async (expirer: Orders) => {
      let expired = 0;
      for (;;) {
        const count = await expirer.expireDue(40, at(11));
        if (count === 0) return expired;
        expired += count;
      }
    };
    const counts = await Promise.all([drain(orders), drain(other)]);
    // One that finds every overdue row in the other's hands stops early: the sum is what counts.
    expect((counts[0] ?? 0) + (counts[1] ?? 0) + (await drain(orders))).toBe(300);
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
  });

  it("would return a unit twice without the comparison of states (negative control)", async () => {
    const sale = await createSale(database.pool, { stock: 2 });
    const one = await hold(sale);
    await hold(sale);
    const expireBlindly = `WITH moved AS (UPDATE orders SET state = 'expired', version = version + 1 WHERE id = $1 RETURNING id)
      UPDATE sale_items SET held = held - 1 FROM moved WHERE sale_items.id = $2`;
    await database.pool.query(expireBlindly, [one.orderId, sale.itemId]);
    await database.pool.query(expireBlindly, [one.orderId, sale.itemId]);
    const rules = (await checkLedger(database.pool, sale.id)).map((breach) => breach.rule);
    expect(rules).toContain("held = orders");
    await database.drop();
    database = await createTestDatabase();
  });
});

describe("giveUp", () => {
  it("returns the unit once and says already after that", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    expect(await orders.giveUp(held.orderId, held.accountId, at(1))).toBe("left");
    expect(await orders.giveUp(held.orderId, held.accountId, at(1))).toBe("already");
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
    expect(await newsOf(held)).toEqual([{ attemptId: held.attemptId, version: 2, state: "left" }]);
  });

  it("is not for others, not for orders being paid, and not for paid ones", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    const stranger = await createAccount(database.pool);
    expect(await orders.giveUp(held.orderId, stranger.id)).toBe("not_found");
    expect(await orders.giveUp("o1_nothing", held.accountId)).toBe("not_found");
    await step((client) => markPaying(client, held.orderId, held.accountId, at(1)));
    expect(await orders.giveUp(held.orderId, held.accountId)).toBe("too_late");
    await step((client) => markPaid(client, held.orderId, at(1)));
    expect(await orders.giveUp(held.orderId, held.accountId)).toBe("too_late");
  });
});

describe("extend", () => {
  it("adds two minutes ten times, and then no more", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    for (let used = 1; used <= 10; used += 1) {
      expect(await orders.extend(held.orderId, held.accountId, at(5))).toEqual({
        word: "extended",
        payByMs: bookedAtMs + (10 + 2 * used) * minuteMs,
        extensionsLeft: 10 - used,
      });
    }
    expect(await orders.extend(held.orderId, held.accountId, at(29))).toEqual({ word: "none_left" });
    expect((await newsOf(held)).at(-1)).toEqual({
      attemptId: held.attemptId,
      version: 11,
      state: "reserved",
      payByMs: bookedAtMs + 30 * minuteMs,
    });
    expect(await orders.expireDue(10, at(30))).toBe(1);
  });

  it("ends half an hour after the reservation, with a shorter last extension", async () => {
    const sale = await createSale(database.pool, { paymentWindowSeconds: 29 * 60 });
    const held = await hold(sale);
    expect(await orders.extend(held.orderId, held.accountId, at(1))).toEqual({
      word: "extended",
      payByMs: bookedAtMs + 30 * minuteMs,
      extensionsLeft: 0,
    });
    expect(await orders.extend(held.orderId, held.accountId, at(1))).toEqual({ word: "none_left" });
  });

  it("comes too late from the deadline on, while paying and after the end, and is not for others", async () => {
    const sale = await createSale(database.pool, { stock: 2 });
    const held = await hold(sale);
    const stranger = await createAccount(database.pool);
    expect(await orders.extend(held.orderId, stranger.id, at(1))).toEqual({ word: "not_found" });
    expect(await orders.extend(held.orderId, held.accountId, at(10))).toEqual({ word: "too_late" });
    await step((client) => markPaying(client, held.orderId, held.accountId, at(1)));
    expect(await orders.extend(held.orderId, held.accountId, at(2))).toEqual({ word: "too_late" });
  });
});

describe("the steps of a payment", () => {
  it("freeze the hold while paying and give the rest of it back after a refusal", async () => {
    const sale = await createSale(database.pool, { priceMinor: 1_234, currency: "JPY" });
    const held = await hold(sale);
    expect(await step((client) => markPaying(client, held.orderId, held.accountId, at(7)))).toEqual({
      word: "paying",
      amount: { minor: 1_234, currency: "JPY" },
    });
    const again = await step((client) => markPaying(client, held.orderId, held.accountId, at(8)));
    expect(again).toEqual({ word: "already_paying" });
    const declined = await step((client) => markReservedAgain(client, held.orderId, "The card was declined.", at(20)));
    expect(declined).toEqual({ word: "moved" });
    const order = await orders.findForAccount(held.orderId, held.accountId);
    expect(order).toMatchObject({ state: "reserved", payByMs: bookedAtMs + 23 * minuteMs });
    expect(order?.history.at(-1)).toEqual({
      kind: "declined",
      detail: "The card was declined.",
      atMs: bookedAtMs + 20 * minuteMs,
    });
    expect(await newsOf(held)).toEqual([
      { attemptId: held.attemptId, version: 2, state: "paying" },
      { attemptId: held.attemptId, version: 3, state: "reserved", payByMs: bookedAtMs + 23 * minuteMs },
    ]);
    expect(await orders.expireDue(10, at(22))).toBe(0);
    expect(await orders.expireDue(10, at(23))).toBe(1);
  });

  it("begin only for the owner and only while the hold runs", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    const stranger = await createAccount(database.pool);
    const pay = (accountId: string, clockSpec: string) =>
      step((client) => markPaying(client, held.orderId, accountId, clockSpec));
    expect(await pay(stranger.id, at(1))).toEqual({ word: "not_found" });
    expect(await pay(held.accountId, at(10))).toEqual({ word: "hold_ended" });
    await orders.expireDue(10, at(10));
    expect(await pay(held.accountId, at(10))).toEqual({ word: "hold_ended" });
  });

  it("sell the unit once", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    expect(await step((client) => markPaid(client, held.orderId, at(1)))).toEqual({ word: "moved" });
    expect(await step((client) => markPaid(client, held.orderId, at(1)))).toEqual({
      word: "unmoved",
      state: "paid",
    });
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 1 });
    expect(await newsOf(held)).toEqual([{ attemptId: held.attemptId, version: 2, state: "paid" }]);
    const paying = await step((client) => markPaying(client, held.orderId, held.accountId, at(1)));
    expect(paying).toEqual({ word: "already_paid" });
  });

  it("end an order whose payment took too long, and return its unit", async () => {
    const sale = await createSale(database.pool);
    const held = await hold(sale);
    expect(await step((client) => markExpired(client, held.orderId, at(1)))).toEqual({
      word: "unmoved",
      state: "reserved",
    });
    await step((client) => markPaying(client, held.orderId, held.accountId, at(1)));
    expect(await step((client) => markExpired(client, held.orderId, at(3)))).toEqual({ word: "moved" });
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
  });

  it("throw for an order that does not exist", async () => {
    await expect(step((client) => markPaid(client, "o1_nothing", "+0"))).rejects.toThrow(
      "there is no order o1_nothing",
    );
  });
});

describe("money that comes late", () => {
  it("takes a free unit again, once", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const held = await hold(sale);
    await orders.expireDue(10, at(10));
    expect(await step((client) => reacquireLate(client, held.orderId, at(12)))).toEqual({ word: "moved" });
    expect(await step((client) => reacquireLate(client, held.orderId, at(12)))).toEqual({
      word: "unmoved",
      state: "paid",
    });
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 1 });
    expect(await historyOf(held)).toEqual(["clicked", "reserved", "expired", "paid"]);
    expect((await newsOf(held)).at(-1)).toEqual({ attemptId: held.attemptId, version: 3, state: "paid" });
  });

  it("finds none when the unit has gone to somebody else, and leaves the transaction usable", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const held = await hold(sale);
    await orders.expireDue(10, at(10));
    await hold(sale);
    const result = await step(async (client) => {
      const again = await reacquireLate(client, held.orderId, at(12));
      const refund = await markRefunding(client, held.orderId, "Every unit was taken.", at(12));
      return [again, refund];
    });
    expect(result).toEqual([{ word: "none_free" }, { word: "moved" }]);
    expect(await step((client) => markRefunded(client, held.orderId, at(13)))).toEqual({ word: "moved" });
    expect(await countersOf(sale)).toEqual({ held: 1, sold: 0 });
    // The gate knows the attempt as expired; nothing of a refund changes what it holds.
    expect(await newsOf(held)).toEqual([{ attemptId: held.attemptId, version: 2, state: "expired" }]);
  });

  it("finds none when the account has bought again in the meantime", async () => {
    const sale = await createSale(database.pool, { stock: 5 });
    const held = await hold(sale);
    await orders.expireDue(10, at(10));
    await hold(sale, held.accountId);
    expect(await step((client) => reacquireLate(client, held.orderId, at(12)))).toEqual({ word: "none_free" });
    expect(await stateOf(held)).toBe("expired");
  });

  it("finds none when the sale was cancelled", async () => {
    const sale = await createSale(database.pool, { stock: 5 });
    const held = await hold(sale);
    await orders.expireDue(10, at(10));
    await database.pool.query("UPDATE sales SET status = 'cancelled' WHERE id = $1", [sale.id]);
    expect(await step((client) => reacquireLate(client, held.orderId, at(12)))).toEqual({ word: "none_free" });
  });
});

describe("a refund", () => {
  it("keeps the unit until the money is back, then returns it once", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    const held = await hold(sale);
    await step((client) => markPaid(client, held.orderId, at(1)));
    await step((client) => markRefunding(client, held.orderId, "Asked for by the shopper.", at(2)));
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 1 });
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
    expect(await step((client) => markRefunded(client, held.orderId, at(3)))).toEqual({ word: "moved" });
    expect(await step((client) => markRefunded(client, held.orderId, at(3)))).toEqual({
      word: "unmoved",
      state: "refunded",
    });
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
    expect((await newsOf(held)).at(-1)).toEqual({
      attemptId: held.attemptId,
      version: 4,
      state: "lost",
      reason: "cancelled",
    });
  });
});

describe("races on a barrier, a hundred times each", () => {
  const rounds = 100;

  /** Lets all contenders loose in the same instant, each on a connection of its own that has already begun. */
  async function race(contenders: readonly ((client: TransactionClient) => Promise<unknown>)[]): Promise<void> {
    let release = (): void => undefined;
    const barrier = new Promise<void>((resolve) => {
      release = resolve;
    });
    const running = contenders.map((contender) =>
      database.pool.transaction(async (client) => {
        await client.query("SELECT 1");
        await barrier;
        return contender(client);
      }),
    );
    setImmediate(release);
    await Promise.all(running);
  }

  it("between giving up, paying and expiring has one winner, and the unit is where it says", async () => {
    const sale = await createSale(database.pool, { stock: rounds });
    const winners: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      const held = await hold(sale);
      await Promise.all([
        orders.giveUp(held.orderId, held.accountId, at(10)),
        race([(client) => markPaid(client, held.orderId, at(10))]),
        orders.expireDue(10, at(10)),
      ]);
      const state = (await stateOf(held)) ?? "none";
      winners[state] = (winners[state] ?? 0) + 1;
      expect((await historyOf(held)).slice(2)).toEqual([state]);
    }
    const { paid = 0, left = 0, expired = 0 } = winners;
    expect(paid + left + expired).toBe(rounds);
    expect(await countersOf(sale)).toEqual({ held: 0, sold: paid });
  });

  it("between late money and a new buyer for the last unit sells it once", async () => {
    const sale = await createSale(database.pool, { stock: 1 });
    for (let round = 0; round < rounds; round += 1) {
      const held = await hold(sale);
      await orders.expireDue(10, at(10));
      const buyer = await createAccount(database.pool);
      const booking = makeBooking(sale, buyer.id);
      await Promise.all([
        race([(client) => reacquireLate(client, held.orderId, at(11))]),
        orders.place(sale.id, [booking], at(11)),
      ]);
      const counters = await countersOf(sale);
      if ((await stateOf(held)) === "paid") {
        expect(counters).toEqual({ held: 0, sold: 1 });
        await step((client) => markRefunding(client, held.orderId, "", at(12)));
        await step((client) => markRefunded(client, held.orderId, at(12)));
      } else {
        expect(counters).toEqual({ held: 1, sold: 0 });
        await orders.giveUp(orderIdOfAttempt(booking.attemptId), buyer.id, at(12));
      }
    }
  });

  it("between late money and the same account's new purchase keeps the account within its limit", async () => {
    const sale = await createSale(database.pool, { stock: 2 });
    for (let round = 0; round < rounds; round += 1) {
      const held = await hold(sale);
      await orders.expireDue(10, at(10));
      const booking = makeBooking(sale, held.accountId);
      await Promise.all([
        race([(client) => reacquireLate(client, held.orderId, at(11))]),
        orders.place(sale.id, [booking], at(11)),
      ]);
      const live = await database.pool.query("SELECT order_id FROM order_lines WHERE live AND account_id = $1", [
        held.accountId,
      ]);
      expect(live.rows).toHaveLength(1);
      if ((await stateOf(held)) === "paid") {
        await step((client) => markRefunding(client, held.orderId, "", at(12)));
        await step((client) => markRefunded(client, held.orderId, at(12)));
      } else {
        await orders.giveUp(orderIdOfAttempt(booking.attemptId), held.accountId, at(12));
      }
    }
  });

  it("between four payments of one order pays it once", async () => {
    const sale = await createSale(database.pool, { stock: rounds });
    for (let round = 0; round < rounds; round += 1) {
      const held = await hold(sale);
      await race(Array.from({ length: 4 }, () => (client: TransactionClient) => markPaid(client, held.orderId, "+0")));
    }
    expect(await countersOf(sale)).toEqual({ held: 0, sold: rounds });
  });
});
