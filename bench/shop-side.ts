import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { passCookieName } from "../lib/accounts/pass-cookie";
import { attemptIdFor } from "../lib/accounts/tokens/attempt-id";
import { createTokenKeys } from "../lib/accounts/tokens/keys";
import { signPass } from "../lib/accounts/tokens/pass";
import { issueTicket } from "../lib/accounts/tokens/ticket";
import { orderIdOfAttempt } from "../lib/domain";
import { createOrders } from "../lib/orders/create-orders";
import { createClock } from "../lib/platform/clock";
import { createPool } from "../lib/platform/postgres";
import { connectBlockingRedis, connectHotRedis, connectSubscriber, untilReady } from "../lib/platform/redis";
import { loadGate } from "../lib/purchase/load-gate";
import { settleBatch } from "../lib/purchase/settle";
import { openBoard } from "../lib/sales/board";
import { raiseEpoch } from "../lib/sales/raise-epoch";
import { syncBoard } from "../lib/sales/sync-board";
import { createGate } from "../lib/stock/create-gate";
import { createIntentStream } from "../lib/stock/create-intent-stream";
import {
  createAccounts,
  createSale,
  type MadeSale,
  makeAccountId,
  makeBooking,
  type SaleWish,
} from "../lib/testing/factories";

// What the benchmark needs of the shop's own code: sales whose gate is loaded, signed-in shoppers as raw requests,
// and the parts that are measured without HTTP. Bundled by the benchmark before it runs.

export interface ShopSideSettings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly secret: string;
  readonly origin: string;
}

export interface RequestFile {
  readonly file: string;
  readonly length: number;
  readonly count: number;
}

/** How many shoppers are written to a file at a time. */
const chunkMax = 5_000;
const dayMs = 86_400_000;
/** As the worker reads them. */
const batchSize = 500;

