import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive, startMark } from "./processes.mjs";
import { projectPath } from "./project.mjs";
import { say } from "./say.mjs";

// A lock is a file that says who holds it. Who was killed leaves it behind, so a lock counts only while its process
// lives, and the moment that process started tells it from a later one with the same number.

/**
 * @typedef {object} ProcessRecord
 * @property {number} pid
 * @property {string} mark when it started, see `startMark`
 */

/**
 * @typedef {ProcessRecord & { name: string }} ChildRecord
 */

/**
 * @typedef {ProcessRecord & { note: string, children: ChildRecord[] }} LockRecord
 */

/**
 * @typedef {object} Lock
 * @property {(children: readonly ChildRecord[]) => void} recordChildren what a later owner has to stop if we are killed
 * @property {() => void} release
 */

/**
 * Takes a lock or says who has it.
 *
 * @param {string} file
 * @param {string} note told to whoever finds it taken, for instance our address
 * @returns {{ outcome: "taken", lock: Lock, left: ChildRecord[] } | { outcome: "held", by: LockRecord }}
 *   `left`: children of a dead owner that may still live
 */
export function takeLock(file, note) {
  mkdirSync(dirname(file), { recursive: true });
  /** @type {LockRecord} */
  const own = { pid: process.pid, mark: startMark(process.pid) ?? "", note, children: [] };
  /** @type {ChildRecord[]} */
  let left = [];
  const draft = `${file}.${process.pid}`;
  for (;;) {
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
    try {
      linkSync(draft, file); // all or nothing, and only one can be first
      rmSync(draft);
      return { outcome: "taken", left, lock: heldLock(file, own) };
    } catch (error) {
      rmSync(draft);
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const found = readLock(file);
    if (found !== undefined && isSame(found)) return { outcome: "held", by: found };
    if (found !== undefined) left = found.children;
    removeStale(file);
  }
}

/**
 * @param {string} file
 * @param {LockRecord} own
 * @returns {Lock}
 */
function heldLock(file, own) {
  return {
    recordChildren(children) {
      own.children = [...children];
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/**
 * Removes a lock that nobody holds. One at a time: otherwise a slow one would remove the new lock of a quick one.
 *
 * @param {string} file
 */
function removeStale(file) {
  const guard = `${file}.clearing`;
  const own = { pid: process.pid, mark: startMark(process.pid) ?? "" };
  try {
    writeFileSync(guard, JSON.stringify(own), { flag: "wx" });
  } catch {
    // Somebody else is at it, or was killed in the middle of it, perhaps before it had written its name.
    const other = readLock(guard);
    const abandoned = other === undefined ? ageMs(guard) > nameWithinMs : !isSame(other);
    if (abandoned) rmSync(guard, { force: true });
    pauseSync(5);
    return;
  }
  try {
    const found = readLock(file);
    if (found === undefined || !isSame(found)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Between making a guard and writing one's name into it lie microseconds. */
const nameWithinMs = 2_000;

/**
 * @param {string} file
 * @returns {number} 0 when there is none
 */
function ageMs(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

/** @param {number} ms */
function pauseSync(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/**
 * @param {string} file
 * @returns {LockRecord | undefined}
 */
export function readLock(file) {
  try {
    const record = JSON.parse(readFileSync(file, "utf8"));
    return typeof record.pid === "number" ? { note: "", mark: "", children: [], ...record } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether exactly this process still lives.
 *
 * @param {ProcessRecord} record
 */
export function isSame(record) {
  return isAlive(record.pid) && startMark(record.pid) === record.mark;
}

/**
 * Waits for our turn to build in this folder.
 *
 * @param {AbortSignal} [signal]
 * @returns {Promise<() => void>} lets the next one in
 */
export async function holdBuildLock(signal) {
  const file = projectPath(".build/lock");
  for (let told = false; ; ) {
    signal?.throwIfAborted();
    const result = takeLock(file, "build");
    if (result.outcome === "taken") return result.lock.release;
    if (!told) say("Waiting for another build in this folder ...");
    told = true;
    await wait(250);
  }
}
