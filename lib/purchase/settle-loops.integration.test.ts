import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { orderIdOfAttempt, type SaleSnapshot } from "../domain";
import { createOrders } from "../orders/create-orders";
import { keepDeadLetters } from "../orders/dead-letters";
import { createClock } from "../platform/clock";
import { readPublicSales } from "../sales/read-sales";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import { saleKeys } from "../stock/keys";
import { createAccount, createAccounts, createSale, makeAttemptId } from "../testing/factories";
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
  await createSale(pool, { stock: 2_000 });
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

describe("a backlog", () => {
  /** So many attempts of the second sale, each by an account of its own; the ids of their orders, in the order of the clicks. */
  async function acceptMany(count: number): Promise<readonly string[]> {
    const [, sale] = sales;
    if (sale === undefined) throw new Error("there are two sales");
    const { id: saleId, epoch, items } = sale;
    const accounts = await createAccounts(database.pool, count);
    const attemptIds = accounts.map(() => makeAttemptId(saleId));
    for (const [index, { id: accountId }] of accounts.entries()) {
      const attemptId = attemptIds[index] ?? "";
      const wish = { accountId, attemptId, itemId: items[0]?.id ?? 0, quantity: 1, joinLine: false };
      expect(await parts.gate.reserve({ saleId, epoch, ...wish })).toMatchObject({ word: "accepted" });
    }
    return attemptIds.map(orderIdOfAttempt);
  }

  async function bookedIds(): Promise<readonly string[]> {
    const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM orders ORDER BY number");
    return rows.map(({ id }) => id);
  }

  it("is worked through in one run, in the order of the clicks, and nothing of it is left to acknowledge", async () => {
    const [orderIds, saleId] = [await acceptMany(1_200), sales[1]?.id ?? 0];
    await expect(settleLoop(parts).once(signal)).resolves.toBe(1_200);
    expect(await bookedIds()).toEqual(orderIds);
    expect(await parts.intents.backlog(saleId)).toBe(0);
  });

  it("stops where Redis cannot be told, and keeps what was read pending for whoever takes over", async () => {
    const [orderIds, saleId] = [await acceptMany(1_200), sales[1]?.id ?? 0];
    let calls = 0;
    const gate = {
      ...parts.gate,
      settle: async (...told: Parameters<typeof parts.gate.settle>) => {
        calls += 1;
        if (calls === 1) throw new Error("the connection ended");
        return parts.gate.settle(...told);
      },
    };
    await expect(settleLoop({ ...parts, gate }).once(signal)).rejects.toThrow("the connection ended");
    // What had been read by then is booked; nothing is booked out of order, and nothing that Redis does not know is gone.
    const booked = await bookedIds();
    expect(booked).toEqual(orderIds.slice(0, booked.length));
    expect(await parts.intents.backlog(saleId)).toBeGreaterThanOrEqual(500);
    const redis = server.connect();
    const pending = await redis.xpending(saleKeys(saleId).intents, "settle", "-", "+", 1_200);
    const ids = pending.map((entry) => (Array.isArray(entry) ? String(entry[0]) : ""));
    await redis.xclaim(saleKeys(saleId).intents, "settle", "dead", 0, ...ids, "IDLE", 60_000, "JUSTID");
    for (let runs = 0; runs < 4 && (await parts.intents.backlog(saleId)) !== 0; runs += 1) {
      await takeOverLoop(parts).once(signal);
      await settleLoop(parts).once(signal);
    }
    expect(await parts.intents.backlog(saleId)).toBe(0);
    expect((await bookedIds()).toSorted()).toEqual([...orderIds].sort());
  });
});

/** What somebody else than the gate has written into the stream of the first sale, `#` for a valid attempt's id. */
const poison = {
  "no fields of ours": ["hello", "world"],
  "broken text": ["kind", "reserve", "attempt", "#", "record", '{"state":'],
  "another sale's attempt": ["kind", "reserve", "attempt", "azzz_AAAAAAAAAAAAAAAAAAAAAA", "record", "valid"],
  "a text no database takes": ["kind", "reserve", "attempt", "\0", "record", "\0"],
  "an unknown kind": ["kind", "give", "attempt", "#", "record", "valid"],
  "an unknown account": ["kind", "reserve", "attempt", "#", "record", "q|0|nobody|ITEM|1|1|1700000000000|||"],
  "an account no database takes": [
    "kind",
    "reserve",
    "attempt",
    "#",
    "record",
    "q|0|no\0body|ITEM|1|1|1700000000000|||",
  ],
  "an unknown item": ["kind", "reserve", "attempt", "#", "record", "q|0|ACCOUNT|999999|1|1|1700000000000|||"],
  "a number too large for an item": [
    "kind",
    "join",
    "attempt",
    "#",
    "record",
    "q|0|ACCOUNT|99999999999|1|1|1700000000000|||1",
  ],
  "an impossible quantity": ["kind", "reserve", "attempt", "#", "record", "q|0|ACCOUNT|ITEM|900|1|1700000000000|||"],
  "slots beyond the limit": ["kind", "reserve", "attempt", "#", "record", "q|0|ACCOUNT|ITEM|1|64|1700000000000|||"],
  "a line for a text no database takes": [
    "kind",
    "join",
    "attempt",
    "#",
    "record",
    "q|0|no\0body|ITEM|1|1|1700000000000|||1",
  ],
  "a leave of nobody": ["kind", "leave", "attempt", "#", "record", "g|0|nobody|999999|1|1|1700000000000|||"],
};

