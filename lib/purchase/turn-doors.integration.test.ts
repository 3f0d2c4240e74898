import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countDoors } from "../orders/books/count-doors";
import { createBooks } from "../orders/books/create-books";
import { acceptedFirstMs, permitMs } from "../orders/books/door-times";
import type { SaleDoor } from "../orders/books/ports";
import { createDoorTurns } from "../orders/books/turn-doors";
import { createOrders } from "../orders/create-orders";
import type { Orders } from "../orders/ports";
import { createClock } from "../platform/clock";
import { connectHotRedis } from "../platform/redis";
import { openBoard, type RunningBoard } from "../sales/board";
import { raiseEpoch } from "../sales/raise-epoch";
import { syncBoard } from "../sales/sync-board";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import type { Gate, IntentStream, ReserveInput, ReserveReply } from "../stock/gate";
import { createAccounts, createSale, type MadeSale, makeAttemptId } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { bookAccepted } from "./book-accepted";
import { type Doors, followDoors } from "./follow-doors";
import { gatherWishes } from "./gather-wishes";
import { loadGate } from "./load-gate";
import { rememberAccepted } from "./remember-accepted";
import { settleBatch } from "./settle";
import { throughDoors } from "./through-doors";
import { type WatchDoorsParts, watchDoorsLoop } from "./watch-doors";

// Who turns a sale to the books, when, and what becomes of those whom the gate had accepted: on a real Redis and a real
// PostgreSQL, with the processes' steady clocks in the test's hands.

const signal = new AbortController().signal;
const clock = createClock();
let server: RealRedis;
let database: TestDatabase;
let board: RunningBoard;
let gate: Gate;
let orders: Orders;
let intents: IntentStream;
let steadyMs: number;

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  steadyMs = 1_000_000;
  database = await createTestDatabase();
  const redis = server.connect();
  await redis.flushall();
  gate = createGate({ redis, clock });
  orders = createOrders({ pool: database.pool });
  intents = createIntentStream({ redis, blockingRedis: server.connect(), consumer: "worker-1" });
  board = await openBoard({ redis, subscriber: server.connect(), leaseMs: 60_000, onError: () => undefined });
});

afterEach(async () => {
  board.stop();
  await database.drop();
});

const sync = () => syncBoard({ pool: database.pool, redis: server.connect(), nowMs: clock.nowMs() });
const loading = () => ({
  gate,
  readForGate: orders.readForGate,
  raiseEpoch: (saleId: number, epoch: number) => raiseEpoch(database.pool, saleId, epoch),
  syncBoard: sync,
});

async function openSale(stock: number): Promise<MadeSale> {
  const sale = await createSale(database.pool, { stock, withoutGate: "books" });
  await refreshBoard();
  const snapshot = board.byId(sale.id);
  if (snapshot === undefined) throw new Error("not on the board");
  await loadGate(loading(), snapshot);
  await refreshBoard();
  return sale;
}

async function refreshBoard(): Promise<void> {
  await sync();
  await board.refresh();
}

/** A worker that reaches its gates through `mine`. */
function worker(mine: Gate = gate) {
  const noted: string[] = [];
  const parts: WatchDoorsParts = {
    ...loading(),
    gate: mine,
    board,
    clock,
    backlog: intents.backlog,
    readDoors: () => createBooks(database.pool).readDoors("+0"),
    turns: createDoorTurns(database.pool),
    realNowMs: () => steadyMs,
    note: (event) => noted.push(event),
  };
  return { noted, ...watchDoorsLoop(parts) };
}

/** A gate at an address where nobody listens. */
async function unreachableGate(): Promise<{ gate: Gate; close: () => void }> {
  const redis = connectHotRedis("redis://127.0.0.1:1");
  return { gate: createGate({ redis, clock }), close: () => redis.disconnect() };
}

interface WebProcess {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly bookAll: ReturnType<typeof bookAccepted>;
  readDoors(): Promise<readonly SaleDoor[]>;
}

/** A web process; it reads the doors once. */
async function webProcess(): Promise<WebProcess> {
  const books = createBooks(database.openPool(4));
  const gatherer = gatherWishes({ sell: books.sell, clockSpec: () => "+0" });
  const failed = (error: unknown) => {
    throw error;
  };
  const accepted = rememberAccepted(() => steadyMs);
  const mine = createGate({ redis: server.connect(), clock, onAccepted: accepted.remember });
  const bookAll = bookAccepted({ accepted, sell: gatherer.sell, onError: failed });
  const readDoors = () => books.readDoors("+0");
  const parts = { readDoors, realNowMs: () => steadyMs, permitMs, onRead: () => undefined, onError: failed };
  const doors = await followDoors(parts);
  doors.stop();
  return { gate: throughDoors({ gate: mine, doors, books, gatherer }), doors, bookAll, readDoors };
}

async function wishesFor(sale: MadeSale, count: number): Promise<readonly ReserveInput[]> {
  const accounts = await createAccounts(database.pool, count);
  const epoch = board.byId(sale.id)?.epoch ?? 0;
  return accounts.map(({ id: accountId }) => ({
    ...{ saleId: sale.id, epoch, accountId, attemptId: makeAttemptId(sale.id) },
    ...{ itemId: sale.itemId, quantity: 1, joinLine: false },
  }));
}

