import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { applyMigrations } from "../migrate.mjs";
import { findFreePort } from "../services/ports.mjs";
import { ReadableError, waitUntil } from "../services/processes.mjs";
import { type FragileProgram, type ProgramName, readLog, startProgram } from "./fragile-programs";
import { type FragileServer, openPostgres, openRedis } from "./fragile-server";
import { openWire, type Wire } from "./open-wire";
import type { Fault } from "./plan-faults";
import { createShiftedClock, type ShiftedClock } from "./shift-clock";
import { openSmallDisk, type SmallDisk } from "./small-disk";

export type ServerName = "redis" | "postgres";
export type ShopWire = `${ProgramName}-${ServerName}`;

/** What a shop has beyond one web process and one worker; each costs something, or needs a right. */
export interface Equipment {
  readonly secondWeb?: boolean;
  /** PostgreSQL's data on a disk that can be filled. */
  readonly smallDisk?: boolean;
  /** Clocks of their own for Redis and the programs. */
  readonly shiftedClocks?: boolean;
}

/** A shop of real processes of its own, each of which can be broken and mended. */
export interface FragileShop {
  /** Of the first web process; all have it as the address that pages come from. */
  readonly origin: string;
  /** Where each web process answers. */
  readonly addresses: readonly string[];
  readonly secret: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly redis: FragileServer;
  readonly postgres: FragileServer;
  readonly programs: ReadonlyMap<ProgramName, FragileProgram>;
  readonly clocks: ReadonlyMap<ProgramName | "redis", ShiftedClock>;
  readonly disk: SmallDisk | null;
  /** Throws where the shop has no such program. */
  wire(name: ShopWire): Wire;
  wiresTo(server: ServerName): readonly Wire[];
  /** The shop's Redis is another one from now on. Those of these programs that are left out stay with the old one. */
  moveRedis(server: FragileServer, programs?: readonly ProgramName[]): void;
  /** A new folder that goes with the shop. */
  makeFolder(): Promise<string>;
  /** Something that was opened for this shop, and is closed with it at the latest. */
  closeToo(close: () => Promise<void>): void;
  /** Breaks something; what is given back mends it. */
  break(fault: Fault): Promise<() => Promise<void>>;
  untilReady(): Promise<void>;
  /** What the programs said. */
  log(): Promise<string>;
  close(): Promise<void>;
}

const readyWithinMs = 90_000;
const lookMs = 10_000;
/** A fresh cluster, its log, and some room. */
const smallDiskMb = 320;
/** Little is kept, so that a small disk holds it. */
const smallDiskSettings = { max_wal_size: "64MB", min_wal_size: "32MB" };

