import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSale } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { boardKeys } from "./board";
import { syncBoard } from "./sync-board";

let database: TestDatabase;
let server: RealRedis;
let redis: Redis;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startRealRedis();
  redis = server.connect();
});

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

const sync = () => syncBoard({ pool: database.pool, redis, nowMs: Date.now() });
const shown = async () => (await redis.hkeys(boardKeys.sales)).map(Number).sort((a, b) => a - b);

describe("the board", () => {
  it("shows published sales, follows their changes and takes hidden ones off, the newest and the last as well", async () => {
    const first = await createSale(database.pool);
    const second = await createSale(database.pool);
    await createSale(database.pool, { status: "draft" });
    expect(await sync()).toBe(2);
    expect(await shown()).toEqual([first.id, second.id]);

    await database.pool.query("UPDATE sales SET title = 'New', version = version + 1 WHERE id = $1", [first.id]);
    expect(await sync()).toBe(1);

    await database.pool.query("UPDATE sales SET status = 'draft' WHERE id = $1", [second.id]);
    expect(await sync()).toBe(1);
    expect(await shown()).toEqual([first.id]);

    await database.pool.query("UPDATE sales SET status = 'draft' WHERE id = $1", [first.id]);
    expect(await sync()).toBe(1);
    expect(await shown()).toEqual([]);
  });

  it("says nothing when nothing changed", async () => {
    await createSale(database.pool);
    await sync();
    const revision = await redis.get(boardKeys.revision);
    expect(await sync()).toBe(0);
    expect(await redis.get(boardKeys.revision)).toBe(revision);
  });
});
