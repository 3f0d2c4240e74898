import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { applyMigrations } from "../bin/migrate.mjs";
import { nodeFlags } from "../bin/services/node-flags.mjs";
import { findFreePort } from "../bin/services/ports.mjs";
import { startPostgres } from "../bin/services/postgres.mjs";
import { ReadableError, stopChild, waitUntil } from "../bin/services/processes.mjs";
import { nextCommand, projectDir, projectPath } from "../bin/services/project.mjs";
import { startRedis } from "../bin/services/redis.mjs";

// Everybody who takes part, on this machine at the same time, each with nothing to do until it is asked:
//   ok     node:http that says ok
//   bare   node:http with one script in a Redis of its own
//   next   the shop's build served by `next start`
//   shop   the shop's web process
//   two    two of them on one port
// next, shop and two share one PostgreSQL and one Redis, all with the settings of `npm start`. So does a shop that is
// started for one measure, with a worker and its own limits.

/** @typedef {"ok" | "bare" | "next" | "shop" | "two"} Name */

const readyWithinMs = 60_000;
/** @type {ReadonlyArray<readonly [NodeJS.Signals, number]>} */
const gently = [
  ["SIGTERM", 10_000],
  ["SIGKILL", 1_000],
];

/**
 * @param {string} directory
 * @param {(line: string) => void} log
 * @param {{ names?: readonly Name[], profileDirectory?: string }} [options] who takes part; where the shop's profile goes
 */
export async function openContestants(directory, log, options = {}) {
  const children = /** @type {import("node:child_process").ChildProcess[]} */ ([]);
  const servers = /** @type {{ stop(): Promise<void> }[]} */ ([]);
  async function close() {
    await Promise.all(children.map((child) => stopChild(child, gently)));
    await Promise.all(servers.map((server) => server.stop()));
  }
  try {
    for (const name of ["postgres", "redis", "bare-redis"]) mkdirSync(join(directory, name), { recursive: true });
    const postgres = await startPostgres({ dataDir: join(directory, "postgres"), log });
    servers.push(postgres);
    const redis = await startRedis({ dataDir: join(directory, "redis"), log });
    servers.push(redis);
    const bareRedis = await startRedis({ dataDir: join(directory, "bare-redis"), log });
    servers.push(bareRedis);
    await applyMigrations(postgres.url);

    const settings = {
      databaseUrl: postgres.url,
      redisUrl: redis.url,
      secret: randomBytes(32).toString("hex"),
      // One for all, as behind one proxy: the same requests go to each.
      origin: "http://bench.localhost",
    };
    const shopEnv = {
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      APP_ORIGIN: settings.origin,
      DATA_DIR: directory,
      DATABASE_URL: settings.databaseUrl,
      REDIS_URL: settings.redisUrl,
      AUTH_SECRET: settings.secret,
      ZEROHOUR_DEMO: "0",
      ZEROHOUR_TEST_TOOLS: "0",
      LOG_LEVEL: "warn",
      // Decisions are measured without the worker, whose backlog would end them.
      BACKLOG_MAX: "1000000000",
      NEXT_TELEMETRY_DISABLED: "1",
    };
    const run = (/** @type {string} */ name, /** @type {readonly string[]} */ args, /** @type {object} */ env) => {
      const output = createWriteStream(join(directory, `${name}.log`));
      const child = spawn(process.execPath, args, {
        cwd: projectDir,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child.stdout.pipe(output);
      child.stderr.pipe(output);
      children.push(child);
      return child;
    };
    const bareServer = projectPath("bench/bare-server.mjs");
    const serverProgram = [...nodeFlags, projectPath(".build/server.js")];
    const { profileDirectory, names = ["ok", "bare", "next", "shop", "two"] } = options;
    const profiled = profileDirectory === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profileDirectory];
    /** @type {Record<Name, (port: number) => import("node:child_process").ChildProcess>} */
    const starts = {
      ok: (port) => run("ok", [bareServer], { PORT: String(port), PART: "ok", REDIS_URL: bareRedis.url }),
      bare: (port) => run("bare", [bareServer], { PORT: String(port), PART: "take", REDIS_URL: bareRedis.url }),
      next: (port) => run("next", [nextCommand, "start", "-H", "127.0.0.1", "-p", String(port)], shopEnv),
      shop: (port) => run("shop", [...profiled, ...serverProgram], { ...shopEnv, PORT: String(port) }),
      two: (port) => run("two", serverProgram, { ...shopEnv, PORT: String(port), WEB_CONCURRENCY: "2" }),
    };
    const ports = /** @type {Record<Name, number>} */ ({});
    const pids = /** @type {Record<Name, number>} */ ({});
    for (const name of names) {
      ports[name] = await findFreePort();
      pids[name] = starts[name](ports[name]).pid ?? 0;
    }
    /** @param {string} name @param {number} port */
    async function untilReady(name, port) {
      if (!(await waitUntil(async () => (await statusOf(port)) === 200, readyWithinMs, 100))) {
        throw new ReadableError(`${name} did not answer; see ${join(directory, `${name}.log`)}.`);
      }
    }
    /** @param {object} env */
    function startWorker(env) {
      const child = run("worker", [...nodeFlags, projectPath(".build/worker.js")], env);
      return () => stopChild(child, gently);
    }
    for (const [name, port] of Object.entries(ports)) await untilReady(name, port);
    return {
      ports,
      pids,
      settings,
      bareRedisUrl: bareRedis.url,
      /** The worker only runs where orders are booked: it would take its share of the processor from the others. */
      startWorker: () => startWorker(shopEnv),
      /**
       * Web processes on a port of their own, with a worker unless that is left out. New wishes are told busy beyond
       * the backlog of `npm start`, or beyond any with `endless`.
       *
       * @param {{ processes?: number, worker?: boolean, backlog?: "usual" | "endless" }} [wish]
       */
      async startShop({ processes = 1, worker = true, backlog = "usual" } = {}) {
        const { BACKLOG_MAX, ...usual } = shopEnv;
        const env = backlog === "usual" ? usual : { ...usual, BACKLOG_MAX };
        const port = await findFreePort();
        const web = run("measured", serverProgram, { ...env, PORT: String(port), WEB_CONCURRENCY: String(processes) });
        const stopWorker = worker ? startWorker(env) : async () => undefined;
        await untilReady("measured", port);
        return {
          port,
          pid: web.pid ?? 0,
          stop: async () => void (await Promise.all([stopWorker(), stopChild(web, gently)])),
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>} 0 when nobody answers
 */
function statusOf(port) {
  return new Promise((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path: "/api/health/ready", timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(0));
    asked.end();
  });
}
