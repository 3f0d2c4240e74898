import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { applyMigrations } from "../migrate.mjs";
import { nodeFlags } from "../services/node-flags.mjs";
import { findFreePort } from "../services/ports.mjs";
import { startPostgres } from "../services/postgres.mjs";
import { ReadableError, waitUntil } from "../services/processes.mjs";
import { projectDir, projectPath } from "../services/project.mjs";
import { startRedis } from "../services/redis.mjs";
import { openWire, type Wire } from "./open-wire";
import { type Fault, type WireName, wireNames } from "./plan-faults";

/** A shop of real processes of its own, each of which can be broken and mended. */
export interface FragileShop {
  readonly origin: string;
  readonly secret: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Breaks something; what is given back mends it. */
  break(fault: Fault): Promise<() => Promise<void>>;
  untilReady(): Promise<void>;
  /** What the programs said. */
  log(): Promise<string>;
  close(): Promise<void>;
}

const readyWithinMs = 90_000;

type Server = Awaited<ReturnType<typeof startRedis>> | Awaited<ReturnType<typeof startPostgres>>;

export async function openFragileShop(): Promise<FragileShop> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-chaos-"));
  const logFile = join(directory, "shop.log");
  const servers = {
    postgres: await startPostgres({ dataDir: join(directory, "postgres") }),
    redis: await startRedis({ dataDir: join(directory, "redis") }),
  } as { postgres: Server; redis: Server };
  await applyMigrations(servers.postgres.url);
  const { url: databaseUrl } = servers.postgres;
  const { url: redisUrl } = servers.redis;
  const wires = Object.fromEntries(
    await Promise.all(wireNames.map(async (name) => [name, await openWire(servers[serverOf(name)].port)] as const)),
  ) as Readonly<Record<WireName, Wire>>;
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const secret = randomBytes(32).toString("hex");
  const programs: Record<"web" | "worker", ChildProcess> = { web: start("web"), worker: start("worker") };

  function start(name: "web" | "worker"): ChildProcess {
    const child = spawn(
      process.execPath,
      [...nodeFlags, projectPath(`.build/${name === "web" ? "server" : name}.js`)],
      {
        cwd: projectDir,
        env: {
          ...process.env,
          NODE_ENV: "production",
          HOST: "127.0.0.1",
          PORT: String(port),
          APP_ORIGIN: origin,
          DATA_DIR: directory,
          DATABASE_URL: through(databaseUrl, wires[`${name}-postgres`].port),
          REDIS_URL: through(redisUrl, wires[`${name}-redis`].port),
          AUTH_SECRET: secret,
          ZEROHOUR_DEMO: "0",
          ZEROHOUR_TEST_TOOLS: "0",
          BACKUP_EVERY_HOURS: "0",
          LOG_LEVEL: "warn",
          NEXT_TELEMETRY_DISABLED: "1",
        },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    const log = createWriteStream(logFile, { flags: "a" });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  }

  async function startServer(name: "redis" | "postgres"): Promise<void> {
    const options = { dataDir: join(directory, name), port: servers[name].port };
    servers[name] = await (name === "redis" ? startRedis(options) : startPostgres(options));
  }

  async function kill(part: "web" | "worker" | "redis" | "postgres"): Promise<() => Promise<void>> {
    if (part === "web" || part === "worker") {
      await ended(programs[part], "SIGKILL");
      return async () => {
        programs[part] = start(part);
      };
    }
    // A killed postmaster would leave its children for a while; SIGQUIT ends them all at once, without a checkpoint.
    await ended(servers[part].child, part === "postgres" ? "SIGQUIT" : "SIGKILL");
    return () => startServer(part);
  }

  function signal(part: "web" | "worker" | "redis", name: "SIGSTOP" | "SIGCONT"): void {
    (part === "redis" ? servers.redis.child : programs[part]).kill(name);
  }

  async function empty(): Promise<void> {
    const client = new Redis(redisUrl);
    await client.flushall();
    client.disconnect();
  }

  async function breakIt(fault: Fault): Promise<() => Promise<void>> {
    const nothing = async () => undefined;
    switch (fault.word) {
      case "kill":
        return kill(fault.part);
      case "stop":
        signal(fault.part, "SIGSTOP");
        return async () => signal(fault.part, "SIGCONT");
      case "empty":
        await empty();
        return nothing;
      case "cut":
        wires[fault.wire].cut();
        return nothing;
      case "freeze":
        wires[fault.wire].freeze();
        return async () => wires[fault.wire].heal();
      case "lose-answers":
        wires[fault.wire].loseAnswers();
        return async () => wires[fault.wire].heal();
    }
  }

  async function untilReady(): Promise<void> {
    const isReady = () =>
      fetch(`${origin}/api/health/ready`).then(
        (reply) => reply.ok,
        () => false,
      );
    if (await waitUntil(isReady, readyWithinMs, 100)) return;
    throw new ReadableError(`The shop did not become ready; its programs said:\n${await log()}`);
  }

  async function log(): Promise<string> {
    const text = await readFile(logFile, "utf8").catch(() => "");
    return text.split("\n").slice(-40).join("\n");
  }

  const shop: FragileShop = {
    origin,
    secret,
    databaseUrl,
    redisUrl,
    break: breakIt,
    untilReady,
    log,
    async close() {
      for (const child of Object.values(programs)) child.kill("SIGCONT");
      await Promise.all(Object.values(programs).map((child) => ended(child, "SIGKILL")));
      await Promise.all(Object.values(wires).map((wire) => wire.close()));
      await Promise.all(Object.values(servers).map((server) => server.stop()));
      await rm(directory, { recursive: true, force: true });
    },
  };
  try {
    await untilReady();
  } catch (error) {
    await shop.close();
    throw error;
  }
  return shop;
}

function serverOf(wire: WireName): "redis" | "postgres" {
  return wire.endsWith("redis") ? "redis" : "postgres";
}

function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = "127.0.0.1";
  changed.port = String(port);
  return changed.toString();
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  return gone;
}
