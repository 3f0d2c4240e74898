import { stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOrders } from "../orders/create-orders";
import { createClock } from "../platform/clock";
import { type RunningLoop, startLoop } from "../platform/loop";
import {
  connectBlockingRedis,
  connectHotRedis,
  connectSubscriber,
  type RedisClient,
  untilReady,
} from "../platform/redis";
import { openBoard, type RunningBoard } from "../sales/board";
import { raiseEpoch } from "../sales/raise-epoch";
import { syncBoard } from "../sales/sync-board";
import { closeGate } from "../stock/close-gate";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import type { Gate } from "../stock/gate";
import { type GateLease, openGateLease } from "../stock/gate-lease";
import { readServer, renewVouch, vouch } from "../stock/vouched-server";
import { createAccounts, createSale, type MadeSale, makeAttemptId } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { believeGate } from "./believe-gate";
import { settleLoop, takeOverLoop } from "./settle-loops";
import { verifyGate } from "./verify-gate";
import { watchPhasesLoop } from "./watch-phases";

// Redis comes back as one that has forgotten the last moments of a sale: its gate believes in units PostgreSQL has given
// away. Whoever it lets in would be told later that there was none.

const clock = createClock();
const silent = pino({ level: "silent" });
const stock = 10;
const bookedBefore = 4;
const bookedAfter = 8;
/** A primary usually waits a while for further replicas before it serves the first. */
const withoutDelay = ["--repl-diskless-sync-delay", "0"];

let server: RealRedis;
let database: TestDatabase;
let redis: RedisClient;
let subscriber: RedisClient;
let blockingRedis: RedisClient;
let board: RunningBoard;
let gate: Gate;
let lease: GateLease;
let running: RunningLoop[];
let vouching: RunningLoop;
let tending: RunningLoop;
let sale: MadeSale;
let accounts: readonly string[];

const ignore = () => undefined;

beforeEach(async () => {
  server = await startRealRedis({ appendOnly: true, settings: withoutDelay });
  database = await createTestDatabase();
  redis = connectHotRedis(server.url);
  subscriber = connectSubscriber(server.url);
  blockingRedis = connectBlockingRedis(server.url);
  await Promise.all([untilReady(redis, 10_000), untilReady(blockingRedis, 10_000)]);
  board = await openBoard({ redis, subscriber, leaseMs: 200, onError: ignore });
  gate = createGate({ redis, clock });
  lease = await openGateLease({ redis, subscriber, onTime: ignore, onError: ignore });
  sale = await createSale(database.pool, { stock });
  accounts = (await createAccounts(database.pool, 20)).map((account) => account.id);
  startWorker();
});

afterEach(async () => {
  await Promise.all(running.map((loop) => loop.stop(5_000)));
  lease.stop();
  board.stop();
  for (const client of [redis, subscriber, blockingRedis]) client.disconnect();
  await server.stop();
  await database.drop();
});

/** The worker's loops that matter here. */
function startWorker(): void {
  const { pool } = database;
  const orders = createOrders({ pool });
  const intents = createIntentStream({ redis, blockingRedis, consumer: "test" });
  const loading = {
    board,
    clock,
    gate,
    alone: <T>(work: () => Promise<T>) => work(),
    syncBoard: () => syncBoard({ pool, redis, nowMs: clock.nowMs() }),
    readForGate: orders.readForGate,
    raiseEpoch: (saleId: number, seenEpoch: number) => raiseEpoch(pool, saleId, seenEpoch),
  };
  const verifier = verifyGate({
    ...loading,
    readServer: () => readServer(redis),
    renew: (name, forMs) => renewVouch(redis, name, forMs),
    vouch: (name, times) => vouch(redis, name, times),
    closeGate: (saleId) => closeGate(redis, saleId),
    backlog: intents.backlog,
    note: ignore,
  });
  const settling = { board, gate, orders, clock, intents, keepDeadLetters: async () => undefined, count: ignore };
  const phases = watchPhasesLoop({
    ...loading,
    mayLoad: verifier.isVouched,
    endDueSales: async () => [],
    openDueReleases: async () => 0,
    note: ignore,
  });
  vouching = startLoop(verifier.loop, silent);
  tending = startLoop(phases, silent);
  const others = [settleLoop(settling), takeOverLoop(settling)].map((loop) => startLoop(loop, silent));
  running = [vouching, tending, ...others];
}

