import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { composeAttemptId, orderIdOfAttempt } from "../domain";
import { createOrders } from "../orders/create-orders";
import { orderSteps } from "../orders/order-steps";
import { relayBatch } from "../orders/outbox";
import type { BookingRequest, Orders } from "../orders/ports";
import type { ShopPool } from "../platform/postgres";
import { createAccounts, createSale, type MadeSale } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createSimulatedOrders } from "./actors/book-ports";
import { Database } from "./books/database";
import { createSimulatedPool } from "./books/simulated-pool";
import { enterLedger } from "./books/stock";
import { Clocks } from "./clocks";
import type { BookFlaws } from "./flaws";
import { Network, Program } from "./network";
import { Dice } from "./plan";
import { SimulatedProvider } from "./simulated-provider";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const runs = 6;
const commandsPerRun = 120;
const names = 6;
const startMs = 1_800_000_000_000;
const windowMs = 90_000;
const limit = 2;
const units = [2, 1];

interface Side {
  readonly orders: Orders;
  readonly pool: ShopPool;
}

interface Shop {
  readonly sale: MadeSale;
  readonly accounts: readonly string[];
  readonly real: Side;
  readonly simulated: Side;
  readonly clocks: Clocks;
}

/** The same sale on both sides, at the same standing clock. */
async function openShop(flaws: BookFlaws): Promise<Shop> {
  const items = units.map((stock, index) => ({ sku: `sku-${index}`, name: `Item ${index}`, stock }));
  const wish = {
    items,
    limitPerAccount: limit,
    paymentWindowSeconds: windowMs / 1_000,
    priceMinor: 7_900,
    currency: "EUR",
  };
  const sale = await createSale(database.pool, wish);
  const accounts = (await createAccounts(database.pool, 4)).map(({ id }) => id);
  const clocks = new Clocks(startMs);
  const network = new Network();
  network.isCalm = true;
  const tables = new Database(clocks, flaws);
  tables.atomically((transaction) => {
    tables.put(transaction, tables.tables.sales, sale.id, {
      ...{ id: sale.id, status: "published", startsAtMs: 0, endsAtMs: 2 * startMs, epoch: 1, version: 1 },
      ...{ limitPerAccount: limit, paymentWindowMs: windowMs, priceMinor: 7_900, lineFactor: 2, endedReason: null },
    });
    for (const [index, id] of sale.itemIds.entries()) {
      const total = units[index] ?? 0;
      tables.put(transaction, tables.tables.items, id, { id, total, released: total, held: 0, sold: 0 });
      const opened = { itemId: id, orderId: null, quantity: total };
      enterLedger(tables, transaction, { ...opened, cause: `load:${id}`, kind: "load" });
      enterLedger(tables, transaction, { ...opened, cause: `open:${id}`, kind: "release" });
    }
  });
  const program = new Program("test");
  const parts = { database: tables, network, clocks, provider: new SimulatedProvider(network, clocks), flaws: {} };
  const simulated = {
    orders: createSimulatedOrders(parts, program),
    pool: createSimulatedPool(tables, network, program),
  };
  const real = { orders: createOrders({ pool: database.pool }), pool: database.pool };
  return { sale, accounts, real, simulated, clocks };
}

type Command = (side: Side) => Promise<unknown>;

