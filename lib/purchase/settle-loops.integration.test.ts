import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SaleSnapshot } from "../domain";
import { createOrders } from "../orders/create-orders";
import { keepDeadLetters } from "../orders/dead-letters";
import { createClock } from "../platform/clock";
import { readPublicSales } from "../sales/read-sales";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import { saleKeys } from "../stock/keys";
import { createAccount, createSale, makeAttemptId } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { loadGate } from "./load-gate";
import { type SettleLoopParts, settleLoop, takeOverLoop } from "./settle-loops";

const signal = new AbortController().signal;
let server: RealRedis;
let database: TestDatabase;
let parts: SettleLoopParts;
let sales: readonly SaleSnapshot[];

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
  const { pool } = database;
  const [redis, clock, orders] = [server.connect(), createClock(), createOrders({ pool })];
  const gate = createGate({ redis, clock });
  await createSale(pool);
  await createSale(pool);
  sales = (await readPublicSales(pool, 0)).map(({ snapshot }) => snapshot).sort((a, b) => a.id - b.id);
  for (const sale of sales) {
    const raiseEpoch = async () => sale.epoch;
    await loadGate({ gate, readForGate: orders.readForGate, raiseEpoch, syncBoard: async () => undefined }, sale);
  }
  parts = {
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
    intents: createIntentStream({ redis, blockingRedis: server.connect(), consumer: "worker-1" }),
    keepDeadLetters: (saleId, entries) => keepDeadLetters(pool, saleId, entries),
    count: () => undefined,
  };
});

afterEach(async () => {
  await database.drop();
});

/** An accepted attempt in each sale; then the gate of the first is gone, but not its stream. */
async function acceptInBothAndBreakTheFirst(): Promise<readonly string[]> {
  const { id: accountId } = await createAccount(database.pool);
  const attemptIds: string[] = [];
  for (const { id: saleId, epoch, items } of sales) {
    const attemptId = makeAttemptId(saleId);
    const wish = { accountId, attemptId, itemId: items[0]?.id ?? 0, quantity: 1, joinLine: false };
    expect(await parts.gate.reserve({ saleId, epoch, ...wish })).toMatchObject({ word: "accepted" });
    attemptIds.push(attemptId);
  }
  await server.connect().del(saleKeys(sales[0]?.id ?? 0).meta);
  return attemptIds;
}

async function expectOthersSettled(attemptIds: readonly string[]): Promise<void> {
  expect(await parts.gate.readAttempt(attemptIds[1] ?? "")).toMatchObject({ state: "reserved" });
  expect(await parts.intents.backlog(sales[1]?.id ?? 0)).toBe(0);
  expect(await parts.intents.backlog(sales[0]?.id ?? 0)).toBe(1);
}

describe("a sale whose intents cannot be settled", () => {
  it("keeps no other sale's new intents waiting", async () => {
    const attemptIds = await acceptInBothAndBreakTheFirst();
    await expect(settleLoop(parts).once(signal)).resolves.toBe(0);
    await expectOthersSettled(attemptIds);
  });

  it("keeps no other sale's abandoned intents waiting", async () => {
    const attemptIds = await acceptInBothAndBreakTheFirst();
    const both = sales.map((sale) => sale.id);
    // Read by a worker that died; their time to be taken over is up.
    const dead = createIntentStream({ redis: server.connect(), blockingRedis: server.connect(), consumer: "dead" });
    const read = await dead.readNew(both, { countMax: 10, blockMs: 0 });
    expect(read).toHaveLength(2);
    const redis = server.connect();
    for (const { saleId, entries } of read) {
      const ids = entries.map((entry) => entry.entryId);
      await redis.xclaim(saleKeys(saleId).intents, "settle", "dead", 0, ...ids, "IDLE", 60_000, "JUSTID");
    }
    await expect(takeOverLoop(parts).once(signal)).resolves.toBe(0);
    await expectOthersSettled(attemptIds);
  });
});
