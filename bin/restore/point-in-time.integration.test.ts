import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { orderIdOfAttempt } from "../../lib/domain";
import { createOrders } from "../../lib/orders/create-orders";
import { createPool, type ShopPool } from "../../lib/platform/postgres";
import { createAccount, createSale, type MadeSale, makeBooking } from "../../lib/testing/factories";
import { applyMigrations } from "../migrate.mjs";
import { startPostgres } from "../services/postgres.mjs";

// Back to a moment: a copy of the cluster's files, and the server's log of writes since, kept elsewhere. As
// docs/how-to/back-up-and-restore.md tells operators to do it.

type Server = Awaited<ReturnType<typeof startPostgres>>;

const projectDir = fileURLToPath(new URL("../..", import.meta.url));
const withinMs = 60_000;

let directory: string;
let servers: Server[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "zerohour-moment-"));
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

async function start(name: string, settings: Readonly<Record<string, string>>): Promise<Server> {
  const server = await startPostgres({ dataDir: join(directory, name), settings });
  servers.push(server);
  return server;
}

async function buy(pool: ShopPool, sale: MadeSale): Promise<string> {
  const account = await createAccount(pool);
  const request = makeBooking(sale, account.id, { receivedAtMs: Date.now() });
  const [result] = await createOrders({ pool }).place(sale.id, [request], "+0");
  expect(result?.word).toBe("reserved");
  return orderIdOfAttempt(request.attemptId);
}

/** Files as they lie there while the server writes them; with what it says at the end they can be made one moment. */
async function copyCluster(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('test', true)");
    const left = new Set(["postmaster.pid", "postmaster.opts", "pg_wal"]);
    await mkdir(join(to, "pg_wal/archive_status"), { recursive: true, mode: 0o700 });
    for (const entry of await readdir(from)) {
      if (!left.has(entry)) await cp(join(from, entry), join(to, entry), { recursive: true });
    }
    const { rows } = await client.query<{ label: string }>("SELECT labelfile AS label FROM pg_backup_stop(true)");
    await writeFile(join(to, "backup_label"), rows[0]?.label ?? "");
    await chmod(to, 0o700);
  } finally {
    await client.end();
  }
}

/** Until everything written so far lies in the archive. */
async function archiveAll(pool: ShopPool, archive: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>("SELECT pg_walfile_name(pg_switch_wal()) AS name");
  const name = rows[0]?.name ?? "";
  await vi.waitFor(async () => expect(await readdir(archive)).toContain(name), { timeout: withinMs, interval: 100 });
}

async function recover(name: string, base: string, target: Readonly<Record<string, string>>): Promise<Server> {
  const dataDir = join(directory, name);
  await mkdir(dataDir);
  await cp(base, join(dataDir, "cluster"), { recursive: true });
  await chmod(join(dataDir, "cluster"), 0o700);
  await copyFile(join(directory, "first/password"), join(dataDir, "password"));
  await writeFile(join(dataDir, "cluster/recovery.signal"), "");
  return start(name, {
    restore_command: `cp ${join(directory, "archive")}/%f %p`,
    recovery_target_action: "promote",
    ...target,
  });
}

async function readOrders(server: Server): Promise<readonly string[]> {
  const pool = createPool({ url: server.url, max: 1, applicationName: "moment" });
  try {
    return (await pool.query<{ id: string }>("SELECT id FROM orders ORDER BY created_at")).rows.map(({ id }) => id);
  } finally {
    await pool.end();
  }
}

function run(
  command: string,
  args: readonly string[],
  databaseUrl: string,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(projectDir, `bin/${command}.mjs`), ...args], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: join(directory, "data"),
      DATABASE_URL: databaseUrl,
      REDIS_URL: "redis://127.0.0.1:1",
      AUTH_SECRET: randomBytes(32).toString("hex"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

it("a destroyed database comes back as it was between two orders, and the audit finds nothing", async () => {
  const archive = join(directory, "archive");
  await mkdir(archive);
  // PostgreSQL may run as another user than we do.
  await chmod(archive, 0o777);
  await chmod(directory, 0o755);
  const first = await start("first", {
    archive_mode: "on",
    archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f`,
    // It would take files away while we copy them.
    autovacuum: "off",
  });
  await applyMigrations(first.url);
  const pool = createPool({ url: first.url, max: 4, applicationName: "moment" });
  const sale = await createSale(pool, { stock: 5, startsAtMs: Date.now() - 60_000, endsAtMs: Date.now() + 3_600_000 });
  const base = join(directory, "base");
  await copyCluster(first.url, join(directory, "first/cluster"), base);

  const kept = await buy(pool, sale);
  const { rows } = await pool.query<{ moment: string }>("SELECT clock_timestamp()::text AS moment");
  const moment = rows[0]?.moment ?? "";
  const undone = await buy(pool, sale);
  await archiveAll(pool, archive);
  await pool.end();
  first.child.kill("SIGKILL");
  await new Promise((resolve) => first.child.once("exit", resolve));
  await rm(join(directory, "first/cluster"), { recursive: true });

  const newest = await recover("newest", base, {});
  expect(await readOrders(newest), "negative control: without a target everything comes back").toEqual([kept, undone]);
  await newest.stop();

  const between = await recover("between", base, { recovery_target_time: moment });
  expect(await readOrders(between)).toEqual([kept]);
  const backup = await run("backup", [], between.url);
  expect(backup.code, backup.said).toBe(0);
  const drill = await run("restore-drill", [], between.url);
  expect(drill.code, drill.said).toBe(0);
}, 240_000);
