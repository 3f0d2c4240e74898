import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { KeptBackup } from "../../lib/backup/ports";
import { listNames, readBackup } from "../../lib/backup/read-backup";
import { ReadableError } from "../services/processes.mjs";

/**
 * The backup of that path or name, else the newest there is: also when it is broken, for then one wants to hear of it.
 * Throws ReadableError when there is none, or when its manifest cannot be relied on.
 */
export async function chooseBackup(folder: string, wished: string | undefined): Promise<KeptBackup> {
  const path = wished === undefined ? await newestIn(folder) : placeOf(folder, wished);
  const backup = await readBackup(path);
  if ("word" in backup) throw new ReadableError(backup.detail);
  return backup;
}

async function newestIn(folder: string): Promise<string> {
  const [newest] = await listNames(folder);
  if (newest === undefined) {
    throw new ReadableError(`There is no backup in ${folder}: run npm run backup, or say --backup DIR.`);
  }
  return join(folder, newest);
}

function placeOf(folder: string, wished: string): string {
  const named = join(folder, wished);
  // npm runs us in the project's folder; the path was written in the caller's.
  return existsSync(named) ? named : resolve(process.env.INIT_CWD ?? process.cwd(), wished);
}
