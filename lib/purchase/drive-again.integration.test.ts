import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../domain";
import { orderIdOfAttempt } from "../domain";
import { createOrders } from "../orders/create-orders";
import type { Orders } from "../orders/ports";
import { createClock } from "../platform/clock";
import { openBoard, type RunningBoard } from "../sales/board";
import { raiseEpoch } from "../sales/raise-epoch";
import { syncBoard } from "../sales/sync-board";
import { createGate } from "../stock/create-gate";
import { createIntentStream } from "../stock/create-intent-stream";
import type { Gate, IntentStream } from "../stock/gate";
import { createAccounts, createSale, type MadeSale, makeAttemptId, type SaleWish } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { driveAgainLoop } from "./drive-again";
import { recoverAttempt } from "./find-attempt";
import { giveUpAttempt } from "./give-up-attempt";
import { loadGate } from "./load-gate";
import { rememberAccepted } from "./remember-accepted";
import { settleBatch } from "./settle";

// A gate is lost with its stream, and those it had accepted never ask again: whoever told them "accepted" does.

const signal = new AbortController().signal;
const clock = createClock();
let server: RealRedis;
let database: TestDatabase;
let board: RunningBoard;
let gate: Gate;
let orders: Orders;
let intents: IntentStream;
let shoppers: readonly string[];
let steadyMs: number;
let isLeased: boolean;

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  steadyMs = 1_000_000;
  isLeased = true;
  database = await createTestDatabase();
  const redis = server.connect();
  await redis.flushall();
  gate = createGate({ redis, clock });
  orders = createOrders({ pool: database.pool });
  intents = createIntentStream({ redis, blockingRedis: server.connect(), consumer: "worker-1" });
  board = await openBoard({ redis, subscriber: server.connect(), leaseMs: 60_000, onError: () => undefined });
  shoppers = (await createAccounts(database.pool, 6)).map(({ id }) => id);
});

afterEach(async () => {
  board.stop();
  await database.drop();
});

const shopper = (index: number) => shoppers[index] ?? "";
const sync = () => syncBoard({ pool: database.pool, redis: server.connect(), nowMs: clock.nowMs() });

/** Loads the gate from PostgreSQL under a new epoch, as the worker does. */
async function rebuild(sale: MadeSale): Promise<void> {
  await sync();
  await board.refresh();
  const snapshot = board.byId(sale.id);
  if (snapshot === undefined) throw new Error("not on the board");
  await loadGate(
    {
      gate,
      readForGate: orders.readForGate,
      raiseEpoch: (saleId: number, epoch: number) => raiseEpoch(database.pool, saleId, epoch),
      syncBoard: sync,
    },
    snapshot,
  );
  await board.refresh();
}

async function openSale(wish: SaleWish): Promise<MadeSale> {
  const sale = await createSale(database.pool, wish);
  await rebuild(sale);
  return sale;
}

/** Redis loses everything, and the worker loads it again. */
async function loseGate(sale: MadeSale): Promise<void> {
  await server.connect().flushall();
  await rebuild(sale);
}

function webProcess() {
  const accepted = rememberAccepted(() => steadyMs);
  const mine = createGate({ redis: server.connect(), clock, onAccepted: accepted.remember });
  const parts = { board, gate: mine, orders, clock };
  const notes: { saleId: number; epoch: number; attempts: number }[] = [];
  const loop = driveAgainLoop({
    ...{ accepted, board, lease: { holds: () => isLeased }, doors: { of: () => "gate" } },
    recover: (attempt) => recoverAttempt(parts, attempt),
    realNowMs: () => steadyMs,
    note: (driven) => notes.push(driven),
  });
  return {
    accepted,
    notes,
    driveAgain: () => loop.once(signal),
    leave: ({ attemptId, accountId }: Attempt) => giveUpAttempt({ ...parts, accepted }, attemptId, accountId),
    async accept(sale: MadeSale, accountId: string): Promise<Attempt> {
      const reply = await mine.reserve({
        ...{ saleId: sale.id, epoch: board.byId(sale.id)?.epoch ?? 0, accountId },
        ...{ attemptId: makeAttemptId(sale.id), itemId: sale.itemId, quantity: 1, joinLine: true },
      });
      if (reply.word !== "accepted") throw new Error(`refused: ${reply.word}`);
      return reply.attempt;
    },
  };
}