const agoSql = "UPDATE sale_doors SET gate_seen_at = now() - interval '1 hour'";
const doorNow = async () => (await database.pool.query("SELECT sells_from FROM sale_doors")).rows[0]?.sells_from;
/** As if the turn had been made so much earlier. */
const letPass = (ms: number) =>
  database.pool.query("UPDATE sale_doors SET books_at = books_at - $1::int * interval '1 millisecond'", [ms]);

async function settleAll(): Promise<void> {
  const parts = { intents, orders, gate, clock, keepDeadLetters: async () => undefined, count: () => undefined };
  for (const batch of await intents.readNew(
    [...board.all()].map(({ id }) => id),
    { countMax: 100, blockMs: 0 },
  )) {
    await settleBatch(parts, batch);
  }
}

const stateOf = (reply: ReserveReply) => ("attempt" in reply ? reply.attempt.state : reply.word);

describe("a worker that does not reach the gate", () => {
  it("does not turn to the books while another one does, nor before it has tried for a while", async () => {
    await openSale(1);
    const away = await unreachableGate();
    const [cutOff, well] = [worker(away.gate), worker()];
    try {
      await well.once(signal);
      await cutOff.once(signal);
      steadyMs += 60_000;
      await database.pool.query(agoSql);
      await well.once(signal);
      await cutOff.once(signal);
      expect(await doorNow()).toBe("gate");

      // The other worker is gone as well.
      await database.pool.query(agoSql);
      const fresh = worker(away.gate);
      await fresh.once(signal);
      expect(await doorNow()).toBe("gate");
      await cutOff.once(signal);
      expect(await doorNow()).toBe("books");
      expect([cutOff.noted, well.noted]).toEqual([["sells_from_books"], []]);
    } finally {
      away.close();
    }
  });
});

/** The sale turned to the books while a web process still reaches its gate: the worst that can happen. */
async function turnAway(sale: MadeSale): Promise<void> {
  const turns = createDoorTurns(database.pool);
  await turns.sight(sale.id);
  await database.pool.query(agoSql);
  const [door] = await createBooks(database.pool).readDoors("+0");
  if (door === undefined || !(await turns.toBooks(door, "+0"))) throw new Error("not turned");
}

describe("a gate that still works for somebody when its sale turns to the books", () => {
  it("loses nobody it accepted: newcomers wait until every permit has run out", async () => {
    const sale = await openSale(2);
    const wishes = await wishesFor(sale, 4);
    const [first, second, third, fourth] = wishes;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    const behind = await webProcess();
    expect(stateOf(await behind.gate.reserve(first))).toBe("queued");
    await turnAway(sale);
    const ahead = await webProcess();
    // It has a permit from before the turn, and uses it.
    expect(stateOf(await behind.gate.reserve(second))).toBe("queued");
    expect((await ahead.gate.reserve(third)).word).toBe("not_loaded");
    steadyMs += permitMs;
    expect((await behind.gate.reserve(fourth)).word).toBe("not_loaded");

    await behind.bookAll(await behind.readDoors());
    await letPass(acceptedFirstMs);
    const later = await webProcess();
    expect((await later.gate.reserve(third)).word).toBe("all_held");
    for (const wish of [first, second]) {
      expect(await later.gate.readAttempt(wish.attemptId)).toMatchObject({ state: "reserved" });
      expect(stateOf(await later.gate.reserve(wish))).toBe("reserved");
    }
    await settleAll();
    expect(await gate.readAttempt(second.attemptId)).toMatchObject({ state: "reserved" });
  });

  it("serves who comes with a receipt before newcomers, and refuses none for good", async () => {
    const sale = await openSale(1);
    const [first, second] = await wishesFor(sale, 2);
    if (first === undefined || second === undefined) throw new Error();
    await turnAway(sale);
    const web = await webProcess();
    expect(await web.gate.readAttempt(first.attemptId)).toBe("not_loaded");
    const again = { ...first, joinLine: true, acceptedAtMs: Date.now() };
    expect(stateOf(await web.gate.reserve(again))).toBe("reserved");
    expect((await web.gate.reserve({ ...second, joinLine: true, acceptedAtMs: Date.now() })).word).toBe("not_loaded");
  });

  it("makes somebody lose who was accepted, if newcomers need not wait (negative control)", async () => {
    const sale = await openSale(1);
    const [first, second] = await wishesFor(sale, 2);
    if (first === undefined || second === undefined) throw new Error();
    const behind = await webProcess();
    await turnAway(sale);
    await letPass(acceptedFirstMs);
    const ahead = await webProcess();
    expect(stateOf(await ahead.gate.reserve(second))).toBe("reserved");
    expect(stateOf(await behind.gate.reserve(first))).toBe("queued");
    await settleAll();
    expect(await gate.readAttempt(first.attemptId)).toMatchObject({ state: "lost", reason: "sold_out" });
  });
});

