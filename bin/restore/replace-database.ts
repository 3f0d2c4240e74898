import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { KeptBackup } from "../../lib/backup/ports";
import { ReadableError } from "../services/processes.mjs";
import { fillDatabase } from "./fill-database";

export interface ReplaceWish {
  readonly url: string;
  readonly backup: KeptBackup;
  readonly replace: string | null;
  readonly signal: AbortSignal;
}

/** What stands under the name now. */
type Present =
  | { readonly word: "missing" }
  /** Without a table. */
  | { readonly word: "empty" }
  | { readonly word: "shop"; readonly orders: number; readonly sales: number };

/**
 * Makes the backup the database of that URL. It is filled under another name and takes the place only when it is whole,
 * so a restore that fails changes nothing; a shop that stood there keeps its rows under a third name. Where the user may
 * not make databases, an empty one is filled in place. Resolves with what there is to know.
 */
export async function replaceDatabase({ url, backup, replace, signal }: ReplaceWish): Promise<readonly string[]> {
  const name = nameOf(url);
  const present = await lookAt(url);
  if (present.word === "shop" && present.orders + present.sales > 0 && replace !== name) {
    throw new ReadableError(
      `The database ${name} holds ${present.orders} orders of ${present.sales} sales. If the backup is to take its place, add --replace ${name}; the present one is kept under another name.`,
    );
  }
  const scratchDir = await mkdtemp(join(tmpdir(), "zerohour-restore-"));
  const server = await connect(withName(url, "postgres"));
  const draft = `${name.slice(0, 40)}_restoring`;
  try {
    const made = await makeDatabase(server, draft);
    if (made === "not_allowed") {
      if (present.word !== "empty") throw new ReadableError(mayNotCreate(url));
      const told = await fill(url, backup, scratchDir, signal);
      return [`The database ${name} holds the backup.`, ...told];
    }
    try {
      const told = await fill(withName(url, draft), backup, scratchDir, signal);
      return [...(await takePlace(server, { name, draft, present })), ...told];
    } catch (error) {
      await server.query(`DROP DATABASE IF EXISTS ${quoted(draft)}`);
      throw error;
    }
  } finally {
    await server.end();
    await rm(scratchDir, { recursive: true, force: true });
  }
}

/** Resolves with what there is to know. */
async function fill(
  url: string,
  backup: KeptBackup,
  scratchDir: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { findings, leftOut } = await fillDatabase(url, backup, scratchDir, signal);
  if (findings.length > 0) throw new ReadableError(`The backup is not whole: ${findings.join(" ")}`);
  return leftOut.map((name) => `Left out: the table ${name}, which no migration of the shop makes.`);
}

async function takePlace(
  server: pg.Client,
  { name, draft, present }: { readonly name: string; readonly draft: string; readonly present: Present },
): Promise<readonly string[]> {
  const aside = `${name.slice(0, 40)}_before_${new Date().toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}`;
  if (present.word === "empty") await rename(server, `DROP DATABASE ${quoted(name)}`, name);
  if (present.word === "shop") {
    await rename(server, `ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(aside)}`, name);
  }
  try {
    await server.query(`ALTER DATABASE ${quoted(draft)} RENAME TO ${quoted(name)}`);
  } catch (error) {
    if (present.word === "shop") await server.query(`ALTER DATABASE ${quoted(aside)} RENAME TO ${quoted(name)}`);
    throw error;
  }
  return [
    `The database ${name} holds the backup.`,
    ...(present.word === "shop" ? [`The former one is called ${aside} now; drop it when nobody misses it.`] : []),
  ];
}

/** Nobody may be connected to a database that loses its name. */
async function rename(server: pg.Client, statement: string, name: string): Promise<void> {
  try {
    await server.query(statement);
  } catch (error) {
    if (codeOf(error) !== "55006") throw error;
    throw new ReadableError(
      `The database ${name} is in use: stop the shop's web and worker processes, then try again.`,
    );
  }
}

async function makeDatabase(server: pg.Client, name: string): Promise<"made" | "not_allowed"> {
  try {
    await server.query(`DROP DATABASE IF EXISTS ${quoted(name)}`);
    await server.query(`CREATE DATABASE ${quoted(name)}`);
    return "made";
  } catch (error) {
    if (codeOf(error) === "42501") return "not_allowed";
    if (codeOf(error) === "55006") throw new ReadableError(`Another restore is under way in ${name}: wait for it.`);
    throw error;
  }
}

function mayNotCreate(url: string): string {
  const { username } = new URL(url);
  return `The user ${username} may not create databases: let an administrator make an empty one that ${username} owns, and restore into that.`;
}

async function lookAt(url: string): Promise<Present> {
  const client = await connect(url).catch((error: unknown) => {
    if (codeOf(error) === "3D000") return null;
    throw error;
  });
  if (client === null) return { word: "missing" };
  try {
    const tables = await client.query(
      "SELECT count(*) FILTER (WHERE relname IN ('orders', 'sales'))::int AS ours, count(*)::int AS all FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
    );
    if (tables.rows[0]?.all === 0) return { word: "empty" };
    if (tables.rows[0]?.ours !== 2) {
      throw new ReadableError(`The database ${nameOf(url)} holds tables of something else: name another one.`);
    }
    const { rows } = await client.query<{ orders: number; sales: number }>(
      "SELECT (SELECT count(*) FROM orders)::int AS orders, (SELECT count(*) FROM sales)::int AS sales",
    );
    return { word: "shop", orders: rows[0]?.orders ?? 0, sales: rows[0]?.sales ?? 0 };
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the query that meets the lost connection reports it
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (codeOf(error) === "3D000") throw error;
    const { hostname, port } = new URL(url);
    const reason = error instanceof Error ? error.message || codeOf(error) : String(error);
    throw new ReadableError(`PostgreSQL at ${hostname}:${port || "5432"} cannot be reached: ${reason}`);
  }
}

function nameOf(url: string): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (name === "") throw new ReadableError("--into needs the name of a database at its end, as in …/zerohour.");
  return name;
}

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
