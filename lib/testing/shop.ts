import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "../../bin/migrate.mjs";
import { findFreePort } from "../../bin/services/ports.mjs";
import { startPostgres } from "../../bin/services/postgres.mjs";
import { startRedis } from "../../bin/services/redis.mjs";
import { createTokenKeys, type TokenKeys } from "../accounts/tokens/keys";
import { createPool, type ShopPool } from "../platform/postgres";
import { createHttpClient, type HttpClient } from "./http-client";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy";

/**
 * A whole shop of real processes for a test: PostgreSQL, Redis, one web process and one worker, built as
 * `npm start` runs them. The worker reaches its servers through wires the test can hold.
 */
export interface Shop {
  readonly client: HttpClient;
  readonly pool: ShopPool;
  readonly keys: TokenKeys;
  readonly redisUrl: string;
  /** What its web process was started with, for another one beside it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Wires from the worker to its servers. */
  readonly wires: { readonly postgres: TcpProxy; readonly redis: TcpProxy };
  readonly worker: { kill(): Promise<void>; start(): void };
  /** What web and worker said so far, for a failing test. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export interface ShopOptions {
  /** Added to both processes' environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const readyWithinMs = 60_000;

export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-shop-"));
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir: join(directory, "postgres"), fastUnsafe: true }),
    startRedis({ dataDir: join(directory, "redis") }),
  ]);
  await applyMigrations(postgres.url);
  const wires = {
    postgres: await startTcpProxy({ host: "127.0.0.1", port: postgres.port }),
    redis: await startTcpProxy({ host: "127.0.0.1", port: redis.port }),
  };
  const secret = randomBytes(32).toString("hex");
  const port = await findFreePort();
  const shared = {
    ...process.env,
    NODE_ENV: "production" as const,
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: directory,
    AUTH_SECRET: secret,
    ZEROHOUR_TEST_TOOLS: "1",
    ZEROHOUR_DEMO: "0",
    LOG_LEVEL: "info",
    ...options.env,
  };
  const logFile = join(directory, "shop.log");
  const run = (entry: string, databaseUrl: string, redisUrl: string): ChildProcess => {
    const child = spawn(process.execPath, ["--enable-source-maps", `.build/${entry}.js`], {
      env: { ...shared, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const log = createWriteStream(logFile, { flags: "a" });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  };
  const startWorker = () =>
    run("worker", withPort(postgres.url, wires.postgres.port), withPort(redis.url, wires.redis.port));

  const web = run("server", postgres.url, redis.url);
  let worker = startWorker();
  const client = createHttpClient(`http://localhost:${port}`);
  const pool = createPool({ url: postgres.url, max: 5, applicationName: "zerohour-test" });
  const shop: Shop = {
    client,
    pool,
    keys: createTokenKeys(secret),
    redisUrl: redis.url,
    environment: { ...shared, DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    wires,
    worker: {
      async kill() {
        worker.kill("SIGKILL");
        await exited(worker);
        // What was held on the wire died with its sender.
        wires.postgres.cut();
        wires.redis.cut();
      },
      start() {
        worker = startWorker();
      },
    },
    log: () => readFile(logFile, "utf8").catch(() => ""),
    async stop() {
      client.close();
      await pool.end();
      wires.postgres.release();
      wires.redis.release();
      for (const child of [web, worker]) {
        child.kill("SIGTERM");
        await exited(child);
      }
      await Promise.all([wires.postgres.close(), wires.redis.close()]);
      await Promise.all([postgres.stop(), redis.stop()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
  try {
    await untilReady(client, web, logFile);
  } catch (error) {
    await shop.stop();
    throw error;
  }
  return shop;
}

async function untilReady(client: HttpClient, web: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const status = await client.send("/api/health/ready").then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    if (web.exitCode !== null || Date.now() > deadline) {
      throw new Error(`the shop did not become ready:\n${await readFile(logFile, "utf8").catch(() => "(no log)")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = "127.0.0.1";
  changed.port = String(port);
  return changed.toString();
}