/** What a process tells whoever watches the shop. */
async function tellsDoors(): Promise<Readonly<Record<string, number>>> {
  const registry = new Registry();
  countDoors(registry, () => createBooks(database.pool).readDoors("+0"));
  const told = (await registry.metrics()).matchAll(/^zerohour_sales_by_door\{door="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...told].map(([, door, count]) => [door, Number(count)]));
}

describe("the gauge of sales by door", () => {
  it("follows a sale to the books and back, and leaves those out that may not be sold from them", async () => {
    expect(await tellsDoors()).toEqual({ gate: 0, books: 0, returning: 0 });
    await createSale(database.pool, { stock: 1 });
    await openSale(1);
    expect(await tellsDoors()).toEqual({ gate: 1, books: 0, returning: 0 });

    const away = await unreachableGate();
    const cutOff = worker(away.gate);
    await worker().once(signal);
    await cutOff.once(signal);
    steadyMs += 60_000;
    await database.pool.query(agoSql);
    await cutOff.once(signal);
    away.close();
    expect(await tellsDoors()).toEqual({ gate: 0, books: 1, returning: 0 });

    const back = worker();
    for (let looks = 0; looks < 4; looks += 1) await back.once(signal);
    expect(await tellsDoors()).toEqual({ gate: 0, books: 0, returning: 1 });
    await letPass(acceptedFirstMs);
    await back.once(signal);
    expect(await tellsDoors()).toEqual({ gate: 1, books: 0, returning: 0 });
  });

  it("tells nothing, and no zero, while PostgreSQL cannot be asked", async () => {
    const registry = new Registry();
    countDoors(registry, () => Promise.reject(new Error("PostgreSQL is away")));
    expect(await registry.metrics()).not.toMatch(/^zerohour_sales_by_door/m);
  });
});

describe("the way back", () => {
  it("drains the stream, then rebuilds the gate with what was sold from the books, then opens it", async () => {
    const sale = await openSale(3);
    const [atGate, atBooks, later] = await wishesFor(sale, 3);
    if (atGate === undefined || atBooks === undefined || later === undefined) throw new Error();
    expect(stateOf(await gate.reserve(atGate))).toBe("queued");
    await turnAway(sale);
    await letPass(acceptedFirstMs);
    expect(stateOf(await (await webProcess()).gate.reserve(atBooks))).toBe("reserved");

    const loop = worker();
    for (let looks = 0; looks < 3; looks += 1) await loop.once(signal);
    expect(await doorNow()).toBe("books");
    await loop.once(signal);
    expect(await doorNow()).toBe("returning");
    const web = await webProcess();
    expect((await web.gate.reserve(later)).word).toBe("not_loaded");
    expect(await web.gate.readAttempt(atBooks.attemptId)).toMatchObject({ state: "reserved" });
    // What the gate accepted is still in its stream.
    await loop.once(signal);
    expect(await doorNow()).toBe("returning");

    await refreshBoard();
    await settleAll();
    await loop.once(signal);
    expect(await doorNow()).toBe("gate");
    expect(await gate.readSale(sale.id)).toMatchObject({ items: [{ available: 1, held: 2, sold: 0 }] });
    expect((await gate.reserve(later)).word).toBe("stale_epoch");
    expect(stateOf(await (await webProcess()).gate.reserve(later))).toBe("queued");
    expect(loop.noted).toEqual(["books_ended", "sells_by_gate"]);
  });

  it("is content with a gate that another worker has loaded since, and with none before", async () => {
    const sale = await openSale(2);
    const [atBooks] = await wishesFor(sale, 1);
    if (atBooks === undefined) throw new Error();
    await turnAway(sale);
    await letPass(acceptedFirstMs);
    await webProcess().then((web) => web.gate.reserve(atBooks));
    const loadElsewhere = async () => {
      await refreshBoard();
      const snapshot = board.byId(sale.id);
      if (snapshot === undefined) throw new Error("not on the board");
      await loadGate(loading(), snapshot);
    };
    // Loaded while the sale is still sold from the books, as whoever tends the gates does.
    await loadElsewhere();
    const meddled: Gate = {
      ...gate,
      async load(input) {
        const result = await gate.load(input);
        await loadElsewhere();
        return result;
      },
    };
    const loop = worker(meddled);
    for (let looks = 0; looks < 4; looks += 1) await loop.once(signal);
    expect(await doorNow()).toBe("returning");
    await loop.once(signal);
    expect(await doorNow()).toBe("gate");
    await refreshBoard();
    expect(await gate.readSale(sale.id)).toMatchObject({ epoch: board.byId(sale.id)?.epoch, items: [{ held: 1 }] });
  });

  it("waits for permits from before the turn even when Redis is back at once", async () => {
    const sale = await openSale(1);
    await turnAway(sale);
    const loop = worker();
    for (let looks = 0; looks < 6; looks += 1) await loop.once(signal);
    expect(await doorNow()).toBe("returning");
    await letPass(acceptedFirstMs);
    await loop.once(signal);
    expect(await doorNow()).toBe("gate");
  });
});
