import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { startTcpProxy } from "../testing/tcp-proxy";
import { AwayError } from "./breaker";
import { createPool, guardPostgres, type PoolSettings, type ShopPool } from "./postgres";

let database: TestDatabase;
let pools: ShopPool[];

beforeEach(async () => {
  database = await createTestDatabase();
  await database.pool.query("CREATE TABLE box (id int PRIMARY KEY, n int NOT NULL)");
  await database.pool.query("INSERT INTO box VALUES (1, 0), (2, 0)");
  pools = [];
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function open(settings: Partial<PoolSettings> = {}): ShopPool {
  const pool = createPool({ url: database.url, max: 4, applicationName: "test", ...settings });
  pools.push(pool);
  return pool;
}

/** Ends connections of the pools under test, as an administrator or a crash does. */
async function terminate(): Promise<void> {
  await database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'test'",
  );
}

describe("a pool", () => {
  it("sets every limit on every connection, without being told", async () => {
    const { rows } = await open().query(`SELECT current_setting('statement_timeout') AS statement,
      current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle,
      current_setting('application_name') AS name`);
    expect(rows).toEqual([{ statement: "5s", lock: "3s", idle: "10s", name: "test" }]);
  });

  it("lets the server end a statement that takes too long", async () => {
    await expect(open({ statementTimeoutMs: 50 }).query("SELECT pg_sleep(10)")).rejects.toMatchObject({
      code: "57014",
    });
  });

  it("gives up on a server that accepts connections and never answers", async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const pool = open({ url: `postgresql://nobody@127.0.0.1:${port}/none`, connectTimeoutMs: 100 });
    await expect(pool.query("SELECT 1")).rejects.toThrow(/timeout/i);
    await new Promise((resolve) => silent.close(resolve));
  });

  it("survives the death of its idle connections and says so", async () => {
    const lost: Error[] = [];
    const pool = open({ onConnectionLost: (error) => lost.push(error) });
    await pool.query("SELECT 1");
    await terminate();
    await expect.poll(() => lost.length).toBe(1);
    expect((await pool.query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  it("survives the death of a connection in the middle of a transaction", async () => {
    const lost: Error[] = [];
    const pool = open({ onConnectionLost: (error) => lost.push(error) });
    const cut = pool.transaction(async (client) => {
      await client.query("UPDATE box SET n = 1");
      await terminate();
      await expect.poll(() => lost.length).toBe(1);
      await client.query("UPDATE box SET n = 2");
    });
    await expect(cut).rejects.toThrow();
    expect((await pool.query("SELECT n FROM box ORDER BY id")).rows).toEqual([{ n: 0 }, { n: 0 }]);
  });
});

describe("a transaction", () => {
  it("commits what resolves and undoes what rejects", async () => {
    const pool = open();
    expect(await pool.transaction(async (client) => (await client.query("UPDATE box SET n = 1")).rowCount)).toBe(2);
    const failing = pool.transaction(async (client) => {
      await client.query("UPDATE box SET n = 2");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect((await pool.query("SELECT DISTINCT n FROM box")).rows).toEqual([{ n: 1 }]);
  });

  it("runs again when it was the victim of a deadlock", async () => {
    const pool = open();
    let runs = 0;
    let arrived = 0;
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const swap = (first: number, second: number) =>
      pool.transaction(async (client) => {
        runs += 1;
        await client.query("UPDATE box SET n = n + 1 WHERE id = $1", [first]);
        arrived += 1;
        if (arrived === 2) release();
        await both;
        await client.query("UPDATE box SET n = n + 1 WHERE id = $1", [second]);
      });
    await Promise.all([swap(1, 2), swap(2, 1)]);
    // On a crowded machine the victim may be back before the other one goes on, and meet it once more.
    expect(runs).toBeGreaterThan(2);
    expect((await pool.query("SELECT DISTINCT n FROM box")).rows).toEqual([{ n: 2 }]);
  });

  it("gives up after five tries, and never repeats other failures", async () => {
    const pool = open();
    let runs = 0;
    const raise = (code: string) =>
      pool.transaction((client) => {
        runs += 1;
        return client.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${code}'; END $$`);
      });
    await expect(raise("40001")).rejects.toMatchObject({ code: "40001" });
    expect(runs).toBe(5);
    await expect(raise("23505")).rejects.toMatchObject({ code: "23505" });
    expect(runs).toBe(6);
  });

  it("gives no connection back with a transaction open when the server stops answering", async () => {
    const pool = open({ max: 1 });
    const silent = pool.transaction((client) =>
      client.query({ text: "SELECT pg_sleep(3)", query_timeout: 50 } as { text: string }),
    );
    await expect(silent).rejects.toThrow("Query read timeout");
    const { rows } = await pool.query("SELECT now() = statement_timestamp() AS fresh");
    expect(rows).toEqual([{ fresh: true }]);
  });
});

describe("a bounded pool", () => {
  it("refuses at once who would be one too many to wait, and serves those who wait", async () => {
    const pool = open({ max: 1, waitingMax: 2 });
    const holder = await pool.connect();
    const waiting = [pool.query<{ n: number }>("SELECT 1 AS n"), pool.query<{ n: number }>("SELECT 2 AS n")];
    await expect(pool.query("SELECT 3")).rejects.toBeInstanceOf(AwayError);
    await expect(pool.connect()).rejects.toBeInstanceOf(AwayError);
    holder.release();
    expect((await Promise.all(waiting)).map(({ rows }) => rows[0]?.n)).toEqual([1, 2]);
  });
});

describe("a guarded pool", () => {
  it("fails at once while the server behind a wire says nothing, and works again afterwards", async () => {
    const target = new URL(database.url);
    const wire = await startTcpProxy({ host: target.hostname, port: Number(target.port) });
    target.hostname = "127.0.0.1";
    target.port = String(wire.port);
    const changes: boolean[] = [];
    const { breaker, stop } = guardPostgres({
      url: target.href,
      applicationName: "test-breaker",
      onChange: (isOpen) => changes.push(isOpen),
    });
    const pool = open({ url: target.href, breaker, connectTimeoutMs: 1_000, statementTimeoutMs: 1_000 });
    await pool.query("SELECT 1");
    // Every question from here on is held: over the connection there is, and over each new one.
    for (let held = 0; held < 20 && !breaker.isOpen; held += 1) {
      const seen = wire.holdOn("SELECT 1", "database");
      await Promise.race([seen, expect.poll(() => breaker.isOpen).toBe(true)]);
    }
    await expect(pool.query("SELECT 1")).rejects.toBeInstanceOf(AwayError);
    await expect(pool.transaction((client) => client.query("SELECT 1"))).rejects.toBeInstanceOf(AwayError);
    wire.release();
    await expect.poll(() => breaker.isOpen).toBe(false);
    await expect
      .poll(() =>
        pool.query("SELECT 1 AS one").then(
          ({ rows }) => rows,
          () => [],
        ),
      )
      .toEqual([{ one: 1 }]);
    expect(changes).toEqual([true, false]);
    await stop();
    wire.cut();
    await wire.close();
  });

  it("is not opened by a pool that is full", async () => {
    const changes: boolean[] = [];
    const { breaker, stop } = guardPostgres({
      url: database.url,
      applicationName: "test-breaker",
      onChange: (isOpen) => changes.push(isOpen),
    });
    const pool = open({ max: 1, connectTimeoutMs: 50, breaker });
    const holder = await pool.connect();
    for (let tries = 0; tries < 10; tries += 1) await expect(pool.query("SELECT 1")).rejects.toThrow(/timeout/);
    holder.release();
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    expect(changes).toEqual([]);
    await stop();
  });
});
