import { spawnSync } from "node:child_process";
import { installDebianPackage } from "./install.mjs";
import { ReadableError } from "./processes.mjs";

const OLDEST_MAJOR = 7;

/**
 * Finds redis-server, or installs it where that needs no question. Throws ReadableError with what to do otherwise.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>} the program to run
 */
export async function ensureRedisBinary(log) {
  if (readVersion() === undefined) {
    const result = await installDebianPackage("redis-server", log);
    if (readVersion() === undefined) throw new ReadableError(howToInstall(result));
  }
  const version = readVersion() ?? "";
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    throw new ReadableError(
      `redis-server ${version} is too old: install version ${OLDEST_MAJOR} or newer, or set REDIS_URL to a server of yours.`,
    );
  }
  return "redis-server";
}

/** @returns {string | undefined} for instance "7.0.15" */
function readVersion() {
  const answer = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
  return answer.status === 0 ? /v=([\d.]+)/.exec(answer.stdout)?.[1] : undefined;
}

/** @param {Awaited<ReturnType<typeof installDebianPackage>>} result */
function howToInstall(result) {
  const orOwn = "or set REDIS_URL to a server of yours.";
  if (typeof result === "object") return `redis-server could not be installed (${result.failed}): install it, ${orOwn}`;
  const command = process.platform === "darwin" ? "brew install redis" : "sudo apt-get install -y redis-server";
  return `redis-server is missing: run "${command}" (or your system's way of installing Redis), ${orOwn}`;
}
