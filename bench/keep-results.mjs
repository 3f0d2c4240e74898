import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { projectDir, projectPath } from "../bin/services/project.mjs";

/** On what and of what a result is: without both it says nothing. */
export function describeRun() {
  const [cpu] = cpus();
  return {
    at: new Date().toISOString(),
    commit: readCommit(),
    machine: {
      cpu: cpu?.model ?? "unknown",
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release().split(".").slice(0, 2).join(".")} ${arch()}`,
      node: process.version,
    },
  };
}

function readCommit() {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync("git", args, { cwd: projectDir, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${changed ? " with changes" : ""}`;
  } catch {
    return "unknown";
  }
}

/**
 * How much else the machine does, as processes that want to run per core: over a half, figures say little.
 *
 * @returns {number}
 */
export function otherWork() {
  return Math.round(((loadavg()[0] ?? 0) / cpus().length) * 10) / 10;
}

/**
 * @param {{ at: string }} results
 * @returns {string} the file, as seen from the project
 */
export function keepResults(results) {
  mkdirSync(projectPath("bench/results"), { recursive: true });
  const file = `bench/results/${results.at.slice(0, 19).replaceAll(":", "")}.json`;
  writeFileSync(projectPath(file), `${JSON.stringify(results, null, 1)}\n`);
  return file;
}
