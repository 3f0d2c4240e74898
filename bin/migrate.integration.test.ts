import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { urlOf } from "../lib/testing/postgres-global-setup";
import { describeDifference } from "../tools/schema-difference.mjs";
import { applyMigrations, migrationsFolder, readMigrations } from "./migrate.mjs";

let client: pg.Client;
let name: string;
let url: string;
let folder: string;

beforeEach(async () => {
  name = `migrate_${randomBytes(6).toString("hex")}`;
  client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  url = urlOf(inject("postgresUrl"), name);
  folder = await mkdtemp(join(tmpdir(), "zerohour-migrations-"));
  await cp(migrationsFolder, folder, { recursive: true });
});

afterEach(async () => {
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
  await rm(folder, { recursive: true });
});

async function query(statement: string): Promise<readonly unknown[]> {
  const own = new pg.Client({ connectionString: url });
  await own.connect();
  try {
    return (await own.query(statement)).rows;
  } finally {
    await own.end();
  }
}

/** Adds a migration after all others. */
async function add(migration: string, sql: string): Promise<string> {
  await mkdir(join(folder, migration), { recursive: true });
  const file = join(folder, migration, "migration.sql");
  await writeFile(file, sql);
  return file;
}

const names = readMigrations().map((migration) => migration.name);

describe("applyMigrations", () => {
  it("applies every migration once, and then finds nothing to do", async () => {
    expect(await applyMigrations(url)).toEqual(names);
    expect(await applyMigrations(url)).toEqual([]);
    expect(
      await query("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1"),
    ).toEqual(names.map((migration) => ({ migration_name: migration })));
  });

  it("applies every migration once when several processes start at the same moment", async () => {
    const applied = await Promise.all([applyMigrations(url), applyMigrations(url), applyMigrations(url)]);
    expect(applied.flat()).toEqual(names);
  });

  it("undoes a failing migration whole, says which and why, and tries it again next time", async () => {
    const halfGood = "CREATE TABLE half (id int);\nALTER TABLE nowhere ADD x int;\n";
    await add("29990101000000_half", halfGood);
    const failure = `refused 29990101000000_half: relation "nowhere" does not exist`;
    await expect(applyMigrations(url, folder)).rejects.toThrow(failure);
    await expect(applyMigrations(url, folder)).rejects.toThrow(failure);
    expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    await add("29990101000000_half", "CREATE TABLE half (id int);");
    expect(await applyMigrations(url, folder)).toEqual(["29990101000000_half"]);
  });

  it("takes functions with semicolons in their bodies", async () => {
    const body = "DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;\nCREATE TABLE after_it (id int);";
    await add("29990101000000_function", body);
    await applyMigrations(url, folder);
    expect(await query("SELECT to_regclass('after_it')::text AS name")).toEqual([{ name: "after_it" }]);
  });

  it("refuses a database that has applied an edited migration", async () => {
    const file = await add("29990101000000_more", "CREATE TABLE more (id int);");
    await applyMigrations(url, folder);
    await appendFile(file, "\n-- an afterthought");
    await expect(applyMigrations(url, folder)).rejects.toThrow("29990101000000_more was edited");
  });

  it("says where it looked when there is no database, without the password", async () => {
    const nowhere = "postgresql://zerohour:topsecret@127.0.0.1:1/shop";
    const failure = applyMigrations(nowhere);
    await expect(failure).rejects.toThrow("The database shop at 127.0.0.1:1 cannot be reached");
    await expect(failure).rejects.not.toThrow("topsecret");
  });

  describe("beside a transaction that uses the table", () => {
    const change = "29990101000000_wide";
    const pretendSale =
      "INSERT INTO dead_letters (source, entry_id, payload, error) VALUES ('test', gen_random_uuid()::text, '[]', '')";
    let selling: pg.Client;

    beforeEach(async () => {
      await applyMigrations(url, folder);
      await add(change, "ALTER TABLE dead_letters ADD COLUMN wide int;");
      selling = new pg.Client({ connectionString: url });
      await selling.connect();
      await selling.query("BEGIN");
      await selling.query(pretendSale);
    });

    afterEach(() => selling.end());

    it("gives up soon and says so, and whoever came after it goes on", async () => {
      const migrating = applyMigrations(url, folder);
      const refused = expect(migrating).rejects.toThrow(`The migration ${change} would have had to wait`);
      await expect.poll(countWaiting).toBeGreaterThan(0);
      await query(pretendSale);
      await refused;
      await selling.query("COMMIT");
      expect(await applyMigrations(url, folder)).toEqual([change]);
    });

    it("would hold up everybody behind it if it waited (negative control)", async () => {
      const migrating = applyMigrations(url, folder, { lockTimeoutMs: 0 });
      await expect.poll(countWaiting).toBe(1);
      const behind = query(`SET lock_timeout = 4000; ${pretendSale}`);
      await expect(behind).rejects.toThrow("lock timeout");
      await selling.query("COMMIT");
      expect(await migrating).toEqual([change]);
    });

    async function countWaiting(): Promise<number> {
      const waiting = await query("SELECT pid FROM pg_locks WHERE relation = 'dead_letters'::regclass AND NOT granted");
      return waiting.length;
    }
  });

  it("runs as a command and ends at once", () => {
    const command = fileURLToPath(new URL("./migrate.mjs", import.meta.url));
    const run = (databaseUrl: string) =>
      spawnSync(process.execPath, [command], {
        encoding: "utf8",
        env: { ...process.env, DATABASE_URL: databaseUrl },
        timeout: 9_000, // the engine's own timer would keep it for 10 s
      });
    expect(run(url)).toMatchObject({ status: 0, stdout: `Applied ${names.join(", ")}.\n` });
    expect(run(url)).toMatchObject({ status: 0, stdout: "The database is up to date.\n" });
    expect(run("")).toMatchObject({ status: 1, stderr: "DATABASE_URL is not set; see .env.example\n" });
  });
});

describe("the migrations", () => {
  it("say the same as the schema", async () => {
    expect(await describeDifference(inject("postgresUrl"))).toBe("");
  });

  it("would be told apart from another schema (negative control)", async () => {
    const schema = await readFile(fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url)), "utf8");
    const more = `${schema}\nmodel Gift {\n  id Int @id\n  @@map("gifts")\n}\n`;
    expect(await describeDifference(inject("postgresUrl"), more)).toContain('CREATE TABLE "gifts"');
  });
});