const newcomers = () => ({ ...gate, ...believeGate(gate, lease) });

/** What the shopper hears in the end; `not_loaded` and a Redis that is away mean: come again. */
async function ask(
  at: Gate,
  accountId: string,
  attemptId = makeAttemptId(sale.id),
): Promise<{ word: string; attemptId: string }> {
  const { word } = await vi.waitFor(
    async () => {
      const snapshot = board.byId(sale.id);
      if (snapshot === undefined) throw new Error("not on the board");
      const itemId = snapshot.items[0]?.id ?? 0;
      const wish = {
        saleId: sale.id,
        epoch: snapshot.epoch,
        accountId,
        attemptId,
        itemId,
        quantity: 1,
        joinLine: false,
      };
      const reply = await at.reserve(wish);
      if (reply.word === "not_loaded" || reply.word === "stale_epoch") throw new Error(`the gate said ${reply.word}`);
      return reply;
    },
    { timeout: 30_000, interval: 20 },
  );
  return { word, attemptId };
}

async function accept(from: number, to: number): Promise<void> {
  const answers = await Promise.all(accounts.slice(from, to).map((accountId) => ask(newcomers(), accountId)));
  expect(answers.map(({ word }) => word)).toEqual(answers.map(() => "accepted"));
  await expect.poll(countOrders).toBe(to);
}

async function countOrders(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM orders");
  return rows[0]?.count ?? 0;
}

/** Of attempts that were accepted: what became of them, once everything is settled. */
async function countLost(attemptIds: readonly string[]): Promise<number> {
  const { rows } = await vi.waitFor(
    async () => {
      const found = await database.pool.query<{ lost: boolean }>(
        `SELECT false AS lost FROM orders WHERE id = ANY(SELECT 'o' || substr(unnest($1::text[]), 2))
       UNION ALL SELECT true FROM attempt_failures WHERE attempt_id = ANY($1)`,
        [attemptIds],
      );
      expect(found.rows).toHaveLength(attemptIds.length);
      return found;
    },
    { timeout: 30_000 },
  );
  return rows.filter(({ lost }) => lost).length;
}

/** Everybody who has not bought yet comes to a gate at once. */
async function rush(at: Gate): Promise<{ accepted: number; lost: number }> {
  const answers = await Promise.all(accounts.slice(bookedAfter).map((accountId) => ask(at, accountId)));
  const accepted = answers.filter(({ word }) => word === "accepted").map(({ attemptId }) => attemptId);
  return { accepted: accepted.length, lost: await countLost(accepted) };
}

async function appendOnlyFile(client: Redis): Promise<string> {
  const [, folder = ""] = (await client.config("GET", "dir")) as string[];
  const [, name = ""] = (await client.config("GET", "appenddirname")) as string[];
  return join(folder, name, "appendonly.aof.1.incr.aof");
}

type Disaster = { readonly prepare: () => Promise<void>; readonly strike: () => Promise<void> };

/** Started again from a file that ends earlier. */
function rolledBack(): Disaster {
  let file = "";
  let bytes = 0;
  return {
    async prepare() {
      file = await appendOnlyFile(server.connect());
      bytes = (await stat(file)).size;
    },
    async strike() {
      await server.kill();
      await truncate(file, bytes);
      await server.start();
    },
  };
}