export async function openFragileShop(equipment: Equipment = {}): Promise<FragileShop> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-chaos-"));
  const logFile = join(directory, "shop.log");
  const closing: (() => Promise<void> | void)[] = [() => rm(directory, { recursive: true, force: true })];
  async function close(): Promise<void> {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step();
  }
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<FragileShop> {
    const names: readonly ProgramName[] = ["web", "worker", ...(equipment.secondWeb ? (["second-web"] as const) : [])];
    const disk = equipment.smallDisk ? openSmallDisk(join(directory, "disk"), smallDiskMb) : null;
    if (disk !== null) closing.push(() => disk.close());
    const clocks = new Map<ProgramName | "redis", ShiftedClock>();
    if (equipment.shiftedClocks) {
      for (const name of ["redis", ...names] as const) clocks.set(name, await createShiftedClock(directory, name));
    }
    const postgres = await openPostgres(disk?.directory ?? directory, disk === null ? {} : smallDiskSettings);
    closing.push(() => postgres.close());
    const opened = await openRedis(join(directory, "redis"), {}, clocks.get("redis")?.environment);
    const servers = { postgres, redis: opened };
    closing.push(() => opened.close());
    await applyMigrations(postgres.url);

    const wires = new Map<ShopWire, Wire>();
    for (const name of names) {
      for (const server of ["redis", "postgres"] as const) {
        const wire = await openWire(servers[server].port);
        wires.set(`${name}-${server}`, wire);
        closing.push(() => wire.close());
      }
    }
    function wire(name: ShopWire): Wire {
      const found = wires.get(name);
      if (found === undefined) throw new Error(`this shop has no wire ${name}`);
      return found;
    }

    const secret = randomBytes(32).toString("hex");
    const ports = new Map<ProgramName, number>();
    for (const name of names) ports.set(name, await findFreePort());
    const addressOf = (name: ProgramName) => `http://127.0.0.1:${ports.get(name)}`;
    const origin = addressOf("web");
    const programs = new Map<ProgramName, FragileProgram>();
    for (const name of names) {
      const program = startProgram({ name, environment: environmentOf(name), logFile });
      programs.set(name, program);
      closing.push(() => program.close());
    }

    function environmentOf(name: ProgramName): Readonly<Record<string, string>> {
      return {
        HOST: "127.0.0.1",
        // The worker posts the simulated provider's webhooks to the web process of this port.
        PORT: String(ports.get(name === "worker" ? "web" : name)),
        APP_ORIGIN: origin,
        DATA_DIR: directory,
        DATABASE_URL: through(postgres.url, wire(`${name}-postgres`).port),
        REDIS_URL: through(servers.redis.url, wire(`${name}-redis`).port),
        AUTH_SECRET: secret,
        ZEROHOUR_DEMO: "0",
        ZEROHOUR_TEST_TOOLS: "0",
        BACKUP_EVERY_HOURS: "0",
        LOG_LEVEL: "warn",
        NEXT_TELEMETRY_DISABLED: "1",
        ...clocks.get(name)?.environment,
      };
    }

    const shop: FragileShop = {
      origin,
      addresses: names.filter((name) => name !== "worker").map(addressOf),
      secret,
      databaseUrl: postgres.url,
      get redisUrl() {
        return servers.redis.url;
      },
      get redis() {
        return servers.redis;
      },
      postgres,
      programs,
      clocks,
      disk,
      wire,
      wiresTo: (server) => names.map((name) => wire(`${name}-${server}`)),
      moveRedis(server, moved = names) {
        servers.redis = server;
        for (const name of moved) if (programs.has(name)) wire(`${name}-redis`).leadTo(server.port);
      },
      closeToo: (closeIt) => void closing.push(closeIt),
      makeFolder: () => mkdtemp(join(directory, "more-")),
      break: (fault) => breakShop(shop, fault),
      async untilReady() {
        const isReady = async () => {
          const looks = shop.addresses.map((address) =>
            fetch(`${address}/api/health/ready`, { signal: AbortSignal.timeout(lookMs) }).then(({ ok }) => ok),
          );
          return (await Promise.allSettled(looks)).every((look) => look.status === "fulfilled" && look.value);
        };
        if (await waitUntil(isReady, readyWithinMs, 100)) return;
        throw new ReadableError(`The shop did not become ready; its programs said:\n${await readLog(logFile)}`);
      },
      log: () => readLog(logFile),
      close,
    };
    await shop.untilReady();
    for (const program of programs.values()) program.expectToLast();
    return shop;
  }
}

const nothing = async () => undefined;

async function breakShop(shop: FragileShop, fault: Fault): Promise<() => Promise<void>> {
  switch (fault.word) {
    case "kill":
      return kill(shop, fault.part);
    case "stop":
      return stop(shop, fault.part);
    case "empty": {
      const client = new Redis(shop.redisUrl);
      await client.flushall();
      client.disconnect();
      return nothing;
    }
    case "cut":
      shop.wire(fault.wire).cut();
      return nothing;
    case "freeze":
      shop.wire(fault.wire).freeze();
      return async () => shop.wire(fault.wire).heal();
    case "lose-answers":
      shop.wire(fault.wire).loseAnswers();
      return async () => shop.wire(fault.wire).heal();
  }
}

async function kill(shop: FragileShop, part: ProgramName | ServerName): Promise<() => Promise<void>> {
  if (part === "redis" || part === "postgres") {
    const server = shop[part];
    await server.kill();
    return () => startAgain(shop, part);
  }
  const program = programOf(shop, part);
  await program.kill();
  return async () => program.start();
}

/** Its old port may have gone to somebody else meanwhile. */
export async function startAgain(shop: FragileShop, part: ServerName): Promise<void> {
  const before = shop[part].port;
  await shop[part].start(part === "postgres" && shop.disk !== null ? smallDiskSettings : {});
  if (shop[part].port !== before) for (const wire of shop.wiresTo(part)) wire.leadTo(shop[part].port);
}

async function stop(shop: FragileShop, part: ProgramName | ServerName): Promise<() => Promise<void>> {
  if (part === "redis" || part === "postgres") {
    const server = shop[part];
    server.stop();
    return async () => server.goOn();
  }
  const program = programOf(shop, part);
  program.signal("SIGSTOP");
  return async () => program.signal("SIGCONT");
}

export function programOf(shop: FragileShop, name: ProgramName): FragileProgram {
  const program = shop.programs.get(name);
  if (program === undefined) throw new Error(`this shop has no ${name}`);
  return program;
}

function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = "127.0.0.1";
  changed.port = String(port);
  return changed.toString();
}
