import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { connectBlockingRedis, untilReady } from "../../lib/platform/redis";
import { moveClock } from "../../lib/platform/shared-clock";
import { startPostgres } from "../services/postgres.mjs";
import { stopChild, waitUntil } from "../services/processes.mjs";
import { projectPath } from "../services/project.mjs";
import { startRedis } from "../services/redis.mjs";
import { childRecord, startWatchdog } from "../services/watchdog.mjs";

/** Servers of a drill's own, in a folder of its own; nothing of them stays. */
export interface ScratchShop {
  readonly directory: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Lets a worker take up the work that lay there at a time of the shop's clock. It writes mails into the folder, and has no way out. */
  startWorker(secret: string, shopTime: string): Promise<void>;
  /** Null while it works; else the end of what it said. */
  findWorkersEnd(): string | null;
  kill(): void;
  close(): Promise<void>;
}

const redisWithinMs = 5_000;
const workingWithinMs = 60_000;
const stopSteps = [
  ["SIGTERM", 3_000],
  ["SIGKILL", 1_000],
] as const;

export async function openScratchShop(log: (line: string) => void): Promise<ScratchShop> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-drill-"));
  const started = await Promise.allSettled([
    startPostgres({ dataDir: join(directory, "postgres"), fastUnsafe: true }),
    startRedis({ dataDir: join(directory, "redis"), log }),
  ]);
  const [postgres, redis] = started;
  if (postgres.status === "rejected" || redis.status === "rejected") {
    for (const each of started) if (each.status === "fulfilled") await each.value.stop();
    await rm(directory, { recursive: true, force: true });
    throw postgres.status === "rejected" ? postgres.reason : redis.status === "rejected" ? redis.reason : undefined;
  }
  const servers = [childRecord("postgres", postgres.value.pid), childRecord("redis", redis.value.pid)];
  // Should we be killed, nobody else knows of them. The worker notices by itself.
  const watchdog = startWatchdog();
  watchdog.watch(servers);
  const databaseUrl = postgres.value.url;
  const redisUrl = redis.value.url;
  const logFile = join(directory, "worker.log");
  let worker: ChildProcess | undefined;
  return {
    directory,
    databaseUrl,
    redisUrl,
    async startWorker(secret, shopTime) {
      await setClock(redisUrl, shopTime);
      const child = spawnWorker({ directory, databaseUrl, redisUrl, secret, logFile });
      worker = child;
      await waitUntil(
        () => hasEnded(child) || readFileSync(logFile, "utf8").includes('"msg":"working"'),
        workingWithinMs,
      );
    },
    findWorkersEnd() {
      if (worker === undefined || !hasEnded(worker)) return null;
      return readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
    },
    kill() {
      worker?.kill("SIGKILL");
      postgres.value.child.kill("SIGQUIT");
      redis.value.child.kill("SIGKILL");
    },
    async close() {
      if (worker !== undefined) await stopChild(worker, stopSteps);
      await Promise.all([postgres.value.stop(), redis.value.stop()]);
      await watchdog.dismiss();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The restored shop lives on from the moment of the backup: holds that ran then still run. */
async function setClock(redisUrl: string, shopTime: string): Promise<void> {
  const redis = connectBlockingRedis(redisUrl);
  try {
    await untilReady(redis, redisWithinMs);
    const offsetMs = Date.parse(shopTime) - Date.now();
    await moveClock(redis, offsetMs < 0 ? String(offsetMs) : `+${offsetMs}`);
  } finally {
    redis.disconnect();
  }
}

interface WorkerWish {
  readonly directory: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly secret: string;
  readonly logFile: string;
}

/** None of our own variables: with them it could reach the real shop's mail server, bucket or payments. */
function spawnWorker({ directory, databaseUrl, redisUrl, secret, logFile }: WorkerWish): ChildProcess {
  const output = openSync(logFile, "w", 0o600);
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = spawn(process.execPath, ["--import", loader, projectPath("worker.ts")], {
    cwd: projectPath(),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      DATA_DIR: directory,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      AUTH_SECRET: secret,
      ZEROHOUR_TEST_TOOLS: "1",
      // Its servers are thrown away with it.
      ALLOW_UNSAFE_SERVERS: "1",
      LOG_LEVEL: "info",
    },
    stdio: ["ignore", output, output, "ipc"],
  });
  closeSync(output);
  return child;
}