function nextCommand(shop: Shop, dice: Dice): Command {
  const { sale, accounts, clocks } = shop;
  const spec = `=${clocks.now("test")}`;
  const name = dice.below(names);
  const requestOf = (each: number): BookingRequest => ({
    ...{ attemptId: composeAttemptId(sale.id, `n${each}`.padEnd(22, "0")), accountId: accounts[each % 4] ?? "" },
    ...{ itemId: sale.itemIds[each % 3 === 0 ? 1 : 0] ?? 0, quantity: each % 5 === 4 ? 2 : 1 },
    ...{ slots: each % 5 === 4 ? 3 : 1 + (each % 2), receivedAtMs: startMs - 100 + each },
  });
  const request = requestOf(name);
  const orderId = orderIdOfAttempt(request.attemptId);
  const die = dice.below(100);
  if (die < 35) {
    const batch = [request, requestOf(dice.below(names)), requestOf(dice.below(names))].slice(0, 1 + dice.below(3));
    return async ({ orders }) => sortById(await orders.place(sale.id, batch, spec));
  }
  if (die < 42) {
    const joined = dice.below(2) === 0 ? [{ ...request, sequence: 1 + name }] : [];
    const gone = dice.below(2) === 0 ? [{ ...requestOf(dice.below(names)), reason: "left" as const }] : [];
    return ({ orders }) => orders.recordLine(sale.id, joined, gone);
  }
  if (die < 45) {
    const epoch = dice.below(4) === 0 ? 0 : 1;
    return ({ orders }) => orders.recordLeave(sale.id, epoch, { ...request, reason: "left" });
  }
  if (die < 50) {
    clocks.pass(25_000);
    return async () => "time";
  }
  if (die < 56) return ({ orders }) => orders.expireDue(3, spec);
  if (die < 62) return ({ orders }) => orders.giveUp(orderId, request.accountId, spec);
  if (die < 66) return ({ orders }) => orders.extend(orderId, request.accountId, spec);
  if (die < 72) return ({ pool }) => readNews(pool);
  return stepOf(dice, orderId, request.accountId, spec);
}

/** A step of a payment, which may find the order anywhere, or not at all. */
function stepOf(dice: Dice, orderId: string, accountId: string, spec: string): Command {
  const steps = [
    "markPaying",
    "markPaid",
    "markPaid",
    "markReservedAgain",
    "markExpired",
    "reacquireLate",
    "markRefunding",
    "markRefunded",
  ] as const;
  const step = dice.oneOf(steps) ?? "markPaid";
  return async ({ pool }) => {
    try {
      return await pool.transaction(async (client) => {
        if (step === "markPaying") return orderSteps.markPaying(client, orderId, accountId, spec);
        if (step === "markReservedAgain" || step === "markRefunding") {
          return orderSteps[step](client, orderId, "Because.", spec);
        }
        return orderSteps[step](client, orderId, spec);
      });
    } catch (error) {
      return error instanceof Error && "constraint" in error ? `guard ${String(error.constraint)}` : "refused";
    }
  };
}

/** The gate's news in the order they were written, told and forgotten. */
async function readNews(pool: ShopPool): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  await relayBatch(pool, "gate", 200, async (payloads) => void told.push(...payloads));
  return told;
}

function sortById<Each extends { readonly attemptId: string }>(rows: readonly Each[]): readonly Each[] {
  return [...rows].sort((left, right) => (left.attemptId < right.attemptId ? -1 : 1));
}

/** How often an order moved. */
async function compare(seed: number, flaws: BookFlaws): Promise<number> {
  let moved = 0;
  const shop = await openShop(flaws);
  let state = seed;
  for (let step = 1; step <= commandsPerRun; step += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const command = nextCommand(shop, new Dice(Math.floor(state / 7)));
    const told = `seed ${seed}, step ${step}`;
    const { simulated, real } = shop;
    const answer = await command(real);
    expect({ told, answer: await command(simulated) }).toEqual({ told, answer });
    if (JSON.stringify(answer)?.includes('"moved"')) moved += 1;
    const truth = { told, truth: await real.orders.readForGate(shop.sale.id) };
    expect({ told, truth: await simulated.orders.readForGate(shop.sale.id) }).toEqual(truth);
  }
  expect(await readNews(shop.simulated.pool)).toEqual(await readNews(shop.real.pool));
  return moved;
}

describe("the simulated books", () => {
  let movedInAll = 0;
  const seeds = Array.from({ length: runs }, (_, index) => 70 + index);
  // The runs share a database: nothing may be left that the next one would expire or hear of.
  afterEach(async () => {
    const orders = createOrders({ pool: database.pool });
    await orders.expireDue(1_000, `=${startMs + 86_400_000}`);
    await readNews(database.pool);
  });

  it.each(seeds)("answer as the real ones do: seed %i", async (seed) => {
    movedInAll += await compare(seed, {});
  });

  it("have moved orders often enough for that to mean something", () => {
    expect(movedInAll).toBeGreaterThan(10);
  });

  it("are found out when they do not (negative control)", async () => {
    await expect(compare(70, { booksWithoutGuard: true })).rejects.toThrow("told");
  });
});
