import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CopyOut } from "../lib/backup/copy-out";
import { type Manifest, manifestName, sealName } from "../lib/backup/manifest";
import type { KeptBackup } from "../lib/backup/ports";
import { findFlaws, listNames, readBackup } from "../lib/backup/read-backup";
import { recordChange } from "../lib/log/record-change";
import { createManyOrders } from "../lib/testing/many-orders";
import { urlOf } from "../lib/testing/postgres-global-setup";
import { createTestDatabase, type TestDatabase } from "../lib/testing/real-postgres";
import { startS3Server } from "../lib/testing/s3-server";
import { createS3Storage } from "../lib/uploads/s3-storage";
import { fillDatabase } from "./restore/fill-database";
import { isAlive } from "./services/processes.mjs";

// The commands as an operator runs them, beside a database that is elsewhere.

const secret = randomBytes(32).toString("hex");
const projectDir = fileURLToPath(new URL("..", import.meta.url));
/** Servers, a worker and several audits, perhaps on a busy machine. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const pictureId = "0123456789abcdef0123456789abcdef";

let database: TestDatabase;
let directory: string;
/** A good one of everything; tests alter copies. */
let good: KeptBackup;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onStarted: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectDir, `bin/${command}.mjs`), ...args], {
    cwd: directory,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: join(directory, "tmp"),
      DATA_DIR: join(directory, "data"),
      DATABASE_URL: database.url,
      REDIS_URL: "redis://127.0.0.1:1",
      AUTH_SECRET: secret,
      APP_ORIGIN: "https://shop.example.com",
      SMTP_URL: 'smtp://user:it\'s "quoted"@mail.example.com',
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStarted(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

async function readGood(path: string): Promise<KeptBackup> {
  const backup = await readBackup(path);
  if ("word" in backup) throw new Error(backup.detail);
  return backup;
}

/** A copy for one test to spoil. */
async function copyGood(): Promise<KeptBackup> {
  const path = join(await mkdtemp(join(directory, "copy-")), good.name);
  await cp(good.path, path, { recursive: true });
  return readGood(path);
}

/** What somebody who knows the format can do. */
async function reseal(path: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest);
  await writeFile(join(path, manifestName), text);
  await writeFile(join(path, sealName), `${createHash("sha256").update(text).digest("hex")}  ${manifestName}\n`);
}

async function rewriteTable(
  backup: KeptBackup,
  table: string,
  change: (rows: string[]) => string[],
): Promise<Manifest> {
  const file = join(backup.path, `tables/${table}.copy.gz`);
  const rows = gunzipSync(await readFile(file))
    .toString("utf8")
    .split("\n")
    .slice(0, -1);
  const bytes = gzipSync(
    change(rows)
      .map((row) => `${row}\n`)
      .join(""),
  );
  await writeFile(file, bytes);
  const sealed = { sizeBytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
  const files = backup.manifest.files.map((each) => (file.endsWith(each.path) ? { ...each, ...sealed } : each));
  return { ...backup.manifest, files };
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "zerohour-backup-"));
  await mkdir(join(directory, "tmp"));
  database = await createTestDatabase();
  await createManyOrders(database.pool, { sales: 2, buyers: 150 });
  const actor = { accountId: "M000000000000001", requestId: "r-1", address: null };
  await database.pool.transaction((client) =>
    recordChange(client, { actor, verb: "create", object: "upload:x", before: null, after: { note: "a\tb\\c\nd" } }),
  );
  await database.pool.query(
    `INSERT INTO uploads (id, owner_id, file_name, content_type, size_bytes, sha256, storage_key, width, height)
     VALUES ($1, 'M000000000000001', 'Öl\tlamp.png', 'image/png', 9, 'x', $1, 360, 450)`,
    [pictureId],
  );
  const uploads = join(directory, "data/uploads");
  await mkdir(uploads, { recursive: true });
  for (const width of [360, 720, 1080]) {
    for (const format of ["avif", "webp"]) {
      await writeFile(join(uploads, `${pictureId}-${width}.${format}`), randomBytes(10_000));
    }
  }
  const made = await run("backup", ["--json"]);
  expect(made, made.err).toMatchObject({ code: 0, err: "" });
  good = await readGood(JSON.parse(made.out).path);
});

