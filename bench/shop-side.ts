import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { passCookieName } from "../lib/accounts/pass-cookie";
import { attemptIdFor } from "../lib/accounts/tokens/attempt-id";
import { createTokenKeys } from "../lib/accounts/tokens/keys";
import { signPass } from "../lib/accounts/tokens/pass";
import { issueTicket } from "../lib/accounts/tokens/ticket";
import { type AuditCheck, orderIdOfAttempt, type Role } from "../lib/domain";
import { createOrders } from "../lib/orders/create-orders";
import { createClock } from "../lib/platform/clock";
import { createPool } from "../lib/platform/postgres";
import { connectBlockingRedis, connectHotRedis, connectSubscriber, untilReady } from "../lib/platform/redis";
import { type LoadGateParts, loadGate } from "../lib/purchase/load-gate";
import { settleLoop } from "../lib/purchase/settle-loops";
import { vouchedForMs } from "../lib/purchase/verify-gate";
import { openBoard } from "../lib/sales/board";
import { raiseEpoch } from "../lib/sales/raise-epoch";
import { syncBoard } from "../lib/sales/sync-board";
import { createGate } from "../lib/stock/create-gate";
import { createIntentStream } from "../lib/stock/create-intent-stream";
import { readServer, renewVouch, vouch } from "../lib/stock/vouched-server";
import {
  createAccounts,
  createSale,
  type MadeSale,
  makeAccountId,
  makeBooking,
  type SaleWish,
} from "../lib/testing/factories";
import { makeShoppers } from "../lib/testing/session-cookies";
import { auditWith, judgeWith } from "../lib/wiring-audit";

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
/** As many as there are connections to PostgreSQL. */
const salesAtOnce = 8;

export type ShopSide = Awaited<ReturnType<typeof openShopSide>>;

export async function openShopSide(settings: ShopSideSettings) {
  const pool = createPool({
    url: settings.databaseUrl,
    max: salesAtOnce,
    applicationName: "zerohour-bench",
    statementTimeoutMs: 60_000,
  });
  const redis = connectHotRedis(settings.redisUrl);
  const blockingRedis = connectBlockingRedis(settings.redisUrl);
  const subscriber = connectSubscriber(settings.redisUrl);
  await Promise.all([untilReady(redis, 10_000), untilReady(blockingRedis, 10_000)]);
  // Most measures run without a worker: what one would say of this Redis, which is the one the gates are loaded into, is said
  // here, as often.
  const { name: server } = await readServer(redis);
  await vouch(redis, server, { forMs: vouchedForMs, openToAllInMs: 0 });
  const vouching = setInterval(() => void renewVouch(redis, server, vouchedForMs).catch(() => undefined), 1_000);
  vouching.unref();
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
    await loadGateOf(sale, { raiseEpoch: (saleId, epoch) => raiseEpoch(pool, saleId, epoch), syncBoard: sync });
    return sale;
  }

  async function loadGateOf(sale: MadeSale, ways: Pick<LoadGateParts, "raiseEpoch" | "syncBoard">): Promise<void> {
    const snapshot = board.byId(sale.id);
    if (snapshot === undefined) throw new Error(`sale ${sale.slug} is not on the board`);
    await loadGate({ gate, readForGate: (saleId) => orders.readForGate(saleId), ...ways }, snapshot);
  }

  /** The same for many: the board hears of all of them at once. */
  async function openSales(count: number, wish: SaleWish): Promise<readonly MadeSale[]> {
    const sales: MadeSale[] = [];
    while (sales.length < count) {
      const some = Array.from({ length: Math.min(salesAtOnce, count - sales.length) }, () => createSale(pool, wish));
      sales.push(...(await Promise.all(some)));
    }
    await sync();
    for (const sale of sales) await raiseEpoch(pool, sale.id, board.byId(sale.id)?.epoch ?? 0);
    await sync();
    const ways = { raiseEpoch: async (_: number, epoch: number) => epoch, syncBoard: async () => undefined };
    for (const sale of sales) await loadGateOf(sale, ways);
    return sales;
  }

  async function closeSales(sales: readonly MadeSale[]): Promise<void> {
    await pool.query("UPDATE sales SET status = 'draft' WHERE id = ANY($1)", [sales.map(({ id }) => id)]);
    await sync();
    for (const sale of sales) await gate.unload(sale.id);
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

    openSales,
    closeSales,

    /** The same requests in memory, for our own generator. */
    makeBuys: (sale: MadeSale, count: number): string[] =>
      Array.from({ length: count }, () => buyRequest(sale, makeAccountId())),

    async makePolls(sale: MadeSale, count: number): Promise<string[]> {
      const accountIds = Array.from({ length: count }, makeAccountId);
      const attemptIds = await reserve(sale, accountIds);
      return accountIds.map(
        (accountId, index) => `GET /api/attempts/${attemptIds[index]} HTTP/1.1\r\n${headersOf(accountId)}\r\n\r\n`,
      );
    },

    /** Numbered accounts, signed in. */
    signIn: (count: number, role: Role = "shopper") =>
      makeShoppers(pool, keys, count, { role, appOrigin: settings.origin }),

    /** The audit of a sale, and of what its shoppers were told. */
    async audit(slug: string, historyFile: string): Promise<readonly AuditCheck[]> {
      const audited = await auditWith(settings, slug);
      if (audited === null) throw new Error(`there is no sale ${slug} to audit`);
      return [...audited.checks, ...(await judgeWith(settings, [historyFile]))];
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
      const snapshot = board.byId(sale.id);
      if (snapshot === undefined) throw new Error(`sale ${sale.slug} is not on the board`);
      const only = { ...board, all: () => [snapshot] };
      const loop = settleLoop({
        ...{ intents, orders, gate, clock, board: only },
        keepDeadLetters: async () => undefined,
        count: () => undefined,
      });
      const { signal } = new AbortController();
      const spent = { shopMs: 0, plainMs: 0, settled: 0 };
      while (spent.settled < count) {
        const beganMs = performance.now();
        const settled = await loop.once(signal);
        const halfMs = performance.now();
        const accounts = accountIds.slice(spent.settled, spent.settled + settled);
        for (let from = 0; from < settled; from += batchSize) {
          await insertPlainly(sale, accounts.slice(from, from + batchSize));
        }
        spent.settled += settled;
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
      clearInterval(vouching);
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
