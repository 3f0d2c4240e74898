import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Client } from "pg";
import { CopyIn } from "./copy-in";
import { quoted, textSettings } from "./dump-database";
import type { Manifest } from "./manifest";
import { openClient, stopAtSignal } from "./open-client";
import type { KeptBackup } from "./ports";

type DumpedTable = Manifest["database"]["tables"][number];

export interface LoadedDatabase {
  /** A sentence for each table whose rows are not as many as the manifest says. */
  readonly findings: readonly string[];
  /** Tables of the backup that no migration of the shop makes; their rows stay where they are. */
  readonly leftOut: readonly string[];
  readonly tables: number;
  readonly rows: number;
}

/**
 * Fills an empty database, which is at the backup's level of migrations, with its rows: all of them in one transaction, or
 * none. The tables' triggers tell of changes, and these rows changed long ago, so they are off meanwhile. References between
 * tables are taken away and made again, which checks every row of them. Constraints and indexes check as always. None of
 * this takes more than owning the tables.
 */
export async function loadDatabase(
  databaseUrl: string,
  backup: KeptBackup,
  signal: AbortSignal,
): Promise<LoadedDatabase> {
  const client = await openClient(databaseUrl);
  const stopListening = stopAtSignal(client, signal);
  try {
    await client.query(textSettings);
    await client.query("BEGIN");
    const { tables, sequences } = backup.manifest.database;
    const known = await readKnownTables(client);
    const leftOut = tables.flatMap(({ name }) => (known.has(name) ? [] : [name]));
    const findings = await fillTables(
      client,
      backup,
      tables.filter(({ name }) => known.has(name)),
      signal,
    );
    for (const { name, lastValue, isCalled } of sequences) {
      await client.query("SELECT setval(to_regclass($1), $2, $3)", [quoted(name), lastValue, isCalled]);
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return { findings, leftOut, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    stopListening();
    await client.end().catch(() => undefined);
  }
}

async function fillTables(
  client: Client,
  backup: KeptBackup,
  tables: readonly DumpedTable[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const triggers = await readTriggers(client);
  const references = await readReferences(client);
  for (const { table, name } of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${quoted(name)}`);
  for (const { table, name } of references) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  const findings: string[] = [];
  for (const table of tables) {
    const rows = await fillTable(client, backup, table, signal);
    if (rows !== table.rows) findings.push(`${table.name} has ${rows} rows instead of ${table.rows}.`);
  }
  for (const { table, name, definition } of references) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  }
  for (const { table, name, mode } of triggers) {
    await client.query(`ALTER TABLE ${table} ENABLE ${mode} TRIGGER ${quoted(name)}`);
  }
  await checkReferences(client);
  return findings;
}

/** What triggers say of references instead of constraints, for all rows at once; backups of before have no such function. */
async function checkReferences(client: Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regprocedure('check_all_references()') IS NOT NULL AS known");
  if (rows[0]?.known === true) await client.query("SELECT check_all_references()");
}

/** How many rows the table has then, by its own count. */
async function fillTable(
  client: Client,
  { path }: KeptBackup,
  table: DumpedTable,
  signal: AbortSignal,
): Promise<number> {
  const copy = new CopyIn(`COPY ${quoted(table.name)} (${table.columns.map(quoted).join(", ")}) FROM STDIN`);
  try {
    await pipeline(createReadStream(join(path, table.path)), createGunzip(), client.query(copy), { signal });
  } catch (error) {
    throw new Error(`${table.path} cannot be read back: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${quoted(table.name)}`);
  return Number(rows[0]?.count);
}

async function readKnownTables(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
  );
  return new Set(rows.map(({ name }) => name));
}

interface TriggerRow {
  readonly table: string;
  readonly name: string;
  readonly mode: "" | "ALWAYS" | "REPLICA";
}

async function readTriggers(client: Client): Promise<readonly TriggerRow[]> {
  const { rows } = await client.query<TriggerRow>(
    `SELECT t.tgrelid::regclass::text AS table, t.tgname AS name,
       CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END AS mode
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace
     ORDER BY 1, 2`,
  );
  return rows;
}

interface ReferenceRow {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function readReferences(client: Client): Promise<readonly ReferenceRow[]> {
  const { rows } = await client.query<ReferenceRow>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  return rows;
}
