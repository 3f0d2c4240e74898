import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ReadableError } from "../services/processes.mjs";
import { projectDir } from "../services/project.mjs";
import { readRuntime } from "../services/runtime-file.mjs";

/** @typedef {{ databaseUrl: string, secret: string, origin: string }} Shop */

/**
 * The shop to work beside: what the environment says, else what a running `npm start` has written down. Throws
 * ReadableError when the two together do not say enough.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Shop}
 */
export function findShop(env) {
  const dataDir = resolve(projectDir, env.DATA_DIR || ".data");
  const running = readRuntime(dataDir);
  const databaseUrl = env.DATABASE_URL || running?.databaseUrl;
  if (!databaseUrl) {
    throw new ReadableError(
      `No shop is running on ${dataDir}: run npm start first, or set DATABASE_URL and AUTH_SECRET.`,
    );
  }
  const secret = env.AUTH_SECRET || (running?.secretFile ? readSecret(resolve(projectDir, running.secretFile)) : "");
  if (secret.length < 32) {
    throw new ReadableError("The shop's secret is not known: set AUTH_SECRET to the one the shop runs with.");
  }
  const origin = env.APP_ORIGIN || running?.origin || `http://localhost:${env.PORT || 3000}`;
  return { databaseUrl, secret, origin: origin.replace(/\/$/, "") };
}

/** @param {string} file */
function readSecret(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReadableError(`The shop's secret cannot be read (${why}). Only who runs the shop may make shoppers.`);
  }
}