export async function openShopSide(settings: ShopSideSettings) {
  const pool = createPool({
    url: settings.databaseUrl,
    max: 8,
    applicationName: "zerohour-bench",
    statementTimeoutMs: 60_000,
  });
  const redis = connectHotRedis(settings.redisUrl);
  const blockingRedis = connectBlockingRedis(settings.redisUrl);
  const subscriber = connectSubscriber(settings.redisUrl);
  await Promise.all([untilReady(redis, 10_000), untilReady(blockingRedis, 10_000)]);
  const clock = createClock();
  const keys = createTokenKeys(settings.secret);
  const board = await openBoard({ redis, subscriber, leaseMs: 1_000, onError: () => undefined });
  const gate = createGate({ redis, clock });
  const orders = createOrders({ pool });
  const cookieName = passCookieName(settings.origin);

  async function sync(): Promise<void> {
    await syncBoard({ pool, redis, nowMs: clock.nowMs() });
    await board.refresh();
  }

  async function openSale(wish: SaleWish = {}, soldOut = false): Promise<MadeSale> {
    const sale = await createSale(pool, wish);
    if (soldOut) await pool.query("UPDATE sale_items SET sold = total WHERE sale_id = $1", [sale.id]);
    await sync();
    const snapshot = board.byId(sale.id);
    if (snapshot === undefined) throw new Error(`sale ${sale.slug} is not on the board`);
    await loadGate(
      {
        gate,
        readForGate: (saleId) => orders.readForGate(saleId),
        raiseEpoch: (saleId, epoch) => raiseEpoch(pool, saleId, epoch),
        syncBoard: sync,
      },
      snapshot,
    );
    return sale;
  }

  /** Takes a sale away again, with everything Redis holds of it. */
  async function closeSale(sale: MadeSale): Promise<void> {
    await pool.query("UPDATE sales SET status = 'draft' WHERE id = $1", [sale.id]);
    await sync();
    await gate.unload(sale.id);
  }

  const headersOf = (accountId: string) => {
    const pass = signPass(keys, { accountId, role: "shopper", level: 0, expiresAtMs: Date.now() + dayMs });
    return [
      "Host: 127.0.0.1",
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      "Accept: application/json",
      `Origin: ${settings.origin}`,
      `Cookie: ${cookieName}=${pass}`,
    ].join("\r\n");
  };

  const newKey = () => randomBytes(16).toString("base64url");

  function buyRequest(sale: MadeSale, accountId: string): string {
    const nowMs = Date.now();
    const ticket = issueTicket(keys, { saleId: sale.id, accountId, issuedAtMs: nowMs, expiresAtMs: nowMs + dayMs });
    return [
      `POST /api/sales/${sale.slug}/attempts/${ticket} HTTP/1.1`,
      headersOf(accountId),
      "Content-Type: application/json",
      `Idempotency-Key: ${newKey()}`,
      "Content-Length: 2",
      "",
      "{}",
    ].join("\r\n");
  }

  /** Accepted attempts of new shoppers, not booked yet; straight through the gate. */
  async function reserve(sale: MadeSale, accountIds: readonly string[]): Promise<readonly string[]> {
    const epoch = board.byId(sale.id)?.epoch ?? 0;
    const attemptIds = accountIds.map((accountId) => attemptIdFor(keys, sale.id, accountId, newKey()));
    for (let from = 0; from < accountIds.length; from += batchSize) {
      const part = accountIds.slice(from, from + batchSize).map((accountId, index) =>
        gate.reserve({
          saleId: sale.id,
          epoch,
          accountId,
          attemptId: attemptIds[from + index] ?? "",
          itemId: sale.itemId,
          quantity: 1,
          joinLine: false,
        }),
      );
      for (const reply of await Promise.all(part)) {
        if (reply.word !== "accepted") throw new Error(`an attempt was not accepted: ${reply.word}`);
      }
    }
    return attemptIds;
  }

  const usedMemory = async () => Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);

  return {
    openSale,
    closeSale,

    /** Different signed-in shoppers, each with a ticket, a key and a wish. */
    async writeBuys(file: string, sale: MadeSale, count: number): Promise<RequestFile> {
      return writeRecords(file, count, () => buyRequest(sale, makeAccountId()));
    },

    /** Shoppers who ask what became of their attempts. */
    async writePolls(file: string, sale: MadeSale, count: number): Promise<RequestFile> {
      const accountIds = Array.from({ length: count }, makeAccountId);
      const attemptIds = await reserve(sale, accountIds);
      let next = 0;
      return writeRecords(file, count, () => {
        const index = next++;
        return `GET /api/attempts/${attemptIds[index]} HTTP/1.1\r\n${headersOf(accountIds[index] ?? "")}\r\n\r\n`;
      });
    },

    async writeGet(file: string, path: string, header = ""): Promise<RequestFile> {
      const extra = header === "" ? "" : `${header}\r\n`;
      const agent = "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*";
      return writeRecords(file, 1, () => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${agent}\r\n${extra}\r\n`);
    },

    /**
     * Books `count` accepted attempts as the worker does, from the stream to the acknowledgement, in turns with plain
     * inserts of the same number of order rows; orders per second of both.
     */
    async measureSettling(
      count: number,
    ): Promise<{ shopPerSecond: number; plainPerSecond: number; bytesPerAccount: number }> {
      const sale = await openSale({ stock: count });
      const accountIds: string[] = [];
      for (let from = 0; from < count; from += chunkMax) {
        const made = await createAccounts(pool, Math.min(chunkMax, count - from));
        accountIds.push(...made.map((account) => account.id));
      }
      await pool.query("CREATE TABLE IF NOT EXISTS bench_orders (LIKE orders INCLUDING ALL)");
      const before = await usedMemory();
      await reserve(sale, accountIds);
      const intents = createIntentStream({ redis, blockingRedis, consumer: "bench" });
      const parts = { intents, orders, gate, clock, keepDeadLetters: async () => undefined, count: () => undefined };
      const spent = { shopMs: 0, plainMs: 0, settled: 0 };
      while (spent.settled < count) {
        const beganMs = performance.now();
        const [batch] = await intents.readNew([sale.id], { countMax: batchSize, blockMs: 1_000 });
        if (batch === undefined) throw new Error("the stream ended early");
        spent.settled += await settleBatch(parts, batch);
        const halfMs = performance.now();
        await insertPlainly(sale, accountIds.slice(spent.settled - batch.entries.length, spent.settled));
        spent.shopMs += halfMs - beganMs;
        spent.plainMs += performance.now() - halfMs;
      }
      const after = await usedMemory();
      await pool.query("DROP TABLE bench_orders");
      await closeSale(sale);
      return {
        shopPerSecond: (count / spent.shopMs) * 1_000,
        plainPerSecond: (count / spent.plainMs) * 1_000,
        bytesPerAccount: (after - before) / count,
      };
    },

    /** Decisions per second at the gate, without HTTP, among the first and among the last of `count` shoppers. */
    async measureGrowth(count: number): Promise<{ fewPerSecond: number; manyPerSecond: number }> {
      const sale = await openSale({ stock: count + 100_000 });
      const time = async (amount: number) => {
        const accountIds = Array.from({ length: amount }, makeAccountId);
        const beganMs = performance.now();
        await reserve(sale, accountIds);
        return (amount / (performance.now() - beganMs)) * 1_000;
      };
      const sample = 20_000;
      // The first thousand also warm up what compiles itself on the way.
      await time(1_000);
      const fewPerSecond = await time(sample);
      await time(Math.max(0, count - 2 * sample));
      const manyPerSecond = await time(sample);
      await closeSale(sale);
      return { fewPerSecond, manyPerSecond };
    },

    /** Accounts that exist, with what they need to buy, for those measures in which orders are booked. */
    async makeBuyers(
      sale: MadeSale,
      count: number,
    ): Promise<readonly { cookie: string; ticket: string; key: string }[]> {
      const made = await createAccounts(pool, count);
      const nowMs = Date.now();
      return made.map(({ id }) => ({
        cookie: `${cookieName}=${signPass(keys, { accountId: id, role: "shopper", level: 0, expiresAtMs: nowMs + dayMs })}`,
        ticket: issueTicket(keys, { saleId: sale.id, accountId: id, issuedAtMs: nowMs, expiresAtMs: nowMs + dayMs }),
        key: newKey(),
      }));
    },

    async close(): Promise<void> {
      board.stop();
      for (const client of [redis, blockingRedis, subscriber]) client.disconnect();
      await pool.end();
    },
  };

  /** What any shop must do at least: one statement with the order rows, no stock, no lines, no ledger, no history. */
  async function insertPlainly(sale: MadeSale, accountIds: readonly string[]): Promise<void> {
    const bookings = accountIds.map((accountId) => makeBooking(sale, accountId));
    await pool.query(insertPlainlySql, [
      bookings.map((booking) => orderIdOfAttempt(booking.attemptId)),
      sale.id,
      bookings.map((booking) => booking.accountId),
      new Date(),
      new Date(Date.now() + 600_000),
    ]);
  }
}

const insertPlainlySql = `
INSERT INTO bench_orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, reserved_at, pay_by,
  created_at, updated_at)
SELECT id, $2, account_id, 1, 7900, 'EUR', $4, $4, $5, $4, $4
FROM unnest($1::text[], $3::text[]) AS made (id, account_id)`;

async function writeRecords(file: string, count: number, make: () => string): Promise<RequestFile> {
  const handle = await open(file, "w");
  let length = 0;
  try {
    for (let written = 0; written < count; written += chunkMax) {
      const records = Array.from({ length: Math.min(chunkMax, count - written) }, make);
      length = records[0]?.length ?? 0;
      if (records.some((record) => record.length !== length)) throw new Error("requests differ in length");
      await handle.write(records.join(""), null, "latin1");
    }
  } finally {
    await handle.close();
  }
  return { file, length, count };
}
