import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { ReadableError } from "./services/processes.mjs";

export const migrationsFolder = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/** Two starts at once migrate one after the other. Any number will do that nobody else uses. */
const lockNumber = 7_041_776_001;

/**
 * How long a migration waits for a table that somebody uses. While it waits, everybody after it waits too: buys, in a
 * sale that is on.
 */
const lockTimeoutMs = 2_000;

/**
 * @typedef {{ name: string, sql: string }} Migration
 */

/**
 * The migration folders, oldest first.
 *
 * @param {string} [folder]
 * @returns {Migration[]}
 */
export function readMigrations(folder = migrationsFolder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, "migration.sql"), "utf8") }));
}

/**
 * The form in which the schema engine takes migrations.
 *
 * @param {readonly Migration[]} migrations
 * @param {string} [folder]
 */
export function listForEngine(migrations, folder = migrationsFolder) {
  const lockFile = join(folder, "migration_lock.toml");
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockFile) ? readFileSync(lockFile, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: /** @type {const} */ ("ok"), value: sql } },
    })),
  };
}

/**
 * Brings a database to the newest migration, as `prisma migrate deploy` would, but offline. Safe to repeat and to run
 * from several processes at once. Returns the names of what was applied now; empty when nothing was to do.
 *
 * Throws ReadableError when the database cannot be reached, when a migration fails or would have to wait (it is rolled
 * back whole, and the next run tries it again), or when a migration was edited after this database had applied it.
 *
 * @param {string} databaseUrl
 * @param {string} [folder]
 * @param {{ lockTimeoutMs: number }} [patience] 0 waits without end
 * @returns {Promise<string[]>}
 */
export async function applyMigrations(databaseUrl, folder = migrationsFolder, patience = { lockTimeoutMs }) {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the query that meets the lost connection reports it
  try {
    await client.connect();
  } catch (error) {
    throw new ReadableError(`The database ${placeOf(databaseUrl)} cannot be reached: ${reasonOf(error)}`);
  }
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockNumber]);
    await forgetFailures(client);
    const missing = await findMissing(client, migrations);
    if (missing.length === 0) return [];
    try {
      return await applyWithEngine(databaseUrl, migrations, folder, patience);
    } catch (error) {
      const name = await findFailed(client);
      if (hasCode(error, lockNotAvailable)) {
        throw new ReadableError(
          `The migration ${name} would have had to wait for a table that the shop is using, and everybody behind it with ` +
            "it. Nothing was changed; try again in a quiet moment.",
        );
      }
      throw new ReadableError(`The database ${placeOf(databaseUrl)} refused ${name}: ${reasonOf(error)}`);
    }
  } finally {
    await client.end(); // gives the lock back, too
  }
}

/**
 * What this database has not applied yet, without loading the engine.
 *
 * @param {import("pg").Client} client
 * @param {readonly Migration[]} migrations
 */
async function findMissing(client, migrations) {
  const applied = new Map(await readApplied(client));
  for (const { name, sql } of migrations) {
    const checksum = applied.get(name);
    if (checksum !== undefined && checksum !== createHash("sha256").update(sql).digest("hex")) {
      throw new ReadableError(
        `The migration ${name} was edited after this database had applied it: undo the edit and write a new migration ` +
          "(node tools/make-migration.mjs), or begin with an empty database.",
      );
    }
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * @param {import("pg").Client} client
 * @returns {Promise<[name: string, checksum: string][]>}
 */
async function readApplied(client) {
  if (!(await hasHistory(client))) return [];
  const { rows } = await client.query(
    "SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return rows.map((row) => [row.name, row.checksum]);
}

/**
 * A migration is one transaction here, so one that failed has left nothing behind but its entry in the history, which
 * would keep the engine from ever trying again.
 *
 * @param {import("pg").Client} client
 */
async function forgetFailures(client) {
  if (!(await hasHistory(client))) return;
  await client.query(
    "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
}

/** @param {import("pg").Client} client */
async function hasHistory(client) {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
  return rows[0].present === true;
}

/**
 * @param {string} databaseUrl
 * @param {readonly Migration[]} migrations
 * @param {string} folder
 * @param {{ lockTimeoutMs: number }} patience
 */
async function applyWithEngine(databaseUrl, migrations, folder, patience) {
  const { withSchemaEngine } = await import("./schema-engine.mjs");
  const { appliedMigrationNames } = await withSchemaEngine(
    databaseUrl,
    (engine) =>
      engine.applyMigrations({
        migrationsList: listForEngine(migrations, folder),
        filters: { externalTables: [], externalEnums: [] },
      }),
    patience,
  );
  return appliedMigrationNames;
}

const lockNotAvailable = "55P03";

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}

/** @param {import("pg").Client} client */
async function findFailed(client) {
  if (!(await hasHistory(client))) return "the first migration";
  const { rows } = await client.query(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  return rows[0]?.name ?? "a migration";
}

/**
 * Where a database is, without the password.
 *
 * @param {string} databaseUrl
 */
function placeOf(databaseUrl) {
  try {
    const { hostname, port, pathname } = new URL(databaseUrl);
    return `${pathname.slice(1)} at ${hostname}:${port || "5432"}`;
  } catch {
    return "(DATABASE_URL is not a URL)";
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  // Node reports several refused addresses as one AggregateError without a message.
  return error.message || String(/** @type {{ code?: unknown }} */ (error).code ?? error.name);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const databaseUrl = process.env.DATABASE_URL;
  try {
    if (!databaseUrl) throw new ReadableError("DATABASE_URL is not set; see .env.example");
    const applied = await applyMigrations(databaseUrl);
    console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  } catch (error) {
    if (!(error instanceof ReadableError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
