import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findFreePort, probePort } from "./ports.mjs";
import { chooseAccount, handOver } from "./postgres-account.mjs";
import { findBinaries, serverEnv } from "./postgres-binaries.mjs";
import { createCluster } from "./postgres-cluster.mjs";
import { commandLine, isAlive, ReadableError, stopChild, stopPid, waitUntil } from "./processes.mjs";

// A PostgreSQL server of our own in a folder of our own. The folder holds
//   cluster/    PostgreSQL's data directory
//   password    of the one user, `zerohour` (0600)
//   server.log  what the server said since its last start
// The server is our direct child in its own process group: Ctrl-C in the terminal does not reach it, so it is stopped
// last, by us.

const USER = "zerohour";
const START_TIMEOUT_MS = 60_000;
const STOP_STEPS = /** @type {const} */ ([
  ["SIGINT", 5_000], // fast shutdown: roll back what is open, write a checkpoint
  ["SIGQUIT", 2_000], // immediate shutdown: recovers from its log at the next start
  ["SIGKILL", 2_000],
]);

/**
 * @typedef {object} PostgresServer
 * @property {string} url connection string with password, database included
 * @property {number} port
 * @property {number} pid
 * @property {import("node:child_process").ChildProcess} child
 * @property {() => Promise<void>} stop ends the server within about 5 s; may be called twice
 */

/**
 * Starts PostgreSQL, creating the cluster on first use, and resolves when it answers. An orphan of an earlier run on
 * the same folder is stopped first. A taken port is replaced by a free one: read the port from the result.
 *
 * Throws ReadableError (missing package, no right) or an Error that carries the end of the server's log.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] wish; any free port by default
 * @param {(line: string) => void} [options.log] told what takes long
 * @param {string} [options.database]
 * @param {boolean} [options.fastUnsafe] no fsync: for tests that do not test durability
 * @param {Readonly<Record<string, string>>} [options.settings] further server settings, e.g. `{ max_connections: "400" }`
 * @param {import("./postgres-account.mjs").Account["way"]} [options.way] only this way of running (tests)
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(options) {
  const { database = "zerohour", log = () => {}, fastUnsafe = false, settings = {} } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, "cluster");
  const binaryDir = findBinaries();
  mkdirSync(dataDir, { recursive: true });
  const account = chooseAccount({ binaryDir, dataDir, ...(options.way === undefined ? {} : { only: options.way }) });

  const password = readPassword(dataDir);
  if (!existsSync(join(cluster, "PG_VERSION"))) {
    log("Creating the PostgreSQL cluster.");
    createCluster({ binaryDir, dataDir, cluster, account, user: USER, password });
  }
  await stopOrphan(cluster);
  handOver(cluster, account);

  const wished = options.port !== undefined && (await probePort(options.port)) === "free" ? options.port : undefined;
  let port = wished ?? (await findFreePort());
  for (let tries = 1; ; tries += 1) {
    const run = {
      binaryDir,
      dataDir,
      cluster,
      account,
      settings: { ...serverSettings(port, fastUnsafe), ...settings },
    };
    const started = await tryStart(run);
    if (started.outcome === "ready") {
      const { child } = started;
      try {
        await ensureDatabase({ port, password, database });
      } catch (error) {
        await stopChild(child, STOP_STEPS);
        throw error;
      }
      const stop = () => stopChild(child, STOP_STEPS);
      const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
      return { url, port, pid: child.pid ?? 0, child, stop };
    }
    if (tries === 5 || started.outcome === "failed") {
      throw new Error(`PostgreSQL did not start. The end of ${join(dataDir, "server.log")}:\n${started.log}`);
    }
    if (started.outcome === "port_taken") port = await findFreePort();
    else await waitUntil(() => false, 500); // processes of the killed server are still letting go of its memory
  }
}

/** @param {string} dataDir */
function readPassword(dataDir) {
  const file = join(dataDir, "password");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/**
 * @param {number} port
 * @param {boolean} fastUnsafe
 * @returns {Record<string, string>}
 */
function serverSettings(port, fastUnsafe) {
  return {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    ...(fastUnsafe ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
}

/**
 * @typedef {{ outcome: "ready", child: import("node:child_process").ChildProcess }
 *   | { outcome: "failed" | "port_taken" | "memory_in_use", log: string }} Started
 */

/**
 * @param {{ binaryDir: string, dataDir: string, cluster: string, settings: Record<string, string>,
 *   account: import("./postgres-account.mjs").Account }} run
 * @returns {Promise<Started>}
 */
async function tryStart({ binaryDir, dataDir, cluster, account, settings }) {
  const logFile = join(dataDir, "server.log");
  const output = openSync(logFile, "w", 0o600);
  const { file, args, ...ids } = account.command(join(binaryDir, "postgres"), [
    "-D",
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const child = spawn(file, args, {
    ...ids,
    cwd: "/",
    env: serverEnv(),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  const settled = await waitUntil(() => ended || isReady(cluster, child.pid), START_TIMEOUT_MS);
  if (settled && !ended) return { outcome: "ready", child };
  await stopChild(child, STOP_STEPS);
  const log = readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n");
  if (/could not bind|could not create any TCP\/IP sockets/.test(log)) return { outcome: "port_taken", log };
  if (/pre-existing shared memory block/.test(log)) return { outcome: "memory_in_use", log };
  return { outcome: "failed", log };
}

/**
 * PostgreSQL writes its state into the eighth line of postmaster.pid; the first one is its process number.
 *
 * @param {string} cluster
 * @param {number | undefined} pid
 */
function isReady(cluster, pid) {
  const lines = readLock(cluster);
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** @param {string} cluster */
function readLock(cluster) {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/**
 * A server of an earlier run may live on after its parent was killed; two on one cluster would destroy it. When the
 * number in the lock has gone to a stranger, PostgreSQL would refuse to start for ever, so the lock goes.
 *
 * @param {string} cluster
 */
async function stopOrphan(cluster) {
  const pid = Number(readLock(cluster)?.[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  const command = commandLine(pid);
  if (command?.includes("postgres") && command.includes(cluster)) {
    if (!(await stopPid(pid, STOP_STEPS))) {
      throw new ReadableError(`PostgreSQL (process ${pid}) still uses ${cluster} and cannot be stopped from here.`);
    }
  } else if (command !== undefined) {
    rmSync(join(cluster, "postmaster.pid"), { force: true });
  }
}

/** @param {{ port: number, password: string, database: string }} options */
async function ensureDatabase({ port, password, database }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ host: "127.0.0.1", port, user: USER, password, database: "postgres" });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
