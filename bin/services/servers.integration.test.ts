import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFreePort } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { isAlive, ReadableError, waitUntil } from "./processes.mjs";
import { startRedis } from "./redis.mjs";

// The servers that the shop brings along: their data outlives every kind of end.

type Server = Awaited<ReturnType<typeof startPostgres>> | Awaited<ReturnType<typeof startRedis>>;

let dataDir: string;
let running: Server[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "zerohour-servers-"));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function postgres(options: Partial<Parameters<typeof startPostgres>[0]> = {}) {
  const server = await startPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

async function redis(options: Partial<Parameters<typeof startRedis>[0]> = {}) {
  const server = await startRedis({ dataDir, ...options });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

async function withRedis<Result>(url: string, work: (client: Redis) => Promise<Result>): Promise<Result> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** A port that somebody else listens on. */
async function takePort(): Promise<{ port: number; free(): Promise<unknown> }> {
  const port = await findFreePort();
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return { port, free: () => new Promise((resolve) => server.close(resolve)) };
}

describe("PostgreSQL", () => {
  it("is durable, checks its pages, speaks UTF-8 and UTC, and listens on this machine alone", async () => {
    const { url } = await postgres();
    const names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"];
    for (const name of names) expect(await query(url, `show ${name}`), name).toEqual(["on"]);
    expect(await query(url, "show server_encoding")).toEqual(["UTF8"]);
    expect(await query(url, "show timezone")).toEqual(["UTC"]);
    expect(await query(url, "show listen_addresses")).toEqual(["127.0.0.1"]);
    expect(await query(url, "show unix_socket_directories")).toEqual([""]);
    expect(await query(url, "select upper('öl') || lower('ÄÖ')")).toEqual(["ÖLäö"]);
  });

  it("lets nobody in without the password, which only its owner can read", async () => {
    const { url } = await postgres();
    const stranger = new URL(url);
    stranger.password = "guessed";
    await expect(query(stranger.href, "select 1")).rejects.toThrow(/password authentication failed/);
    expect((await stat(join(dataDir, "password"))).mode & 0o077).toBe(0);
  });

  it("keeps what was committed when it is killed", async () => {
    const first = await postgres();
    await query(first.url, "create table kept as select 7 as value");
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const second = await postgres();
    expect(await query(second.url, "select value from kept")).toEqual([7]);
  });

  it("is taken over when an earlier run left it behind: never two on one cluster", async () => {
    const orphan = await postgres();
    await query(orphan.url, "create table kept as select 7 as value");
    const next = await postgres();
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await query(next.url, "select value from kept")).toEqual([7]);
  });

  it("starts although the number in its lock belongs to a stranger now", async () => {
    const first = await postgres();
    await first.stop();
    await writeFile(join(dataDir, "cluster", "postmaster.pid"), `${process.pid}\n${join(dataDir, "cluster")}\n`);
    const second = await postgres();
    expect(await query(second.url, "select 1")).toEqual([1]);
  });

  it("takes another port when the wished one is taken", async () => {
    const other = await takePort();
    try {
      const server = await postgres({ port: other.port });
      expect(server.port).not.toBe(other.port);
      expect(await query(server.url, "select 1")).toEqual([1]);
    } finally {
      await other.free();
    }
  });

  it("serves one cluster by every way of running that this machine allows its user", async () => {
    const served: string[] = [];
    for (const way of ["plain", "namespace", "capability", "user"] as const) {
      const server = await postgres({ way }).catch((error: unknown) => {
        // This user or this machine does not have that way.
        if (error instanceof ReadableError) return null;
        throw error;
      });
      if (server === null) continue;
      await query(server.url, "create table if not exists ways (name text)");
      await query(server.url, `insert into ways values ('${way}')`);
      served.push(way);
      expect(await query(server.url, "select name from ways order by ctid")).toEqual(served);
      await server.stop();
    }
    expect(served.length).toBeGreaterThan(0);
  });
});

describe("Redis", () => {
  it("writes everything through, throws nothing away, and listens on this machine alone", async () => {
    const { url } = await redis();
    const settings = await withRedis(url, (client) => client.config("GET", "append*", "maxmemory-policy", "bind"));
    expect(settings).toEqual(
      expect.arrayContaining([
        "appendonly",
        "yes",
        "appendfsync",
        "everysec",
        "maxmemory-policy",
        "noeviction",
        "127.0.0.1",
      ]),
    );
  });

  it("lets nobody in without the password, which only its owner can read", async () => {
    const { port } = await redis();
    await withRedis(`redis://127.0.0.1:${port}`, async (client) => {
      client.on("error", () => undefined);
      await expect(client.get("any")).rejects.toThrow(/NOAUTH/);
    });
    for (const file of ["password", "redis.conf"]) expect((await stat(join(dataDir, file))).mode & 0o077).toBe(0);
  });

  it("keeps everything when it is stopped and started again", async () => {
    const first = await redis();
    await withRedis(first.url, (client) => client.set("kept", "7"));
    await first.stop();
    const second = await redis();
    expect(await withRedis(second.url, (client) => client.get("kept"))).toBe("7");
  });

  it("is taken over when an earlier run left it behind: never two on one folder", async () => {
    const orphan = await redis();
    await withRedis(orphan.url, (client) => client.set("kept", "7"));
    const next = await redis();
    expect(await waitUntil(() => !isAlive(orphan.pid), 5_000)).toBe(true);
    expect(await withRedis(next.url, (client) => client.get("kept"))).toBe("7");
  });

  it("leaves a stranger's server on its last port alone", async () => {
    const own = await redis();
    await own.stop();
    const strangerDir = await mkdtemp(join(tmpdir(), "zerohour-servers-"));
    const stranger = await startRedis({ dataDir: strangerDir, port: own.port });
    try {
      const next = await redis({ port: own.port });
      expect(next.port).not.toBe(own.port);
      expect(isAlive(stranger.pid)).toBe(true);
    } finally {
      await stranger.stop();
      await rm(strangerDir, { recursive: true, force: true });
    }
  });
});
