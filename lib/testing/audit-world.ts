import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import pg from "pg";
import { inject } from "vitest";
import { auditShop } from "../audit/audit-shop";
import { type AuditAnswer, orderIdOfAttempt, type SaleSnapshot } from "../domain";
import { recordChange } from "../log/record-change";
import { verifyLog } from "../log/verify-log";
import { relayBatch } from "../orders/outbox";
import { createPool, type ShopPool } from "../platform/postgres";
import { loadGate } from "../purchase/load-gate";
import { settleBatch } from "../purchase/settle";
import { tellGate } from "../purchase/tell-gate";
import { raiseEpoch } from "../sales/raise-epoch";
import { readPublicSales } from "../sales/read-sales";
import { parseAttemptRecord } from "../stock/attempt-record";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import { lineKey, saleKeys } from "../stock/keys";
import { createAccounts, createSale, type MadeSale, makeAttemptId } from "./factories";
import { createPaymentsWorld } from "./payments-world";
import { templateName, urlOf } from "./postgres-global-setup";
import { type RealRedis, startRealRedis } from "./real-redis";

/** Orders of the small world, by what became of them. */
export interface WorldOrders {
  readonly expired: string;
  readonly left: string;
  readonly held: string;
  readonly paying: string;
  readonly paid: string;
  readonly refunded: string;
}

/** A shop in which a little of everything happened and all is settled: books and gate agree. */
export interface AuditWorld {
  readonly sale: MadeSale;
  readonly orders: WorldOrders;
  /** An accepted attempt that was explicitly refused. */
  readonly lostAttempt: string;
  /** The attempt at the head of the line. */
  readonly waitingAttempt: string;
  /** A copy of its own for one test: what happens to it happens to no other. One at a time. */
  open(): Promise<OpenWorld>;
  close(): Promise<void>;
}

export interface OpenWorld {
  readonly pool: ShopPool;
  readonly redis: Redis;
  /** Does what no program of ours can: constraints and triggers look away. */
  corrupt(sql: string, values?: readonly unknown[]): Promise<void>;
  audit(slug?: string): Promise<AuditAnswer>;
  /** Where its servers are, and its clock, for whoever connects by itself. */
  readonly servers: { readonly databaseUrl: string; readonly redisUrl: string; readonly clockSpec: () => string };
  /** Its Redis is gone at once, with all it knows. */
  loseRedis(): Promise<void>;
  /** It is back and knows what it knew in the beginning. */
  bringRedisBack(): Promise<void>;
  close(): Promise<void>;
}

const secondMs = 1_000;
const patienceMs = 250;

export async function createAuditWorld(): Promise<AuditWorld> {
  const server = await startRealRedis();
  const template = await createDatabase(templateName);
  const pool = createPool({ url: template.url, max: 10, applicationName: "audit-world" });
  const story = await playStory(pool, server);
  await pool.end();
  const redis = server.connect();
  const dumps = await dumpAll(redis);
  return {
    ...story,
    async open() {
      const database = await createDatabase(template.name);
      await restoreAll(redis, dumps);
      return openWorld(database, story.clockSpec, {
        redis,
        url: server.url,
        lose: () => server.kill(),
        async bringBack() {
          await server.start();
          await restoreAll(redis, dumps);
        },
      });
    },
    async close() {
      await server.stop();
      await runOnServer(`DROP DATABASE ${template.name} WITH (FORCE)`);
    },
  };
}

interface WorldRedis {
  readonly redis: Redis;
  readonly url: string;
  readonly lose: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
}

function openWorld(database: NamedDatabase, clockSpec: string, server: WorldRedis): OpenWorld {
  const { redis } = server;
  const pool = createPool({ url: database.url, max: 5, applicationName: "audit-world", statementTimeoutMs: 30_000 });
  const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
  return {
    pool,
    redis,
    corrupt: (sql, values = []) =>
      pool.transaction(async (client) => {
        await client.query("SET LOCAL session_replication_role = replica");
        await client.query(sql, [...values]);
      }),
    async audit(slug) {
      const parts = { pool, redis, format, clockSpec: () => clockSpec, verifyLog: () => verifyLog(pool), patienceMs };
      const answer = await auditShop(parts, slug ?? null);
      if (answer === null) throw new Error(`there is no sale ${slug}`);
      return answer;
    },
    servers: { databaseUrl: database.url, redisUrl: server.url, clockSpec: () => clockSpec },
    loseRedis: server.lose,
    bringRedisBack: server.bringBack,
    async close() {
      await pool.end();
      await runOnServer(`DROP DATABASE ${database.name} WITH (FORCE)`);
    },
  };
}

type Story = Pick<AuditWorld, "sale" | "orders" | "lostAttempt" | "waitingAttempt"> & { readonly clockSpec: string };

