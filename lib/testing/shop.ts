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
  readonly wires: Wires;
  readonly worker: { kill(): Promise<void>; start(): void };
  /** Another worker beside it, with wires of its own; ready when it works. Ends with the shop, if not before. */
  addWorker(): Promise<AddedWorker>;
  /** Wires from the web process to its servers, for a shop that was started with `wiredWeb`. */
  readonly webWires: Wires | null;
  readonly web: {
    kill(): Promise<void>;
    start(): Promise<void>;
    /** SIGTERM, as when a newer one takes over; resolves when it has left. */
    leave(): Promise<void>;
  };
  /** Another web process of the same build on a port of its own; ready when it serves. Ends with the shop. */
  addWeb(): Promise<AddedWeb>;
  /** `kill` as a crash does; it comes back on the same port, with its log or empty. */
  readonly redis: { kill(): Promise<void>; start(kept: "kept" | "emptied"): Promise<void> };
  /** What web and worker said so far, for a failing test. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export interface Wires {
  readonly postgres: TcpProxy;
  readonly redis: TcpProxy;
}

export interface AddedWorker {
  readonly wires: Wires;
  readonly pid: number;
  /** SIGKILL; what was held on its wires dies with it. */
  kill(): Promise<void>;
}

export interface AddedWeb {
  readonly client: HttpClient;
  readonly pid: number;
}

export interface ShopOptions {
  /** Added to both processes' environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the web process, too, reaches its servers through wires. */
  readonly wiredWeb?: boolean;
}

const readyWithinMs = 60_000;

export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-shop-"));
  const redisDir = join(directory, "redis");
  const [postgres, firstRedis] = await Promise.all([
    startPostgres({ dataDir: join(directory, "postgres"), fastUnsafe: true }),
    startRedis({ dataDir: redisDir }),
  ]);
  let redis = firstRedis;
  await applyMigrations(postgres.url);
  const openWires = async (): Promise<Wires> => ({
    postgres: await startTcpProxy({ host: "127.0.0.1", port: postgres.port }),
    redis: await startTcpProxy({ host: "127.0.0.1", port: redis.port }),
  });
  const wires = await openWires();
  const webWires = options.wiredWeb === true ? await openWires() : null;
  const allWires = [wires, ...(webWires === null ? [] : [webWires])];
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
    ALLOW_UNSAFE_SERVERS: "1",
    ZEROHOUR_DEMO: "0",
    LOG_LEVEL: "info",
    ...options.env,
  };
  const logFile = join(directory, "shop.log");
  const children: ChildProcess[] = [];
  const run = (entry: string, through: Wires | null, env: Readonly<Record<string, string>> = {}): ChildProcess => {
    const servers = {
      DATABASE_URL: through === null ? postgres.url : withPort(postgres.url, through.postgres.port),
      REDIS_URL: through === null ? redis.url : withPort(redis.url, through.redis.port),
    };
    const child = spawn(process.execPath, ["--enable-source-maps", `.build/${entry}.js`], {
      env: { ...shared, ...servers, ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    children.push(child);
    const log = createWriteStream(logFile, { flags: "a" });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  };
  const kill = async (child: ChildProcess, through: Wires | null) => {
    child.kill("SIGKILL");
    await exited(child);
    // What was held on the wire died with its sender.
    through?.postgres.cut();
    through?.redis.cut();
  };

  let web = run("server", webWires);
  let worker = run("worker", wires);
  const client = createHttpClient(`http://localhost:${port}`);
  const clients = [client];
  const pool = createPool({ url: postgres.url, max: 5, applicationName: "zerohour-test" });
  const shop: Shop = {
    client,
    pool,
    keys: createTokenKeys(secret),
    redisUrl: redis.url,
    environment: { ...shared, DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    wires,
    worker: {
      kill: () => kill(worker, wires),
      start() {
        worker = run("worker", wires);
      },
    },
    async addWorker() {
      const own = await openWires();
      allWires.push(own);
      const added = run("worker", own);
      await untilSaid(added, '"working"', logFile);
      return { wires: own, pid: added.pid ?? 0, kill: () => kill(added, own) };
    },
    webWires,
    web: {
      kill: () => kill(web, webWires),
      async leave() {
        web.kill("SIGTERM");
        await exited(web);
      },
      async start() {
        web = run("server", webWires);
        await untilReady(client, web, logFile);
      },
    },
    async addWeb() {
      const ownPort = await findFreePort();
      // Browsers see one shop, however many processes serve it.
      const added = run("server", null, { PORT: String(ownPort), APP_ORIGIN: client.origin });
      const own = createHttpClient(`http://localhost:${ownPort}`, client.origin);
      clients.push(own);
      await untilReady(own, added, logFile);
      return { client: own, pid: added.pid ?? 0 };
    },
    redis: {
      async kill() {
        redis.child.kill("SIGKILL");
        await exited(redis.child);
      },
      async start(kept) {
        if (kept === "emptied") await rm(join(redisDir, "appendonlydir"), { recursive: true, force: true });
        const { port: formerPort } = redis;
        redis = await startRedis({ dataDir: redisDir, port: formerPort });
        if (redis.port !== formerPort) throw new Error(`port ${formerPort} was taken while Redis was away`);
      },
    },
    log: () => readFile(logFile, "utf8").catch(() => ""),
    async stop() {
      for (const open of clients) open.close();
      await pool.end();
      for (const wire of allWires.flatMap((pair) => [pair.postgres, pair.redis])) wire.release();
      for (const child of children) {
        child.kill("SIGTERM");
        // One that a test has stopped hears of it only when it goes on.
        child.kill("SIGCONT");
      }
      await Promise.all(children.map(exited));
      await Promise.all(allWires.flatMap((pair) => [pair.postgres.close(), pair.redis.close()]));
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
    if (status === 200 && (await isSelling(client))) return;
    if (web.exitCode !== null || Date.now() > deadline) {
      throw new Error(`the shop did not become ready:\n${await readFile(logFile, "utf8").catch(() => "(no log)")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for a text in what a process prints. */
function untilSaid(child: ChildProcess, text: string, logFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const limit = setTimeout(() => void fail(), readyWithinMs);
    async function fail(): Promise<void> {
      reject(new Error(`a process never said ${text}:\n${await readFile(logFile, "utf8").catch(() => "(no log)")}`));
    }
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes(text)) return;
      clearTimeout(limit);
      resolve();
    });
    child.once("exit", () => {
      clearTimeout(limit);
      void fail();
    });
  });
}

/** Until a worker has vouched for Redis every wish would hear `busy`. */
async function isSelling(client: HttpClient): Promise<boolean> {
  return /^zerohour_gate_verified\S* 1$/m.test((await client.send("/api/metrics")).text);
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