/** The worker books what it finds. */
async function settleAll(sale: MadeSale): Promise<void> {
  const parts = { intents, orders, gate, clock, keepDeadLetters: async () => undefined, count: () => undefined };
  for (const batch of await intents.readNew([sale.id], { countMax: 100, blockMs: 0 })) await settleBatch(parts, batch);
}

/** What the books know of an attempt. */
async function booked({ attemptId }: Attempt): Promise<string> {
  const record = await orders.findAttempt(attemptId);
  if (record !== null) return record.orderState ?? record.failure ?? "nothing";
  const { rows } = await database.pool.query<{ state: string }>(
    "SELECT state FROM line_entries WHERE attempt_id = $1",
    [attemptId],
  );
  return rows[0]?.state ?? "nothing";
}

describe("whoever was accepted by a gate that was lost, and never asks again", () => {
  it("has an order all the same, before somebody new has the unit", async () => {
    const sale = await openSale({ stock: 1, lineFactor: 3 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await loseGate(sale);
    expect(await web.driveAgain()).toBe(1);
    const late = await web.accept(sale, shopper(1));
    await settleAll(sale);
    expect(await booked(attempt)).toBe("reserved");
    expect(await booked(late)).toBe("waiting");
    expect(web.notes).toEqual([{ saleId: sale.id, epoch: board.byId(sale.id)?.epoch, attempts: 1 }]);
    expect(await web.driveAgain()).toBe(0);
  });

  it("is in no book, and somebody new has the unit, if nobody drives them again (negative control)", async () => {
    const sale = await openSale({ stock: 1, lineFactor: 3 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await loseGate(sale);
    const late = await web.accept(sale, shopper(1));
    await settleAll(sale);
    expect(await booked(attempt)).toBe("nothing");
    expect(await booked(late)).toBe("reserved");
  });

  it("is driven again after the next loss, too, and once per gate", async () => {
    const sale = await openSale({ stock: 2 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    for (let losses = 0; losses < 3; losses += 1) {
      await loseGate(sale);
      expect(await web.driveAgain()).toBe(1);
      expect(await web.driveAgain()).toBe(0);
    }
    await settleAll(sale);
    expect(await booked(attempt)).toBe("reserved");
    expect(await gate.readSale(sale.id)).toMatchObject({ items: [{ available: 1, held: 1 }] });
  });

  it("waits in line behind those who had a unit, also those of other processes", async () => {
    const sale = await openSale({ stock: 2 });
    const [one, other] = [webProcess(), webProcess()];
    const first = await one.accept(sale, shopper(0));
    const second = await other.accept(sale, shopper(1));
    const third = await one.accept(sale, shopper(2));
    await loseGate(sale);
    expect(await one.driveAgain()).toBe(1);
    expect(await other.driveAgain()).toBe(1);
    expect(await one.driveAgain()).toBe(0);
    steadyMs += 1_000;
    expect(await one.driveAgain()).toBe(1);
    await settleAll(sale);
    expect([await booked(first), await booked(second), await booked(third)]).toEqual([
      "reserved",
      "reserved",
      "waiting",
    ]);
  });

  it("is driven only to a gate that may be believed", async () => {
    const sale = await openSale({ stock: 1 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await loseGate(sale);
    isLeased = false;
    expect(await web.driveAgain()).toBe(0);
    expect(await gate.readAttempt(attempt.attemptId)).toBe("unknown");
    isLeased = true;
    expect(await web.driveAgain()).toBe(1);
    expect(await gate.readAttempt(attempt.attemptId)).toMatchObject({ state: "queued" });
  });

  it("stays remembered while the gate cannot tell yet", async () => {
    const sale = await openSale({ stock: 1 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await loseGate(sale);
    await server.connect().flushall();
    expect(await web.driveAgain()).toBe(0);
    await rebuild(sale);
    expect(await web.driveAgain()).toBe(1);
    await settleAll(sale);
    expect(await booked(attempt)).toBe("reserved");
  });
});

describe("what was decided meanwhile", () => {
  it("stays as it is: orders that go on, that ended, and losses", async () => {
    const sale = await openSale({ stock: 3 });
    const web = webProcess();
    const [held, left, expired] = [
      await web.accept(sale, shopper(0)),
      await web.accept(sale, shopper(1)),
      await web.accept(sale, shopper(2)),
    ];
    await settleAll(sale);
    expect(await web.leave(left)).toBe("left");
    await database.pool.query("UPDATE orders SET pay_by = now() - interval '1 second' WHERE id = $1", [
      orderIdOfAttempt(expired.attemptId),
    ]);
    expect(await orders.expireDue(10, clock.spec())).toBe(1);
    await loseGate(sale);
    await web.driveAgain();
    await settleAll(sale);
    expect([await booked(held), await booked(left), await booked(expired)]).toEqual(["reserved", "left", "expired"]);
    expect(await gate.readSale(sale.id)).toMatchObject({ items: [{ available: 2, held: 1, sold: 0 }] });
    expect(web.accepted.all()).toEqual([]);
  });

  it("keeps the limit per account", async () => {
    const sale = await openSale({ stock: 2 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await loseGate(sale);
    const again = await webProcess().accept(sale, shopper(0));
    expect(await web.driveAgain()).toBe(1);
    await settleAll(sale);
    expect([await booked(attempt), await booked(again)]).toEqual(["limit", "reserved"]);
  });

  it("is told as a loss when the sale has ended", async () => {
    const sale = await openSale({ stock: 2 });
    const web = webProcess();
    const attempt = await web.accept(sale, shopper(0));
    await server.connect().flushall();
    await database.pool.query("UPDATE sales SET status = 'ended', ended_reason = 'stopped', ended_at = now()");
    await rebuild(sale);
    expect(await web.driveAgain()).toBe(1);
    expect(await booked(attempt)).toBe("ended");
  });
});

describe("whoever has left the line", () => {
  /** Told by one process, remembered as accepted by another. */
  async function leaveElsewhere(sale: MadeSale) {
    const [told, other] = [webProcess(), webProcess()];
    await told.accept(sale, shopper(0));
    const attempt = await told.accept(sale, shopper(1));
    expect(attempt.place).toBe(1);
    return { told, other, attempt };
  }

  it("is not put into it again when Redis has forgotten that", async () => {
    const sale = await openSale({ stock: 1 });
    const { told, other, attempt } = await leaveElsewhere(sale);
    expect(await other.leave(attempt)).toBe("left");
    expect(await other.leave(attempt)).toBe("left");
    await loseGate(sale);
    steadyMs += 1_000;
    await told.driveAgain();
    steadyMs += 1_000;
    await told.driveAgain();
    await settleAll(sale);
    expect(await booked(attempt)).toBe("left");
    expect(await gate.readSale(sale.id)).toMatchObject({ lineLength: 0 });
  });

  it("would be, were it told by the gate alone (negative control)", async () => {
    const sale = await openSale({ stock: 1 });
    const { told, attempt } = await leaveElsewhere(sale);
    const { attemptId, accountId } = attempt;
    expect(await gate.leaveLine({ saleId: sale.id, attemptId, accountId })).toBe("left");
    await loseGate(sale);
    await told.driveAgain();
    steadyMs += 1_000;
    await told.driveAgain();
    await settleAll(sale);
    expect(await booked(attempt)).toBe("waiting");
  });

  it("is not told so by a gate that has a successor", async () => {
    const sale = await openSale({ stock: 1 });
    const { told, attempt } = await leaveElsewhere(sale);
    // Another Redis has been loaded under a new epoch; this process hears of neither.
    const epoch = board.byId(sale.id)?.epoch ?? 0;
    expect(await raiseEpoch(database.pool, sale.id, epoch)).toBe(epoch + 1);
    expect(await told.leave(attempt)).toBe("being_confirmed");
    expect(await booked(attempt)).toBe("nothing");
  });

  it("hears that it is being confirmed until it was driven again", async () => {
    const sale = await openSale({ stock: 1 });
    const { told, attempt } = await leaveElsewhere(sale);
    await loseGate(sale);
    expect(await told.leave(attempt)).toBe("being_confirmed");
    await told.driveAgain();
    steadyMs += 1_000;
    await told.driveAgain();
    expect(await told.leave(attempt)).toBe("left");
    expect(await booked(attempt)).toBe("left");
  });
});