/** Its place is taken by a replica that was cut off some time ago. The same process stands for both. */
function promoted(): Disaster {
  let replica: RealRedis;
  let admin: Redis;
  const untilSynced = async (client: Redis) =>
    vi.waitFor(async () => expect(await client.info("replication")).toContain("master_link_status:up"), {
      timeout: 30_000,
    });
  return {
    async prepare() {
      admin = server.connect();
      replica = await startRealRedis({ settings: withoutDelay });
      const client = replica.connect();
      await client.replicaof(server.host, server.port);
      await untilSynced(client);
      await client.replicaof("NO", "ONE");
    },
    async strike() {
      await admin.replicaof(replica.host, replica.port);
      await untilSynced(admin);
      await admin.replicaof("NO", "ONE");
      // As a Sentinel does, so that everybody connects anew.
      await admin.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await replica.stop();
    },
  };
}

/** Until the process has heard of it; a change behind a connection that stays is seen with the next look. */
async function untilDoubted(): Promise<void> {
  await expect.poll(lease.holds).toBe(false);
}

describe.each([
  ["from a file that lacks the end", rolledBack],
  ["as a promoted replica that lacks the end", promoted],
] as const)("a Redis that comes back %s", (_name, disaster) => {
  it("lets nobody in before its gates are loaded anew, and then nobody who is lost", async () => {
    await accept(0, bookedBefore);
    const { prepare, strike } = disaster();
    await prepare();
    await accept(bookedBefore, bookedAfter);
    await strike();
    expect(await rush(newcomers())).toEqual({ accepted: stock - bookedAfter, lost: 0 });
    expect(await countOrders()).toBe(stock);
  });

  it("without that lets in more than PostgreSQL has, and loses them", async () => {
    await accept(0, bookedBefore);
    const { prepare, strike } = disaster();
    await prepare();
    await accept(bookedBefore, bookedAfter);
    await Promise.all([vouching.stop(5_000), tending.stop(5_000)]);
    await strike();
    const { accepted, lost } = await rush(gate);
    expect(accepted).toBe(stock - bookedBefore);
    expect(lost).toBe(bookedAfter - bookedBefore);
    expect(await countOrders()).toBe(stock);
  });
});

describe("a Redis that comes back empty", () => {
  it("sells the rest, and nothing twice", async () => {
    await accept(0, bookedAfter);
    await server.connect().flushall();
    expect(await rush(newcomers())).toEqual({ accepted: stock - bookedAfter, lost: 0 });
  });
});

describe("after a rebuild", () => {
  it("the gate is open to those who had been accepted before it is to all", async () => {
    await accept(0, 1);
    await server.connect().flushall();
    await expect.poll(() => lease.holds() && !lease.isOpenToAll(), { interval: 10 }).toBe(true);
    await expect.poll(lease.isOpenToAll).toBe(true);
  });
});

describe("a web process", () => {
  it("stops selling by itself when no worker vouches any more", async () => {
    await accept(0, 1);
    await vouching.stop(5_000);
    await expect.poll(lease.holds).toBe(false);
    const snapshot = board.byId(sale.id);
    const wish = { saleId: sale.id, epoch: snapshot?.epoch ?? 0, itemId: snapshot?.items[0]?.id ?? 0, quantity: 1 };
    const attempt = { ...wish, accountId: accounts[1] ?? "", attemptId: makeAttemptId(sale.id), joinLine: false };
    expect(await newcomers().reserve(attempt)).toEqual({ word: "not_loaded" });
    expect(await newcomers().readRefusals(sale.id)).toBe("not_loaded");
    // What it does not remember somebody else may.
    const accepted = { ...gate, ...believeGate(gate, lease) };
    expect(await accepted.readAttempt(attempt.attemptId)).toBe("not_loaded");
    expect(await gate.readAttempt(attempt.attemptId)).toBe("unknown");
    expect(await accepted.readAccount(sale.id, attempt.accountId)).toBe("not_loaded");
  });

  it("believes no replica", async () => {
    const primary = await startRealRedis({ settings: withoutDelay });
    await server.connect().replicaof(primary.host, primary.port);
    await untilDoubted();
    await primary.stop();
  });
});
