import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { checkPostgres, checkRedis, judgePostgres } from "./check-servers";

const nothing = { unsafeServers: false, redisWithoutFile: false };
const settings = (found: readonly { readonly setting: string }[]) => found.map(({ setting }) => setting).sort();

describe("Redis", () => {
  let server: RealRedis;
  beforeAll(async () => {
    server = await startRealRedis({ appendOnly: true });
  });
  afterAll(() => server.stop());

  it("is fine with noeviction and an append-only file", async () => {
    expect(await checkRedis(server.connect(), nothing)).toEqual([]);
  });

  it("that evicts is refused, whatever is accepted", async () => {
    const redis = server.connect();
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    expect(settings(await checkRedis(redis, nothing))).toEqual(["maxmemory_policy"]);
    expect(settings(await checkRedis(redis, { unsafeServers: true, redisWithoutFile: true }))).toEqual([
      "maxmemory_policy",
    ]);
    const [found] = await checkRedis(redis, nothing);
    expect(found?.line).toMatch(/^Redis \(REDIS_URL\) has maxmemory-policy allkeys-lru: .*; set it to noeviction$/);
    await redis.config("SET", "maxmemory-policy", "noeviction");
  });

  it("without a file is refused, unless somebody accepts it", async () => {
    const redis = server.connect();
    await redis.config("SET", "appendonly", "no");
    expect(settings(await checkRedis(redis, nothing))).toEqual(["appendonly"]);
    expect(await checkRedis(redis, { ...nothing, redisWithoutFile: true })).toEqual([]);
    expect(await checkRedis(redis, { ...nothing, unsafeServers: true })).toEqual([]);
    await redis.config("SET", "appendonly", "yes");
  });

  it("that is a replica is refused", async () => {
    const redis = server.connect();
    await redis.replicaof("127.0.0.1", 1);
    expect(settings(await checkRedis(redis, nothing))).toEqual(["replica"]);
    await redis.replicaof("NO", "ONE");
  });

  it("that does not tell its settings is a warning, not a refusal", async () => {
    const admin = server.connect();
    await admin.acl("SETUSER", "shop", "on", ">secret-word", "~*", "&*", "+@all", "-config");
    const redis = server.connect();
    await redis.auth("shop", "secret-word");
    expect(await checkRedis(redis, nothing)).toMatchObject([{ setting: "config", word: "unknown" }]);
  });
});

describe("PostgreSQL", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("that may lose what it confirmed is refused, unless the data may be thrown away", async () => {
    // The server of a test run is fast and unsafe.
    const found = await checkPostgres(database.pool, nothing);
    expect(settings(found)).toEqual(["fsync", "full_page_writes", "synchronous_commit"]);
    for (const { line } of found) expect(line).toMatch(/set it to on, or set ALLOW_UNSAFE_SERVERS=1/);
    expect(await checkPostgres(database.pool, { ...nothing, unsafeServers: true })).toEqual([]);
  });

  it.each([
    ["that is a replica", { replica: "true" }, ["in_recovery"]],
    ["that is too old", { version: "140011" }, ["version"]],
    ["with everything on", {}, []],
  ])("%s is judged by what it says", (_name, said, expected) => {
    const row = { fsync: "on", synchronous: "on", pages: "on", version: "150018", replica: "false", ...said };
    expect(settings(judgePostgres(row, nothing))).toEqual(expected);
  });
});
