import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startMark } from "./processes.mjs";

/** @typedef {import("./lock.mjs").ChildRecord} ChildRecord */

/**
 * @typedef {object} Watchdog
 * @property {(children: readonly ChildRecord[]) => void} watch replaces the list; stopped in this order
 * @property {() => Promise<void>} dismiss nothing is left to watch; resolves when the watchdog is gone
 */

/**
 * Starts a small process that stops our children when we are killed. We cannot do it then, and PostgreSQL and Redis do
 * not notice; the watchdog does, because the pipe from us to it closes.
 *
 * @returns {Watchdog}
 */
export function startWatchdog() {
  const script = fileURLToPath(new URL("./watchdog-process.mjs", import.meta.url));
  const child = spawn(process.execPath, [script], { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" });
  // It may die before us (somebody kills it): then children are only recovered by the next start.
  child.stdin.on("error", () => undefined);
  child.on("error", () => undefined);
  child.unref();
  return {
    watch(children) {
      child.stdin.write(`${JSON.stringify(children)}\n`);
    },
    async dismiss() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.ref();
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end("[]\n");
      await gone;
    },
  };
}

/**
 * @param {string} name
 * @param {number} pid
 * @returns {ChildRecord}
 */
export function childRecord(name, pid) {
  return { name, pid, mark: startMark(pid) ?? "" };
}
