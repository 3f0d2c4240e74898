import { createHash } from "node:crypto";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type LoadedDatabase, loadDatabase } from "../../lib/backup/load-database";
import type { KeptBackup } from "../../lib/backup/ports";
import { applyMigrations, migrationsFolder, readMigrations } from "../migrate.mjs";
import { ReadableError } from "../services/processes.mjs";

export interface FilledDatabase extends LoadedDatabase {
  /** Migrations that have come since the backup. */
  readonly migrated: readonly string[];
}

/**
 * Turns an empty database into the backup's: tables by the migrations the backup was made at, rows, then what migrations
 * there are since. Throws ReadableError when the backup is of a newer shop than this one.
 */
export async function fillDatabase(
  databaseUrl: string,
  backup: KeptBackup,
  scratchDir: string,
  signal: AbortSignal,
): Promise<FilledDatabase> {
  await applyMigrations(databaseUrl, copyLevel(backup, join(scratchDir, "migrations")));
  signal.throwIfAborted();
  const loaded = await loadDatabase(databaseUrl, backup, signal);
  return { ...loaded, migrated: await applyMigrations(databaseUrl) };
}

/** The migrations a backup was made at, and no others. */
function copyLevel({ manifest }: KeptBackup, folder: string): string {
  const present = new Map(readMigrations().map(({ name, sql }) => [name, sql]));
  mkdirSync(folder, { recursive: true });
  for (const { name, checksum } of manifest.database.migrations) {
    const sql = present.get(name);
    if (sql === undefined || createHash("sha256").update(sql).digest("hex") !== checksum) {
      throw new ReadableError(
        `The backup was made with the migration ${name}, which this version of the shop ${sql === undefined ? "does not have" : "has in other words"}: restore with version ${manifest.shop.version} as it was then, or newer.`,
      );
    }
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true });
  }
  cpSync(join(migrationsFolder, "migration_lock.toml"), join(folder, "migration_lock.toml"));
  return folder;
}
