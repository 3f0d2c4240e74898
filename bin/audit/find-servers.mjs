import { resolve } from "node:path";
import { ReadableError } from "../services/processes.mjs";
import { projectDir } from "../services/project.mjs";
import { readRuntime } from "../services/runtime-file.mjs";

/** @typedef {{ databaseUrl: string, redisUrl: string }} Servers */

/**
 * The servers of the shop to look at: what the environment says, else what a running `npm start` has written down.
 * Throws ReadableError when the two together do not say enough.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Servers}
 */
export function findServers(env) {
  const dataDir = resolve(projectDir, env.DATA_DIR || ".data");
  const running = readRuntime(dataDir);
  const databaseUrl = env.DATABASE_URL || running?.databaseUrl;
  const redisUrl = env.REDIS_URL || running?.redisUrl;
  if (!databaseUrl || !redisUrl) {
    throw new ReadableError(
      `No shop is running on ${dataDir}: run npm start first, or set DATABASE_URL and REDIS_URL.`,
    );
  }
  return { databaseUrl, redisUrl };
}