/** Eight units, two of them released later. */
async function playStory(pool: ShopPool, server: RealRedis): Promise<Story> {
  const payments = await createPaymentsWorld(pool);
  const { clock, orders } = payments;
  const redis = server.connect({ enableAutoPipelining: true });
  const gate = createGate({ redis, clock });
  const intents = createIntentStream({ redis, blockingRedis: server.connect(), consumer: "worker-1" });
  const nowMs = clock.nowMs();
  const sale = await createSale(pool, {
    stock: 8,
    limitPerAccount: 2,
    paymentWindowSeconds: 600,
    startsAtMs: nowMs - 60 * secondMs,
    endsAtMs: nowMs + 7_200 * secondMs,
    releases: [{ atMs: nowMs + 7_000 * secondMs, quantity: 2 }],
  });
  const accounts = await createAccounts(pool, 9);
  const snapshot = await snapshotOf(pool, sale.id);
  await loadGate(
    {
      gate,
      readForGate: (saleId) => orders.readForGate(saleId),
      raiseEpoch: (saleId, seen) => raiseEpoch(pool, saleId, seen),
      syncBoard: async () => undefined,
    },
    snapshot,
  );

  async function settle(): Promise<void> {
    const settleParts = {
      intents,
      orders,
      gate,
      clock,
      keepDeadLetters: async () => undefined,
      count: () => undefined,
    };
    for (;;) {
      const batches = await intents.readNew([sale.id], { countMax: 100, blockMs: 0 });
      for (const batch of batches) await settleBatch(settleParts, batch);
      const told = await relayBatch(pool, "gate", 100, (news) => tellGate({ gate, endedAgoMs: async () => 0 }, news));
      if (batches.length === 0 && told === 0) return;
    }
  }
  async function reserve(accountId: string, quantity = 1): Promise<string> {
    const attemptId = makeAttemptId(sale.id);
    const wish = { accountId, attemptId, itemId: sale.itemId, quantity, joinLine: true };
    const reply = await gate.reserve({ saleId: sale.id, epoch: snapshot.epoch + 1, ...wish });
    if (reply.word !== "accepted") throw new Error(`not accepted: ${JSON.stringify(reply)}`);
    return attemptId;
  }
  async function hold(at: number, quantity = 1): Promise<{ orderId: string; accountId: string }> {
    const accountId = accounts[at]?.id ?? "";
    const attemptId = await reserve(accountId, quantity);
    await settle();
    return { orderId: orderIdOfAttempt(attemptId), accountId };
  }

  const expired = await hold(0);
  payments.advance(601 * secondMs);
  await orders.expireDue(10, clock.spec());
  await settle();
  // Nobody has this account: PostgreSQL refuses what the gate accepted.
  const lostAttempt = await reserve("nobody0123456789");
  await settle();
  const paid = await hold(1);
  await payments.pay(paid, "ok");
  const refunded = await hold(2);
  await payments.pay(refunded, "ok");
  await payments.settle();
  await payments.payments.refund(refunded.orderId, "A test asked for it.");
  await payments.settle();
  const left = await hold(3);
  await orders.giveUp(left.orderId, left.accountId, clock.spec());
  await settle();
  const held = await hold(4, 2);
  const paying = await hold(5);
  await payments.pay(paying, "timeout");
  await hold(6, 2);
  await settle();
  const [waitingAttempt, leaving] = [await reserve(accounts[7]?.id ?? ""), await reserve(accounts[8]?.id ?? "")];
  await gate.leaveLine({ saleId: sale.id, attemptId: leaving, accountId: accounts[8]?.id ?? "" });
  await settle();
  for (const verb of ["create", "publish", "pause", "resume"]) {
    const actor = { accountId: accounts[0]?.id ?? "", requestId: `r-${verb}`, address: null };
    const change = { actor, verb, object: `sale:${sale.slug}`, before: null, after: { verb } };
    await pool.transaction((client) => recordChange(client, change));
  }
  await payments.close();
  return {
    sale,
    orders: {
      expired: expired.orderId,
      left: left.orderId,
      held: held.orderId,
      paying: paying.orderId,
      paid: paid.orderId,
      refunded: refunded.orderId,
    },
    lostAttempt,
    waitingAttempt,
    clockSpec: clock.spec(),
  };
}

async function snapshotOf(pool: ShopPool, saleId: number): Promise<SaleSnapshot> {
  const found = (await readPublicSales(pool, 0)).find(({ snapshot }) => snapshot.id === saleId);
  if (found === undefined) throw new Error(`sale ${saleId} is not public`);
  return found.snapshot;
}

interface NamedDatabase {
  readonly name: string;
  readonly url: string;
}

async function createDatabase(from: string): Promise<NamedDatabase> {
  const name = `audit_${randomBytes(8).toString("hex")}`;
  await runOnServer(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  return { name, url: urlOf(inject("postgresUrl"), name) };
}

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function dumpAll(redis: Redis): Promise<ReadonlyMap<string, Buffer>> {
  const keys = await redis.keys("*");
  const dumps = new Map<string, Buffer>();
  for (const key of keys) {
    const dump = await redis.dumpBuffer(key);
    if (dump !== null) dumps.set(key, dump);
  }
  return dumps;
}

async function restoreAll(redis: Redis, dumps: ReadonlyMap<string, Buffer>): Promise<void> {
  await redis.flushall();
  for (const [key, dump] of dumps) await redis.restore(key, 0, dump);
}
