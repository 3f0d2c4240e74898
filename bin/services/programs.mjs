import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { stopChild } from "./processes.mjs";
import { projectDir } from "./project.mjs";
import { followOutput } from "./read-logs.mjs";
import { complain } from "./say.mjs";

const restartsMax = 5;
const restartsWithinMs = 60_000;
const backoffFirstMs = 250;
const backoffMaxMs = 5_000;

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {() => number | undefined} pid of the process that runs now
 * @property {() => string | undefined} lastProblem
 * @property {() => Promise<void>} restart with what now stands in its file
 * @property {(graceMs: number) => Promise<void>} stop
 * @property {() => void} kill at once
 */

/**
 * Runs one of our programs and keeps it running: a crash is followed by a new start after a growing pause, too many
 * crashes in a minute by `onGivenUp`. The program has a channel to us and ends when we are gone.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {readonly string[]} options.args for node: flags and the file
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.logFile
 * @param {() => void} options.onProcess another process runs it now
 * @param {(problem: string) => void} options.onGivenUp
 * @param {boolean} [options.development] a crash never ends it, for the next edit may mend it; all it says is printed
 * @param {() => boolean} [options.mustStart] while true, the first crash is the last: a start that fails will fail again
 * @returns {Program}
 */
export function runProgram({ name, args, env, logFile, onProcess, onGivenUp, development = false, mustStart }) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  /** @type {ReturnType<typeof followOutput> | undefined} */
  let output;
  let ending = false;
  let replacing = false;
  /** @type {number[]} */
  let crashesMs = [];

  function start() {
    // Its own process group: Ctrl-C reaches us alone, and we stop things in the right order.
    const started = spawn(process.execPath, args, {
      cwd: projectDir,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child = started;
    output = followOutput(started, { name, file: logFile, logLevel: env.LOG_LEVEL, chatty: development });
    started.once("exit", (code, signal) => {
      if (!ending && !replacing) void onCrash(signal ?? `code ${code}`);
    });
    onProcess();
  }

  /** @param {string} how */
  async function onCrash(how) {
    const nowMs = performance.now();
    crashesMs = [...crashesMs.filter((atMs) => nowMs - atMs < restartsWithinMs), nowMs];
    if (mustStart?.()) {
      // What it said on its way out has been printed already.
      onGivenUp(`${name} did not start (${how}).`);
    } else if (development) {
      complain(`${name} ended (${how}); it starts again when a file changes.`);
    } else if (crashesMs.length > restartsMax) {
      onGivenUp(`${name} ended ${crashesMs.length} times within a minute (${how}); see ${logFile}.`);
    } else {
      const pauseMs = Math.min(backoffMaxMs, backoffFirstMs * 2 ** (crashesMs.length - 1));
      complain(`${name} ended (${how}); starting it again.`);
      await wait(pauseMs);
      if (!ending && !replacing) start();
    }
  }

  const stop = async (/** @type {number} */ graceMs) => {
    if (child)
      await stopChild(child, [
        ["SIGTERM", graceMs],
        ["SIGKILL", 1_000],
      ]);
  };

  start();
  return {
    name,
    pid: () => (child && child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    lastProblem: () => output?.lastProblem(),
    async restart() {
      if (ending || replacing) return;
      replacing = true;
      await stop(2_000);
      replacing = false;
      if (!ending) start();
    },
    async stop(graceMs) {
      ending = true;
      await stop(graceMs);
    },
    kill() {
      ending = true;
      child?.kill("SIGKILL");
    },
  };
}