/** Whether it went well or not: what was not finished is taken over. */
async function untilOver(round: Promise<number>): Promise<void> {
  await Promise.allSettled([round]);
}

/** Whoever has read the entries of a sale has died, and their time to be taken over is up. */
async function abandonAll(saleId: number): Promise<void> {
  const redis = server.connect();
  const { intents } = saleKeys(saleId);
  const ids = (await redis.xrange(intents, "-", "+")).map(([id]) => id);
  if (ids.length > 0) await redis.xclaim(intents, "settle", "dead", 0, ...ids, "IDLE", 60_000, "JUSTID");
}

describe("an entry nobody can book", () => {
  it.each(Object.keys(poison) as (keyof typeof poison)[])("that is %s holds up no other", async (name) => {
    const redis = server.connect();
    const [sale] = sales;
    const { id: saleId, epoch } = sale ?? { id: 0, epoch: 0 };
    const itemId = sale?.items[0]?.id ?? 0;
    const [{ id: accountId }, { id: stranger }] = [
      await createAccount(database.pool),
      await createAccount(database.pool),
    ];
    const poisonId = makeAttemptId(saleId);
    const fields = poison[name].map((field) =>
      field
        .replace("#", poisonId)
        .replace("valid", `q|0|${stranger}|${itemId}|1|1|1700000000000|||`)
        .replace("ACCOUNT", stranger)
        .replace("ITEM", String(itemId)),
    );
    const before = makeAttemptId(saleId);
    const wish = { saleId, epoch, accountId, itemId, quantity: 1, joinLine: false };
    await parts.gate.reserve({ ...wish, attemptId: before });
    await redis.xadd(saleKeys(saleId).intents, "*", ...fields);

    await untilOver(settleLoop(parts).once(signal));
    await abandonAll(saleId);
    await takeOverLoop(parts).once(signal);

    expect(await parts.gate.readAttempt(before)).toMatchObject({ state: "reserved" });
    expect(await parts.intents.backlog(saleId)).toBe(0);
    const { rows } = await database.pool.query(
      "SELECT 'dead' AS became FROM dead_letters UNION ALL SELECT 'failed: ' || reason FROM attempt_failures",
    );
    expect(rows).toEqual([{ became: expect.stringMatching(/^(dead|failed: error|failed: limit|failed: left)$/) }]);
    expect(await parts.gate.readSale(saleId)).toMatchObject({ items: [{ held: 1 }] });
  });

  it("gives the unit back that the gate had given for it", async () => {
    const [sale] = sales;
    const { id: saleId, epoch } = sale ?? { id: 0, epoch: 0 };
    const attemptId = makeAttemptId(saleId);
    const wish = { saleId, epoch, attemptId, itemId: sale?.items[0]?.id ?? 0, quantity: 1, joinLine: false };
    expect(await parts.gate.reserve({ ...wish, accountId: "no\0body" })).toMatchObject({ word: "accepted" });
    await untilOver(settleLoop(parts).once(signal));
    await abandonAll(saleId);
    await takeOverLoop(parts).once(signal);
    expect(await parts.gate.readAttempt(attemptId)).toMatchObject({ state: "lost", reason: "error" });
    expect(await parts.gate.readSale(saleId)).toMatchObject({ items: [{ held: 0 }] });
  });

  it("is told apart from an outage, which gives nobody up (negative control)", async () => {
    const [sale] = sales;
    const { id: saleId, epoch } = sale ?? { id: 0, epoch: 0 };
    const { id: accountId } = await createAccount(database.pool);
    const attemptId = makeAttemptId(saleId);
    const wish = { saleId, epoch, accountId, attemptId, itemId: sale?.items[0]?.id ?? 0, quantity: 1, joinLine: false };
    await parts.gate.reserve(wish);
    // 53100: the disk is full.
    await database.pool.query(`CREATE FUNCTION be_full() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`);
    await database.pool.query("CREATE TRIGGER full_disk BEFORE INSERT ON orders EXECUTE FUNCTION be_full()");
    await untilOver(settleLoop(parts).once(signal));
    await abandonAll(saleId);
    await expect(takeOverLoop(parts).once(signal)).rejects.toThrow("no space left");
    expect(await parts.intents.backlog(saleId)).toBe(1);
    await database.pool.query("DROP TRIGGER full_disk ON orders");
    await abandonAll(saleId);
    await takeOverLoop(parts).once(signal);
    expect(await parts.gate.readAttempt(attemptId)).toMatchObject({ state: "reserved" });
  });
});
