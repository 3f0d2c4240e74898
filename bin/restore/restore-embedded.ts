import { existsSync } from "node:fs";
import { copyFile, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv as parseEnvFile } from "node:util";
import { configurationName, demoLoginsName } from "../../lib/backup/manifest";
import type { KeptBackup } from "../../lib/backup/ports";
import type { FoundShop } from "../backup/find-shop";
import { wakePostgres } from "../backup/wake-postgres";
import { secretFileOf } from "../services/keep-secret.mjs";
import { replaceDatabase } from "./replace-database";
import { returnPictures } from "./return-pictures";

export interface RestoreWish {
  readonly backup: KeptBackup;
  readonly shop: FoundShop;
  readonly replace: string | null;
  readonly signal: AbortSignal;
}

/**
 * Into the shop of a data directory, which must not run. What was there is moved aside, not deleted: the database under
 * another name, Redis and the secret in another place. Resolves with what there is to know.
 */
export async function restoreEmbedded({ backup, shop, replace, signal }: RestoreWish): Promise<readonly string[]> {
  const { dataDir } = shop;
  const postgres = await wakePostgres(dataDir, "a backup is being restored");
  try {
    const replaced = await replaceDatabase({ url: postgres.url, backup, replace, signal });
    const pictures = await returnPictures(backup, shop.env);
    const aside = `before-${stamp()}`;
    const told = [...replaced, `${pictures} files of pictures.`];
    // What the gate knows is of after the backup; the worker loads it again from the restored books.
    if (existsSync(join(dataDir, "redis"))) {
      await rename(join(dataDir, "redis"), join(dataDir, `redis-${aside}`));
      told.push(`The former Redis is in ${join(dataDir, `redis-${aside}`)}.`);
    }
    told.push(...(await returnSecret(backup, dataDir, aside)));
    if (existsSync(join(backup.path, demoLoginsName))) {
      await copyFile(join(backup.path, demoLoginsName), join(dataDir, demoLoginsName));
    }
    return [...told, `Compare ${join(backup.path, configurationName)} with your own variables, then npm start.`];
  } finally {
    await postgres.stop();
  }
}

async function returnSecret({ path }: KeptBackup, dataDir: string, aside: string): Promise<readonly string[]> {
  const { AUTH_SECRET: secret } = parseEnvFile(await readFile(join(path, configurationName), "utf8"));
  const file = secretFileOf(dataDir);
  const present = existsSync(file) ? (await readFile(file, "utf8")).trim() : undefined;
  if (secret === undefined || secret === present) return [];
  if (present !== undefined) await rename(file, `${file}-${aside}`);
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return [`The secret is the backup's again${present === undefined ? "" : `; the former one is in ${file}-${aside}`}.`];
}

function stamp(): string {
  return new Date().toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
}
