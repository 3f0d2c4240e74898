import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A command cannot go on, for a reason its user can do something about. Its message is printed as it is. */
export class ReadableError extends Error {
  name = "ReadableError";
}

/**
 * Whether a process lives. A zombie (ended, its parent has not collected it) counts as ended: in containers the first
 * process often collects nobody.
 *
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  if (process.platform !== "linux") return true;
  return linuxStat(pid)?.state !== "Z";
}

/**
 * A word that tells two processes with the same number apart, because numbers are used again: the moment it started.
 * Undefined when there is no such process.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startMark(pid) {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "linux") return linuxStat(pid)?.startTicks;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * The parent of a process on Linux; undefined elsewhere and when there is no such process.
 *
 * @param {number} pid
 * @returns {number | undefined}
 */
export function parentOf(pid) {
  return process.platform === "linux" ? linuxStat(pid)?.parent : undefined;
}

/**
 * The command line of a process, or undefined when there is none.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function commandLine(pid) {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Sends signals one after the other, each with its own time to take effect, until the process is gone.
 *
 * @param {number} pid
 * @param {ReadonlyArray<readonly [NodeJS.Signals, number]>} steps signal and how long to wait for it, in ms
 * @returns {Promise<boolean>} whether the process is gone
 */
export async function stopPid(pid, steps) {
  for (const [signal, waitMs] of steps) {
    if (!isAlive(pid)) return true;
    try {
      process.kill(pid, signal);
    } catch {
      return !isAlive(pid);
    }
    if (await waitUntil(() => !isAlive(pid), waitMs)) return true;
  }
  return !isAlive(pid);
}

/**
 * The same for a child of ours, whose end is told by an event.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {ReadonlyArray<readonly [NodeJS.Signals, number]>} steps
 * @returns {Promise<void>}
 */
export async function stopChild(child, steps) {
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  for (const [signal, waitMs] of steps) {
    if (ended()) return;
    child.kill(signal);
    await Promise.race([
      new Promise((resolve) => child.once("exit", resolve)),
      wait(waitMs, undefined, { ref: false }),
    ]);
  }
}

/**
 * Looks again every `everyMs` until the condition holds or the time is over.
 *
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} timeoutMs
 * @param {number} [everyMs]
 * @returns {Promise<boolean>} whether it came to hold
 */
export async function waitUntil(condition, timeoutMs, everyMs = 25) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await wait(everyMs);
  }
}

/** @param {number} pid */
function linuxStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets and may hold spaces; state is field 3, start time field 22.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], parent: Number(fields[1]), startTicks: fields[19] };
  } catch {
    return undefined;
  }
}