afterAll(async () => {
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

describe("npm run backup", () => {
  it("writes tables, pictures and configuration for its owner alone, with what they must look like", async () => {
    const { manifest, path } = good;
    expect(path).toBe(join(directory, "data/backups", good.name));
    expect(await findFlaws(good)).toEqual([]);
    const rows = Object.fromEntries(manifest.database.tables.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ orders: 300, order_lines: 300, accounts: 150, sales: 2, uploads: 1, admin_log: 1 });
    expect(manifest.database.migrations.length).toBeGreaterThan(1);
    expect(manifest.files.filter((file) => file.path.startsWith("uploads/"))).toHaveLength(6);
    expect(manifest.missingPictures).toEqual([]);
    expect(parseEnv(await readFile(join(path, "configuration.env"), "utf8"))).toMatchObject({
      AUTH_SECRET: secret,
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://user:it\'s "quoted"@mail.example.com',
    });
    for (const name of await readdir(path, { recursive: true })) {
      const { mode } = await stat(join(path, name));
      expect((mode & 0o077).toString(8), name).toBe("0");
    }
  });

  it("holds a moment: who writes meanwhile waits for nothing, and is not in it", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const before = client.query(new CopyOut("COPY accounts (id) TO STDOUT"));
      await new Promise((resolve) => before.once("readable", resolve));
      const writer = database.openPool(1);
      await writer.query(
        "INSERT INTO accounts (id, name, email, email_verified) VALUES ('late000000000000', 'Late', 'late@x', true)",
      );
      await writer.query("DELETE FROM accounts WHERE id = 'late000000000000'");
      for await (const chunk of before) expect(String(chunk)).not.toContain("late");
      expect(before.rows).toBe(150);
      await client.query("COMMIT");
    } finally {
      await client.end();
    }
  });

  it("keeps the newest so many, whoever is asked next finds no half of one, and two at once are one", async () => {
    const folder = await mkdtemp(join(directory, "kept-"));
    await mkdir(join(folder, "2026-01-01T00-00-00.000Z.part"));
    await mkdir(join(folder, "2099-01-01T00-00-00.000Z"));
    const env = { BACKUP_DIR: folder, BACKUP_KEEP: "2" };
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("SELECT pg_advisory_lock(hashtextextended('zerohour:backup', 0))");
    const barred = await run("backup", [], env);
    expect(barred).toMatchObject({ code: 1, out: "" });
    expect(barred.err).toMatch(/^Another backup of this database is being made: .*\n$/);
    await client.end();
    const names: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const made = await run("backup", ["--json"], env);
      expect(made.code, made.err).toBe(0);
      names.push(JSON.parse(made.out).path.slice(folder.length + 1));
    }
    // The empty one is none, so it does not push a good one out; nor is it ours to remove.
    expect(await listNames(folder)).toEqual(["2099-01-01T00-00-00.000Z", names[2], names[1]]);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("reads pictures from a bucket", async () => {
    const credentials = { region: "eu", accessKeyId: "key", secretAccessKey: "secret" };
    const bucket = await startS3Server(credentials);
    const env = {
      S3_ENDPOINT: bucket.endpoint,
      S3_BUCKET: "pictures",
      S3_REGION: credentials.region,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    try {
      const storage = createS3Storage({ endpoint: bucket.endpoint, bucket: "pictures", ...credentials });
      await storage.put(`${pictureId}-360.webp`, Buffer.from("a picture"), "image/webp");
      const made = await run("backup", ["--json"], { ...env, BACKUP_DIR: join(directory, "of-bucket") });
      expect(made.code, made.err).toBe(0);
      const { path, missingPictures } = JSON.parse(made.out);
      expect(await readFile(join(path, `uploads/${pictureId}-360.webp`), "utf8")).toBe("a picture");
      expect(missingPictures).toHaveLength(5);
    } finally {
      await bucket.close();
    }
  });

  it("stopped in the middle, it leaves nothing", async () => {
    const folder = join(directory, "stopped");
    const locker = new pg.Client({ connectionString: database.url });
    await locker.connect();
    await locker.query("BEGIN; LOCK TABLE orders");
    const stopped = run("backup", [], { BACKUP_DIR: folder }, (child) => {
      const isWaiting = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'orders'::regclass";
      void vi
        .waitFor(async () => expect((await locker.query(isWaiting)).rowCount).toBe(1), { timeout: 20_000 })
        .finally(() => child.kill("SIGTERM"));
    });
    expect(await stopped).toEqual({ code: 1, out: "", err: "Stopped: no backup was made.\n" });
    expect(await readdir(folder)).toEqual([]);
    await locker.end();
  });

  it("says in one line what is wrong, leaves word of it, and leaves no half of a backup", async () => {
    const gone = await run("backup", [], { DATABASE_URL: urlOf(database.url, "nothing_here") });
    expect(gone).toMatchObject({ code: 1, out: "" });
    expect(gone.err.trim().split("\n")).toHaveLength(1);
    const away = await run("backup", [], { DATABASE_URL: "postgresql://127.0.0.1:1/shop" });
    expect(away.err).toMatch(/^The database does not answer .*\n$/);
    const last = JSON.parse(await readFile(join(directory, "data/backups/last-result.json"), "utf8"));
    expect(last).toMatchObject({ ok: false, message: away.err.trim() });
    const blocked = await run("backup", [], { BACKUP_DIR: "/dev/null/backups" });
    expect(blocked).toMatchObject({ code: 1, out: "" });
    expect(blocked.err).toMatch(/^The backup cannot be written .*BACKUP_DIR\.\n$/);
    expect(await listNames(join(directory, "data/backups"))).toEqual([good.name]);
  });
});

describe("npm run restore-drill", () => {
  it("brings the newest backup back, lets a worker take up its work, and audits it", async () => {
    const drill = await run("restore-drill", ["--json"]);
    const answer = JSON.parse(drill.out);
    expect(answer.steps.flatMap(({ findings }: { findings: string[] }) => findings)).toEqual([]);
    expect(answer).toMatchObject({ ok: true, backup: good.path });
    expect(answer.steps.map(({ name }: { name: string }) => name)).toEqual([
      "files",
      "configuration",
      "database",
      "audit",
    ]);
    expect(drill.code).toBe(0);
    const left = await readdir(join(directory, "tmp"));
    expect(left.filter((name) => name.startsWith("zerohour-"))).toEqual([]);
  });

  it("killed in the middle, it leaves no server behind", async () => {
    const tmp = await mkdtemp(join(directory, "killed-"));
    let pid = 0;
    const killed = run("restore-drill", [], { TMPDIR: tmp }, (child) => {
      void vi
        .waitFor(
          async () => {
            const [scratch = ""] = (await readdir(tmp)).filter((name) => name.startsWith("zerohour-drill-"));
            const lines = await readFile(join(tmp, scratch, "postgres/cluster/postmaster.pid"), "utf8");
            // Open to others, so the drill has got further.
            expect(lines.split("\n")[7]).toMatch(/^ready/);
            await readdir(join(tmp, scratch, "migrations"));
            pid = Number(lines.split("\n")[0]);
          },
          { timeout: 60_000, interval: 20 },
        )
        .finally(() => child.kill("SIGKILL"));
    });
    expect((await killed).code).toBeNull();
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
  });

  const spoils: readonly [string, (backup: KeptBackup) => Promise<unknown>, RegExp][] = [
    [
      "a flipped bit",
      async ({ path }) => {
        const file = await open(join(path, "tables/orders.copy.gz"), "r+");
        const byte = Buffer.alloc(1);
        await file.read(byte, 0, 1, 100);
        await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 100);
        await file.close();
      },
      /tables\/orders\.copy\.gz is not as it was written/,
    ],
    ["a missing picture", ({ path }) => rm(join(path, `uploads/${pictureId}-720.avif`)), /-720\.avif is missing/],
    ["a missing table", ({ path }) => rm(join(path, "tables/payments.copy.gz")), /payments\.copy\.gz is missing/],
    ["a truncated table", ({ path }) => truncate(join(path, "tables/orders.copy.gz"), 900), /has 900 bytes instead of/],
  ];
  it.each(spoils)("finds %s", async (_what, spoil, finding) => {
    const copy = await copyGood();
    expect(await findFlaws(copy), "negative control").toEqual([]);
    await spoil(copy);
    const details = (await findFlaws(copy)).map(({ detail }) => detail);
    expect(details).toHaveLength(1);
    expect(details[0]).toMatch(finding);
  });

  it("finds an altered manifest, and ends with 1", async () => {
    const copy = await copyGood();
    const text = await readFile(join(copy.path, manifestName), "utf8");
    await writeFile(join(copy.path, manifestName), text.replace('"rows": 300', '"rows": 299'));
    const drill = await run("restore-drill", ["--backup", copy.path]);
    expect(drill).toMatchObject({
      code: 1,
      out: "",
      err: "manifest.json is not as it was written: its checksum is another.\n",
    });
  });

  /** The step of the drill that loads the rows, into a database beside the others. */
  async function load(backup: KeptBackup): Promise<readonly string[]> {
    const name = `loaded_${randomBytes(6).toString("hex")}`;
    await database.pool.query(`CREATE DATABASE ${name}`);
    const scratchDir = await mkdtemp(join(directory, "load-"));
    try {
      const signal = new AbortController().signal;
      return (await fillDatabase(urlOf(database.url, name), backup, scratchDir, signal)).findings;
    } finally {
      await database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }

  it("finds rows that were taken out before the seal", async () => {
    expect(await load(good), "negative control").toEqual([]);
    const copy = await copyGood();
    await reseal(copy.path, await rewriteTable(copy, "payments", (rows) => rows.slice(1)));
    const fewer = await readGood(copy.path);
    expect(await findFlaws(fewer)).toEqual([]);
    expect(await load(fewer)).toEqual([expect.stringMatching(/^payments has \d+ rows instead of \d+\.$/)]);
  });

  it("finds rows that refer to nothing, and a file that ends in the middle of a row", async () => {
    const orphans = await copyGood();
    await reseal(orphans.path, await rewriteTable(orphans, "accounts", (rows) => rows.slice(1)));
    await expect(load(await readGood(orphans.path))).rejects.toThrow("an order needs an account that exists");
    const unpaid = await copyGood();
    await reseal(unpaid.path, await rewriteTable(unpaid, "sales", () => []));
    await expect(load(await readGood(unpaid.path))).rejects.toThrow(/violates foreign key constraint/);
    const torn = await copyGood();
    await reseal(torn.path, await rewriteTable(torn, "orders", (rows) => [...rows.slice(1), "o1_torn\t1"]));
    await expect(load(await readGood(torn.path))).rejects.toThrow(/^tables\/orders\.copy\.gz cannot be read back: /);
  });

  it("finds by the audit what no count shows, and ends with 1", async () => {
    const copy = await copyGood();
    const manifest = await rewriteTable(copy, "stock_ledger", (rows) => rows.slice(1));
    const tables = manifest.database.tables.map((table) =>
      table.name === "stock_ledger" ? { ...table, rows: table.rows - 1 } : table,
    );
    await reseal(copy.path, { ...manifest, database: { ...manifest.database, tables } });
    const audited = await run("restore-drill", ["--backup", copy.path, "--patience", "5"]);
    expect(audited.code).toBe(1);
    expect(audited.out).toMatch(/BROKEN {2}audit/);
    expect(audited.out).toMatch(/counters-match-ledger/);
  });
});

describe("npm run restore", () => {
  async function countOrders(url: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query("SELECT count(*)::int AS count FROM orders")).rows[0]?.count;
    } finally {
      await client.end();
    }
  }

  it("fills a database that is not there yet, and replaces one with orders only when its name is retyped", async () => {
    const name = `restored_${randomBytes(6).toString("hex")}`;
    const url = urlOf(database.url, name);
    const first = await run("restore", ["--backup", good.name, "--into", url]);
    expect(first.code, first.err).toBe(0);
    expect(await countOrders(url)).toBe(300);

    const refused = await run("restore", ["--backup", good.name, "--into", url, "--replace", "restored"]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(`The database ${name} holds 300 orders of 2 sales.`);

    const again = await run("restore", ["--backup", good.name, "--into", url, "--replace", name]);
    expect(again.code, again.err).toBe(0);
    const aside = /The former one is called (\w+) now/.exec(again.out)?.[1] ?? "";
    expect(await countOrders(urlOf(database.url, aside))).toBe(300);
    expect(await countOrders(url)).toBe(300);
    await database.pool.query(`DROP DATABASE ${name}`);
    await database.pool.query(`DROP DATABASE ${aside}`);
  });

  it("needs no more than an empty database of one's own, and leaves out what is not the shop's", async () => {
    const owner = `owner_${randomBytes(6).toString("hex")}`;
    await database.pool.query("CREATE TABLE notes (text text)");
    const made = await run("backup", ["--json"], { BACKUP_DIR: join(directory, "with-notes") });
    await database.pool.query("DROP TABLE notes");
    const { path } = JSON.parse(made.out);
    await database.pool.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'plain'`);
    await database.pool.query(`CREATE DATABASE ${owner} OWNER ${owner}`);
    const url = new URL(urlOf(database.url, owner));
    url.username = owner;
    url.password = "plain";
    const restored = await run("restore", ["--backup", path, "--into", url.href]);
    expect(restored.code, restored.err).toBe(0);
    expect(restored.out).toContain("Left out: the table notes, which no migration of the shop makes.");
    expect(await countOrders(url.href)).toBe(300);
    const refused = await run("restore", ["--backup", path, "--into", url.href, "--replace", owner]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(/^The user owner_\w+ may not create databases: .*\n$/);
    expect(await countOrders(url.href)).toBe(300);
    await database.pool.query(`DROP DATABASE ${owner}`);
    await database.pool.query(`DROP ROLE ${owner}`);
  });

  it("changes nothing when the backup is broken", async () => {
    const copy = await copyGood();
    await truncate(join(copy.path, "tables/orders.copy.gz"), 900);
    const refused = await run("restore", ["--backup", copy.path, "--into", urlOf(database.url, "never_made")]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(/^Nothing was changed: .*has 900 bytes/);
    const { rowCount } = await database.pool.query("SELECT FROM pg_database WHERE datname LIKE 'never_made%'");
    expect(rowCount).toBe(0);
  });
});
