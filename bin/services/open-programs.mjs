import { join } from "node:path";
import { nodeFlags } from "./node-flags.mjs";
import { ReadableError, waitUntil } from "./processes.mjs";
import { runProgram } from "./programs.mjs";
import { projectPath } from "./project.mjs";
import { addressOf } from "./shop-address.mjs";
import { watchPrograms } from "./watch-programs.mjs";

const readyWithinMs = 120_000;

/**
 * Web and worker, until the shop answers.
 *
 * @param {object} options
 * @param {"production" | "development"} options.mode
 * @param {import("./read-settings.mjs").Settings} options.settings
 * @param {import("./shop-parts.mjs").Parts} options.parts
 * @param {import("./ending.mjs").Ending} options.ending
 * @param {() => void} options.tell
 * @param {NodeJS.ProcessEnv} options.programEnv
 */
export async function openPrograms({ mode, settings, parts, ending, tell, programEnv }) {
  let up = false;
  /** @param {"web" | "worker"} name */
  const run = (name) => {
    const file = name === "web" ? ".build/server.js" : ".build/worker.js";
    return runProgram({
      name,
      args: [...nodeFlags, projectPath(file)],
      env: programEnv,
      logFile: join(settings.dataDir, "logs", `${name}.log`),
      onProcess: () => tell(),
      onGivenUp: (problem) => ending.fail(problem),
      development: mode === "development",
      mustStart: () => !up && mode === "production",
    });
  };
  parts.web = run("web");
  parts.worker = run("worker");
  tell();
  if (mode === "development") parts.stopWatching = await watchPrograms({ web: parts.web, worker: parts.worker });
  const address = addressOf(settings.env);
  const ready = await waitUntil(() => ending.signal.aborted || isReady(address), readyWithinMs, 100);
  ending.signal.throwIfAborted();
  if (!ready) {
    const reason = parts.web.lastProblem() ?? parts.worker.lastProblem() ?? "no reason given";
    throw new ReadableError(`The shop did not get ready within ${readyWithinMs / 1_000} s: ${reason}`);
  }
  up = true;
}

/** @param {string} address */
async function isReady(address) {
  try {
    const answer = await fetch(`${address}/api/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
