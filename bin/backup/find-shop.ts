import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Env, parseEnv } from "../../lib/platform/env";
import { secretFileOf } from "../services/keep-secret.mjs";
import { ReadableError } from "../services/processes.mjs";
import { projectDir } from "../services/project.mjs";
import type { Settings } from "../services/read-settings.mjs";
import { readRuntime } from "../services/runtime-file.mjs";

/** The shop a command is about: what the caller's variables say, and the one that runs on the data directory. */
export interface FoundShop {
  readonly dataDir: string;
  /** Checked; DATABASE_URL and REDIS_URL hold placeholders where servers of our own do not run now. */
  readonly env: Env;
  /** As given to the shop, or to this command. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** The database is one of our own and does not run: whoever wants to read it starts it. */
  readonly isAsleep: boolean;
}

/** From what a command was given. */
export function findShop(settings: Settings): FoundShop {
  const { dataDir } = settings;
  const running = readRuntime(dataDir);
  const given = { ...running?.variables, ...settings.given };
  const secretFile = secretFileOf(dataDir);
  const secret = given.AUTH_SECRET || (existsSync(secretFile) ? readFileSync(secretFile, "utf8").trim() : undefined);
  const env = parseEnv({
    ...given,
    DATA_DIR: dataDir,
    DATABASE_URL: given.DATABASE_URL || running?.databaseUrl || settings.env.DATABASE_URL,
    REDIS_URL: given.REDIS_URL || running?.redisUrl || settings.env.REDIS_URL,
    AUTH_SECRET: secret || settings.env.AUTH_SECRET,
    ...(given.BACKUP_DIR ? { BACKUP_DIR: resolve(projectDir, given.BACKUP_DIR) } : {}),
  });
  return { dataDir, env, given, isAsleep: !given.DATABASE_URL && running === undefined };
}

/** Throws ReadableError when no shop was ever started here. */
export function requireCluster(dataDir: string): void {
  if (existsSync(resolve(dataDir, "postgres/cluster/PG_VERSION"))) return;
  throw new ReadableError(
    `There is no shop in ${dataDir} yet: run npm start once, or set DATA_DIR or DATABASE_URL to the shop's.`,
  );
}
