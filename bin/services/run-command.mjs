import { spawn } from "node:child_process";
import { stopChild } from "./processes.mjs";
import { projectDir } from "./project.mjs";

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {AbortSignal} [options.signal] stops the program, then rejects with the signal's reason
 * @param {number} [options.graceMs] how long it may take to stop when told to
 * @param {boolean} [options.show] its output goes to ours; otherwise it is kept and returned
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program cannot be run
 */
export function runCommand(file, args, { env = process.env, signal, graceMs = 3_000, show = false } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(file, args, {
      cwd: projectDir,
      env,
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const hear = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString("utf8")).slice(-200_000);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    const abort = () =>
      void stopChild(child, [
        ["SIGTERM", graceMs],
        ["SIGKILL", 1_000],
      ]);
    signal?.addEventListener("abort", abort, { once: true });
    const end = (/** @type {number} */ code) => {
      signal?.removeEventListener("abort", abort);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

/**
 * @param {string} output
 * @param {number} [count]
 * @returns {string} its last lines, without empty ones
 */
export function lastLines(output, count = 20) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n");
}
