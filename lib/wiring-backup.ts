import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeLastResult } from "./backup/last-result";
import { makeBackup } from "./backup/make-backup";
import { demoLoginsName } from "./backup/manifest";
import type { BackupOutcome } from "./backup/ports";
import { createClock } from "./platform/clock";
import { type Env, variableNames } from "./platform/env";
import { connectBlockingRedis, untilReady } from "./platform/redis";
import { copyClock } from "./platform/shared-clock";
import { openStorage } from "./uploads/open-uploads";

type Given = Readonly<Record<string, string | undefined>>;

/** Where the copy lies and how its programs were started is no part of a shop. */
const notKept = ["DATA_DIR", "NODE_ENV", "ZEROHOUR_FILLED_IN"];
const redisWithinMs = 2_000;

/** Where a shop's backups are. */
export function backupFolderOf(env: Pick<Env, "DATA_DIR" | "BACKUP_DIR">): string {
  return env.BACKUP_DIR ?? join(env.DATA_DIR, "backups");
}

/**
 * Makes a backup of the shop that `env` describes, and leaves word of how it went. `given` are its variables as they were
 * given, for the configuration.
 */
export async function backUp(env: Env, given: Given, signal: AbortSignal): Promise<BackupOutcome> {
  const folder = backupFolderOf(env);
  const startedMs = Date.now();
  const leaveWord = (ok: boolean, message: string) =>
    writeLastResult(folder, { at: new Date().toISOString(), ok, message, tookMs: Date.now() - startedMs });
  try {
    const outcome = await makeBackup(
      {
        databaseUrl: env.DATABASE_URL,
        folder,
        keep: env.BACKUP_KEEP,
        pictures: openStorage(env),
        configuration: { ...configurationOf(given), AUTH_SECRET: env.AUTH_SECRET },
        demoLogins: await readFile(join(env.DATA_DIR, demoLoginsName)).catch(() => null),
        shop: { version: readVersion(), node: process.version, appOrigin: env.APP_ORIGIN },
        shopNowMs: await readShopClock(env),
      },
      signal,
    );
    if (outcome.word === "made") await leaveWord(true, outcome.backup.name);
    return outcome;
  } catch (error) {
    // One that was stopped has not failed. A disk that is full holds no word either.
    if (!signal.aborted) await leaveWord(false, messageOf(error)).catch(() => undefined);
    throw error;
  }
}

/** What was given to the shop; the addresses of servers that `npm start` runs itself are others each time. */
function configurationOf(given: Given): Readonly<Record<string, string>> {
  const filledIn = given.ZEROHOUR_FILLED_IN?.split(",") ?? [];
  const names = variableNames.filter((name) => !notKept.includes(name) && !filledIn.includes(name));
  return Object.fromEntries(names.flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
}

/** Only shops with test tools have a clock of their own, and it is in Redis. */
async function readShopClock(env: Env): Promise<() => number> {
  const clock = createClock();
  if (!env.ZEROHOUR_TEST_TOOLS) return clock.nowMs;
  const redis = connectBlockingRedis(env.REDIS_URL);
  try {
    await untilReady(redis, redisWithinMs);
    await copyClock({ redis, clock });
  } catch {
    // The shop is not running: its clock begins anew as the machine's.
  } finally {
    redis.disconnect();
  }
  return clock.nowMs;
}

/** What a reason means to who reads one line of it. */
export function messageOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code === "ENOSPC" || code === "EDQUOT") return "No room is left for the backup: free some, or set BACKUP_DIR.";
  if (/^(EACCES|EROFS|EPERM|ENOTDIR)$/.test(code)) return `The backup cannot be written (${message}): set BACKUP_DIR.`;
  if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|57P0[123])$/.test(code) || /connection timeout/i.test(message)) {
    return `The database does not answer (${message || code}): is the shop's PostgreSQL running?`;
  }
  if (code === "55P03") return "A table was locked for more than 10 s, perhaps by a migration: try again.";
  if (code === "42P01") return "The database has no tables of the shop: there is nothing to back up yet.";
  if (code === "28P01" || code === "28000") return "The database refused DATABASE_URL's user.";
  if (code === "42501") return `The database's user may not read everything (${message}): a backup would not be whole.`;
  return message || code;
}

function readVersion(): string {
  try {
    const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" ? version : "unknown";
  } catch {
    return "unknown";
  }
}
