import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Attempt, SaleSnapshot } from "../domain";
import { createOrders } from "../orders/create-orders";
import type { Orders } from "../orders/ports";
import { createClock } from "../platform/clock";
import { readPublicSales } from "../sales/read-sales";
import { createGate } from "../stock/create-gate";
import type { Gate } from "../stock/gate";
import { createAccounts, createSale, makeAttemptId, type SaleWish } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { type FindAttemptParts, findAccountAttempt, findAttempt, type ReceiptFacts } from "./find-attempt";
import { type GiveUpAttemptParts, giveUpAttempt } from "./give-up-attempt";
import { loadGate } from "./load-gate";

// What a shopper hears of an accepted attempt after Redis has forgotten it.

const clock = createClock();
let server: RealRedis;
let database: TestDatabase;
let orders: Orders;
let gate: Gate;
let sales: SaleSnapshot[];
let shoppers: readonly string[];

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  database = await createTestDatabase();
  // Every database numbers its sales from 1.
  await server.connect().flushall();
  orders = createOrders({ pool: database.pool });
  gate = createGate({ redis: server.connect(), clock });
  sales = [];
  shoppers = (await createAccounts(database.pool, 3)).map((account) => account.id);
});

afterEach(async () => {
  await database.drop();
});

async function openSale(wish: SaleWish = {}): Promise<SaleSnapshot> {
  const { id } = await createSale(database.pool, wish);
  const found = (await readPublicSales(database.pool, 0)).find(({ snapshot }) => snapshot.id === id);
  if (found === undefined) throw new Error("the sale is not public");
  sales.push(found.snapshot);
  await reload(found.snapshot);
  return found.snapshot;
}

/** Loads from PostgreSQL, as the worker does once Redis is empty. */
async function reload(sale: SaleSnapshot): Promise<void> {
  const parts = {
    gate,
    readForGate: orders.readForGate,
    raiseEpoch: async () => sale.epoch,
    syncBoard: async () => undefined,
  };
  expect(await loadGate(parts, sale)).toBe("loaded");
}

const itemOf = (sale: SaleSnapshot) => sale.items[0]?.id ?? 0;

async function accept(sale: SaleSnapshot, accountId: string): Promise<Attempt> {
  const wish = { accountId, attemptId: makeAttemptId(sale.id), itemId: itemOf(sale), quantity: 1, joinLine: false };
  const reply = await gate.reserve({ saleId: sale.id, epoch: sale.epoch, ...wish });
  if (reply.word !== "accepted") throw new Error(`refused: ${reply.word}`);
  return reply.attempt;
}

type Parts = FindAttemptParts & GiveUpAttemptParts & { readonly orders: Orders };

function partsWith(receipt: ReceiptFacts | null): Parts {
  return {
    board: {
      bySlug: (slug) => sales.find((sale) => sale.slug === slug),
      byId: (saleId) => sales.find((sale) => sale.id === saleId),
      all: () => sales,
      revision: () => "",
      refresh: async () => undefined,
    },
    gate,
    orders,
    clock,
    saleSlug: async () => null,
    readReceipt: () => receipt,
    accepted: { has: () => false, forget: () => undefined },
  };
}

const withoutReceipt = (attempt: Attempt) => findAttempt(partsWith(null), attempt.attemptId, attempt.accountId, null);
const withReceipt = (attempt: Attempt) =>
  findAttempt(partsWith(attempt), attempt.attemptId, attempt.accountId, "receipt");

const shopper = (index: number) => shoppers[index] ?? "";

describe("an accepted attempt that Redis has forgotten", () => {
  it("is busy, not unknown, while the gate is not loaded", async () => {
    const sale = await openSale();
    const attempt = await accept(sale, shopper(0));
    await server.connect().flushall();
    expect(await withoutReceipt(attempt)).toEqual({ word: "busy" });
    expect(await withReceipt(attempt)).toEqual({ word: "busy" });
    expect(await findAccountAttempt(partsWith(null), sale.id, shopper(0))).toBe("busy");
    expect(await giveUpAttempt(partsWith(null), attempt.attemptId, shopper(0))).toBe("being_confirmed");
  });

  it("is unknown where nobody will load the gate", async () => {
    const sale = await openSale();
    const attempt = await accept(sale, shopper(0));
    await server.connect().flushall();
    sales = [];
    expect(await withoutReceipt(attempt)).toEqual({ word: "not_found" });
    expect(await withReceipt(attempt)).toEqual({ word: "not_found" });
  });

  it("is taken again by its receipt", async () => {
    const sale = await openSale();
    const attempt = await accept(sale, shopper(0));
    await server.connect().flushall();
    await reload(sale);
    expect(await withoutReceipt(attempt)).toEqual({ word: "not_found" });
    expect(await withReceipt(attempt)).toMatchObject({ attempt: { state: "queued", place: null } });
    expect(await withoutReceipt(attempt)).toMatchObject({ attempt: { attemptId: attempt.attemptId } });
  });

  it("waits in line by its receipt when others have taken the units", async () => {
    const sale = await openSale({ stock: 1 });
    const attempt = await accept(sale, shopper(0));
    await server.connect().flushall();
    await reload(sale);
    await accept(sale, shopper(1));
    expect(await withReceipt(attempt)).toMatchObject({ attempt: { state: "queued", place: 1 } });
  });

  it.each(["sold_out", "ended"] as const)(
    "has lost for good by its receipt when nothing can come of it: %s",
    async (reason) => {
      const sale = await openSale({ stock: 1 });
      const attempt = await accept(sale, shopper(0));
      await server.connect().flushall();
      await reload(reason === "ended" ? { ...sale, status: "ended" } : sale);
      if (reason === "sold_out") {
        const { attemptId } = await accept(sale, shopper(1));
        await gate.settle({ saleId: sale.id, verdicts: [{ attemptId, version: 2, state: "paid" }] });
      }
      expect(await withReceipt(attempt)).toMatchObject({ attempt: { state: "lost", reason } });
      expect(await withoutReceipt(attempt)).toMatchObject({ attempt: { state: "lost", reason } });
      expect((await orders.findAttempt(attempt.attemptId))?.failure).toBe(reason);
    },
  );
});

describe("giving up", () => {
  it("does not call an attempt given up that is booked in just that moment", async () => {
    const sale = await openSale();
    const attempt = await accept(sale, shopper(0));
    const { attemptId } = attempt;
    const book = async () => {
      const [booked] = await orders.place(sale.id, [{ ...attempt, slots: 1 }], clock.spec());
      if (booked?.word !== "reserved") throw new Error("not booked");
      const { version, payByMs } = booked;
      await gate.settle({ saleId: sale.id, verdicts: [{ attemptId, version, payByMs, state: "reserved" }] });
    };
    const parts = partsWith(null);
    const racing = {
      ...parts,
      orders: {
        ...orders,
        async giveUp(orderId: string, accountId: string, clockSpec?: string) {
          const outcome = await orders.giveUp(orderId, accountId, clockSpec);
          await book();
          return outcome;
        },
      },
    };
    expect(await giveUpAttempt(racing, attemptId, shopper(0))).toBe("being_confirmed");
    expect(await giveUpAttempt(parts, attemptId, shopper(0))).toBe("left");
  });
});
