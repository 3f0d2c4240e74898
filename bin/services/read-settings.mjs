import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv as parseEnvFile } from "node:util";
import { loadEsbuild } from "./load-esbuild.mjs";
import { ReadableError } from "./processes.mjs";
import { projectDir, projectPath } from "./project.mjs";

/**
 * What a start goes by: the checked settings, and which servers of ours it needs.
 *
 * @typedef {object} Settings
 * @property {import("../../lib/platform/env").Env} env DATABASE_URL, REDIS_URL and AUTH_SECRET hold placeholders where
 *   `needs` says that we provide them
 * @property {NodeJS.ProcessEnv} given the variables as given, those of the file .env included
 * @property {{ postgres: boolean, redis: boolean, secret: boolean }} needs
 * @property {string} dataDir absolute
 */

/** Pass the checks where the real values are made later. */
const placeholders = {
  DATABASE_URL: "postgresql://127.0.0.1/embedded",
  REDIS_URL: "redis://127.0.0.1:6379",
  AUTH_SECRET: "made at the start and kept in the data directory",
};

/**
 * Reads and checks the environment by the very schema the programs use. Throws ReadableError with one line per problem.
 *
 * @param {"production" | "development"} nodeEnv
 * @returns {Promise<Settings>}
 */
export async function readSettings(nodeEnv) {
  const file = projectPath(".env");
  const fromFile = existsSync(file) ? parseEnvFile(readFileSync(file, "utf8")) : {};
  /** @type {NodeJS.ProcessEnv} */
  const given = { ...fromFile, ...process.env, NODE_ENV: nodeEnv };
  const needs = {
    postgres: !given.DATABASE_URL,
    redis: !given.REDIS_URL,
    // With servers elsewhere this may be one machine of several: a secret made here would not fit the others'.
    secret: !given.AUTH_SECRET && (!given.DATABASE_URL || !given.REDIS_URL || nodeEnv === "development"),
  };
  const { parseEnv, EnvError } = await loadSchema();
  try {
    const env = parseEnv({
      ...given,
      ...(needs.postgres ? { DATABASE_URL: placeholders.DATABASE_URL } : {}),
      ...(needs.redis ? { REDIS_URL: placeholders.REDIS_URL } : {}),
      ...(needs.secret ? { AUTH_SECRET: placeholders.AUTH_SECRET } : {}),
    });
    return { env, given, needs, dataDir: openDataDir(env.DATA_DIR) };
  } catch (error) {
    if (error instanceof EnvError) throw new ReadableError(error.lines.join("\n"));
    throw error;
  }
}

/**
 * The schema is TypeScript; it is bundled in memory, so that a start can check before anything is built.
 *
 * @returns {Promise<typeof import("../../lib/platform/env")>}
 */
async function loadSchema() {
  const { buildSync } = await loadEsbuild();
  const { outputFiles } = buildSync({
    absWorkingDir: projectDir,
    entryPoints: ["lib/platform/env.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const [program] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(program?.contents ?? "").toString("base64")}`);
}

/** @param {string} name */
function openDataDir(name) {
  const dataDir = resolve(projectDir, name);
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new ReadableError(`DATA_DIR=${JSON.stringify(name)}: ${dataDir} cannot be written${reason}`);
  }
  return dataDir;
}
