import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSame } from "./lock.mjs";

// What a running shop tells the other commands (shoppers, for one). It holds passwords, so it is its owner's alone.

/**
 * @typedef {object} Runtime
 * @property {number} port
 * @property {string} origin
 * @property {string} databaseUrl
 * @property {string} redisUrl
 * @property {string | null} secretFile where AUTH_SECRET is kept; null when it was given as a variable
 * @property {Record<string, string>} [variables] what it was started with, without what we filled in
 * @property {import("./lock.mjs").ChildRecord[]} pids ourselves first
 */

/** @param {string} dataDir */
const fileOf = (dataDir) => join(dataDir, "runtime.json");

/**
 * @param {string} dataDir
 * @param {Runtime} runtime
 */
export function writeRuntime(dataDir, runtime) {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(runtime, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

/** @param {string} dataDir */
export function removeRuntime(dataDir) {
  rmSync(fileOf(dataDir), { force: true });
}

/**
 * The shop that runs on this data directory now, if one does; what a killed one left behind does not count.
 *
 * @param {string} dataDir
 * @returns {Runtime | undefined}
 */
export function readRuntime(dataDir) {
  try {
    /** @type {Runtime} */
    const runtime = JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
    const [starter] = runtime.pids;
    return starter !== undefined && isSame(starter) ? runtime : undefined;
  } catch {
    return undefined;
  }
}
