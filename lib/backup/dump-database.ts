import type { Client } from "pg";
import { CopyOut } from "./copy-out";
import { type DumpedDatabase, type SealedFile, tablesFolder } from "./manifest";
import { writeSealed } from "./write-sealed";

export interface DatabaseDump {
  readonly database: DumpedDatabase;
  readonly files: readonly SealedFile[];
}

/** Made by the migrations themselves when the rows come back. */
const historyTable = "_prisma_migrations";

/**
 * Every table as rows of text, all of them as they were at one moment, inside the caller's transaction. Takes only the
 * locks of a reader: whoever writes waits for nothing.
 */
export async function dumpDatabase(client: Client, folder: string, signal: AbortSignal): Promise<DatabaseDump> {
  const tables = await readTables(client);
  const migrations = await readLevel(client);
  const place = await readPlace(client);
  const files: SealedFile[] = [];
  const dumped = [];
  for (const { name, columns } of tables) {
    const path = `${tablesFolder}/${name}.copy.gz`;
    const rows = client.query(new CopyOut(`COPY ${quoted(name)} (${columns.map(quoted).join(", ")}) TO STDOUT`));
    files.push(await writeSealed(folder, path, rows, { gzip: true, signal }));
    dumped.push({ name, columns: [...columns], rows: rows.rows, path });
  }
  // Numbers are handed out outside of all snapshots: read last, none that a row carries is handed out again.
  const sequences = await readSequences(client);
  return { database: { ...place, migrations, tables: dumped, sequences }, files };
}

/** Rows as text mean the same on every server only under the same settings. */
export const textSettings = `
SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET extra_float_digits = 1;
SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET standard_conforming_strings = on`;

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

interface TableRow {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What is computed from other columns is computed again. */
async function readTables(client: Client): Promise<readonly TableRow[]> {
  const { rows } = await client.query<TableRow>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [historyTable],
  );
  return rows;
}

async function readLevel(client: Client): Promise<DumpedDatabase["migrations"]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM ${historyTable}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

async function readPlace(client: Client): Promise<Pick<DumpedDatabase, "serverVersion" | "name" | "lsn" | "snapshot">> {
  const { rows } = await client.query<{ serverVersion: string; name: string; lsn: string; snapshot: string }>(
    `SELECT current_setting('server_version') AS "serverVersion", current_database() AS name,
       pg_current_snapshot()::text AS snapshot,
       (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END)::text AS lsn`,
  );
  if (rows[0] === undefined) throw new Error("PostgreSQL did not say where it is");
  return rows[0];
}

async function readSequences(client: Client): Promise<DumpedDatabase["sequences"]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace ORDER BY relname`,
  );
  const sequences = [];
  for (const { name } of rows) {
    const found = await client.query<{ lastValue: string; isCalled: boolean }>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${quoted(name)}`,
    );
    if (found.rows[0] !== undefined) sequences.push({ name, ...found.rows[0] });
  }
  return sequences;
}
