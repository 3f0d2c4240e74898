import { complain } from "./say.mjs";
import { childRecord } from "./watchdog.mjs";

// What a shop consists of while it runs. Everything that is started is entered here, so that the stop, the watchdog and
// the lock know it, whatever goes wrong when.

/** How long each program may take to finish its work, in ms. */
const graceMs = { web: 3_500, worker: 2_000 };
/** All together: we promise 10 s. */
const stopWithinMs = 8_500;

/**
 * @typedef {object} Parts
 * @property {import("./programs.mjs").Program} [web]
 * @property {import("./programs.mjs").Program} [worker]
 * @property {import("./redis.mjs").RedisServer} [redis]
 * @property {import("./postgres.mjs").PostgresServer} [postgres]
 * @property {() => Promise<void>} [stopWatching]
 */

/** @param {Parts} parts */
export function recordsOf(parts) {
  const pids = {
    web: parts.web?.pid(),
    worker: parts.worker?.pid(),
    redis: parts.redis?.pid,
    postgres: parts.postgres?.pid,
  };
  return Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [childRecord(name, pid)]));
}

/**
 * In this order: no new requests, no new work, then what both stand on. What is not gone in time is killed.
 *
 * @param {Parts} parts
 */
export async function stopAll(parts) {
  const limit = setTimeout(() => killAll(parts), stopWithinMs);
  /** @type {[string, (() => Promise<unknown>) | undefined][]} */
  const steps = [
    ["watching", parts.stopWatching],
    ["web", () => parts.web?.stop(graceMs.web) ?? Promise.resolve()],
    ["worker", () => parts.worker?.stop(graceMs.worker) ?? Promise.resolve()],
    // Neither needs the other.
    ["servers", () => Promise.all([parts.redis?.stop(), parts.postgres?.stop()])],
  ];
  for (const [name, stop] of steps) {
    try {
      await stop?.();
    } catch (error) {
      complain(`${name} did not stop cleanly: ${error instanceof Error ? error.message : error}`);
    }
  }
  clearTimeout(limit);
}

/** @param {Parts} parts */
export function killAll(parts) {
  parts.web?.kill();
  parts.worker?.kill();
  parts.redis?.child.kill("SIGKILL");
  // PostgreSQL's own quick way: its processes end with it.
  parts.postgres?.child.kill("SIGQUIT");
}
