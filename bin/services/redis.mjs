import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { ensureRedisBinary } from "./install-redis.mjs";
import { findFreePort, probePort } from "./ports.mjs";
import { ReadableError, stopChild, waitUntil } from "./processes.mjs";

// A Redis server of our own in a folder of our own. The folder holds
//   appendonlydir/  everything Redis knows, written through once a second
//   redis.conf      with the password (0600); not on the command line, where every user of the machine could read it
//   password        the same password for ourselves (0600)
//   port            of the last start: together with the password it finds an orphan
//   server.log
// Like PostgreSQL it runs in its own process group and is stopped by us alone.

const START_TIMEOUT_MS = 60_000;
const STOP_STEPS = /** @type {const} */ ([
  ["SIGTERM", 4_000], // writes its log to disk and ends
  ["SIGKILL", 2_000],
]);

/**
 * @typedef {object} RedisServer
 * @property {string} url with password
 * @property {number} port
 * @property {number} pid
 * @property {import("node:child_process").ChildProcess} child
 * @property {() => Promise<void>} stop ends the server within about 4 s; may be called twice
 */

/**
 * Starts redis-server (installing it where that is possible) and resolves when it has loaded its data and answers. An
 * orphan of an earlier run on the same folder is stopped first. A taken port is replaced by a free one: read the port
 * from the result.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] wish; any free port by default
 * @param {(line: string) => void} [options.log] told what takes long
 * @param {Readonly<Record<string, string>>} [options.settings] further settings, e.g. `{ appendfsync: "always" }`
 * @param {Readonly<Record<string, string>>} [options.environment] added to the server's own
 * @returns {Promise<RedisServer>}
 */
export async function startRedis(options) {
  const { log = () => {}, settings = {}, environment = {} } = options;
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const binary = await ensureRedisBinary(log);
  const password = readPassword(dataDir);
  await stopOrphan(dataDir, password);

  const wished = options.port !== undefined && (await probePort(options.port)) === "free" ? options.port : undefined;
  let port = wished ?? (await findFreePort());
  for (let tries = 1; ; tries += 1) {
    const started = await tryStart({ binary, dataDir, password, port, settings, environment });
    if (started.outcome === "ready") {
      const { child } = started;
      const url = `redis://:${password}@127.0.0.1:${port}`;
      return { url, port, pid: child.pid ?? 0, child, stop: () => stopChild(child, STOP_STEPS) };
    }
    if (tries === 5 || started.outcome === "failed") {
      throw new Error(`redis-server did not start. The end of ${join(dataDir, "server.log")}:\n${started.log}`);
    }
    port = await findFreePort();
  }
}

/** @param {string} dataDir */
function readPassword(dataDir) {
  const file = join(dataDir, "password");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/**
 * @typedef {{ outcome: "ready", child: import("node:child_process").ChildProcess }
 *   | { outcome: "failed" | "port_taken", log: string }} Started
 */

/**
 * @param {{ binary: string, dataDir: string, password: string, port: number,
 *   settings: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> }} run
 * @returns {Promise<Started>}
 */
async function tryStart({ binary, dataDir, password, port, settings, environment }) {
  const all = {
    bind: "127.0.0.1",
    port: String(port),
    unixsocket: '""',
    dir: JSON.stringify(dataDir),
    requirepass: password,
    appendonly: "yes",
    appendfsync: "everysec",
    save: '""',
    "maxmemory-policy": "noeviction",
    daemonize: "no",
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} ${value}\n`);
  const configFile = join(dataDir, "redis.conf");
  const logFile = join(dataDir, "server.log");
  writeFileSync(configFile, lines.join(""), { mode: 0o600 });
  writeFileSync(join(dataDir, "port"), `${port}\n`);

  const output = openSync(logFile, "w", 0o600);
  const child = spawn(binary, [configFile], {
    cwd: dataDir,
    env: { ...process.env, ...environment },
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
  await waitUntil(async () => ended || (await say(port, password, "PING")) === "+PONG", START_TIMEOUT_MS);
  if (!ended && (await say(port, password, "PING")) === "+PONG") return { outcome: "ready", child };
  await stopChild(child, STOP_STEPS);
  const log = readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n");
  return { outcome: /Address already in use|Failed listening/.test(log) ? "port_taken" : "failed", log };
}

/**
 * Only the server of this folder knows this folder's password: whoever accepts it on the last port is our orphan.
 *
 * @param {string} dataDir
 * @param {string} password
 */
async function stopOrphan(dataDir, password) {
  const portFile = join(dataDir, "port");
  if (!existsSync(portFile)) return;
  const port = Number(readFileSync(portFile, "utf8"));
  const isOurs = async () => /^(\+PONG|-LOADING)/.test((await say(port, password, "PING")) ?? "");
  if (await isOurs()) {
    await say(port, password, "SHUTDOWN");
    const gone = await waitUntil(async () => !(await isOurs()), 8_000, 100);
    if (!gone) throw new ReadableError(`A redis-server on port ${port} still uses ${dataDir} and does not stop.`);
  }
  rmSync(portFile, { force: true });
}

/**
 * One command after signing in, without a client library: this must run before anything is installed.
 *
 * @param {number} port
 * @param {string} password
 * @param {string} command
 * @returns {Promise<string | undefined>} the first line of its answer; undefined when nobody answers or not to us
 */
function say(port, password, command) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let heard = "";
    const end = () => {
      socket.destroy();
      const [signedIn, answer] = heard.split("\r\n");
      // While Redis loads its data it answers everything so, the sign-in too.
      if (signedIn?.startsWith("-LOADING")) resolve(signedIn);
      else resolve(signedIn === "+OK" && answer ? answer : undefined);
    };
    socket.setTimeout(1_000, end);
    socket.once("error", end);
    socket.once("close", end);
    socket.once("connect", () => socket.write(`AUTH ${password}\r\n${command}\r\n`));
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      if (heard.split("\r\n").length > 2 || heard.startsWith("-")) end();
    });
  });
}
