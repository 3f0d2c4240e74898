import type { BackupOutcome } from "../../lib/backup/ports";
import { backUp, messageOf } from "../../lib/wiring-backup";
import { createCommandLine, flag } from "../services/command-line.mjs";
import { listenForEnd } from "../services/ending.mjs";
import { ReadableError } from "../services/processes.mjs";
import type { Settings } from "../services/read-settings.mjs";
import { complain, say, spelledDuration } from "../services/say.mjs";
import { describeSize, sizeOf } from "./describe-backup";
import { findShop, requireCluster } from "./find-shop";
import { type AwakePostgres, wakePostgres } from "./wake-postgres";

const { read } = createCommandLine("npm run backup -- [--json]");

/** Makes a backup of the shop, running or not, and says what is in it. Resolves with the exit code. */
export async function runBackup(settings: Settings, args: string[]): Promise<number> {
  const { json = false } = read(args, { json: flag });
  const shop = findShop(settings);
  let postgres: AwakePostgres | undefined;
  const ending = listenForEnd(() => postgres?.kill());
  try {
    if (shop.isAsleep) {
      requireCluster(shop.dataDir);
      postgres = await wakePostgres(shop.dataDir, "a backup is being made");
    }
    const env = postgres === undefined ? shop.env : { ...shop.env, DATABASE_URL: postgres.url };
    return tell(await backUp(env, shop.given, ending.signal), json);
  } catch (error) {
    if (ending.signal.aborted) throw new ReadableError("Stopped: no backup was made.");
    throw error instanceof ReadableError ? error : new ReadableError(messageOf(error));
  } finally {
    await postgres?.stop();
    ending.forget();
  }
}

function tell(outcome: BackupOutcome, json: boolean): number {
  if (outcome.word === "taken") {
    throw new ReadableError("Another backup of this database is being made: wait for it, then look at its result.");
  }
  const { backup, removed } = outcome;
  const { manifest } = backup;
  const sizeBytes = sizeOf(manifest);
  const rows = manifest.database.tables.reduce((sum, table) => sum + table.rows, 0);
  if (json) {
    const { madeAt, tookMs, missingPictures } = manifest;
    say(JSON.stringify({ path: backup.path, madeAt, tookMs, sizeBytes, rows, missingPictures, removed }));
    return 0;
  }
  for (const name of manifest.missingPictures)
    complain(`The picture ${name} is not where the shop keeps its pictures.`);
  say(`${backup.path}`);
  say(
    `${rows} rows of ${manifest.database.tables.length} tables, ${describeSize(sizeBytes)}, in ${spelledDuration(manifest.tookMs)}.` +
      (removed.length === 0 ? "" : ` Removed ${removed.join(", ")}.`),
  );
  return 0;
}
