import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSale, type MadeSale } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { openBoard, type RunningBoard } from "./board";
import { raiseEpoch } from "./raise-epoch";
import { syncBoard } from "./sync-board";

let server: RealRedis;
let database: TestDatabase;
let board: RunningBoard;
let sale: MadeSale;

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  database = await createTestDatabase();
  await server.connect().flushall();
  sale = await createSale(database.pool);
  await sync();
  // A lease nobody waits for and no messages but those already sent: the board is asked when the test asks.
  const subscriber = server.connect();
  board = await openBoard({ redis: server.connect(), subscriber, leaseMs: 3_600_000, onError: () => undefined });
  await subscriber.unsubscribe();
});

afterEach(async () => {
  board.stop();
  await database.drop();
});

const sync = () => syncBoard({ pool: database.pool, redis: server.connect(), nowMs: Date.now() });

describe("a process's copy of the board", () => {
  it("stays when Redis has lost the board and nobody has written it again", async () => {
    await server.connect().flushall();
    await board.refresh();
    expect(board.bySlug(sale.slug)?.id).toBe(sale.id);
  });

  it("follows a board that was lost and written again, however often that changed in between", async () => {
    // As many changes after the loss as before it: a counter would stand where it stood.
    await server.connect().flushall();
    await raiseEpoch(database.pool, sale.id, 1);
    await sync();
    await board.refresh();
    expect(board.bySlug(sale.slug)?.epoch).toBe(2);
  });

  it("loses a sale that was taken off", async () => {
    await createSale(database.pool);
    await database.pool.query("UPDATE sales SET status = 'draft' WHERE id = $1", [sale.id]);
    await sync();
    await board.refresh();
    expect(board.bySlug(sale.slug)).toBeUndefined();
  });
});
