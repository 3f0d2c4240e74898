import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listNames } from "../lib/backup/read-backup";
import { makeShopCommand, type ShopCommand } from "../lib/testing/shop-command";
import { readRuntime } from "./services/runtime-file.mjs";

// A shop with servers of its own: backed up while it runs and while it does not, destroyed, and brought back.

const projectDir = fileURLToPath(new URL("..", import.meta.url));

let shop: ShopCommand;

beforeEach(async () => {
  shop = await makeShopCommand();
});

afterEach(() => shop.cleanUp());

function run(command: string, ...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(projectDir, `bin/${command}.mjs`), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", DATA_DIR: shop.dataDir },
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

/** What a restored shop must know again. */
async function readBooks(): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: readRuntime(shop.dataDir)?.databaseUrl });
  await client.connect();
  try {
    const orders = await client.query("SELECT id, number, amount_minor FROM orders WHERE state = 'paid' ORDER BY id");
    return orders.rows;
  } finally {
    await client.end();
  }
}

const variables = { ZEROHOUR_DEMO: "1", BACKUP_EVERY_HOURS: "0.001", BACKUP_KEEP: "50", TRUSTED_PROXY_HOPS: "2" };

it("the worker makes backups by itself, and the commands work beside the shop, without it, and after its end", async () => {
  const folder = join(shop.dataDir, "backups");
  const secretFile = join(shop.dataDir, "secret");
  const started = shop.start(variables);
  await started.untilOpen();
  await expect.poll(() => listNames(folder)).not.toEqual([]);
  const metrics = await (await fetch(`${shop.origin}/api/metrics`)).text();
  expect(metrics).toMatch(/zerohour_backup_age_seconds\{[^}]*\} \d/);
  expect(metrics).toMatch(/zerohour_backup_last_ok\{[^}]*\} 1\n/);

  await expect.poll(async () => (await run("backup")).said).toMatch(/ rows of \d+ tables, /);
  const [beside = ""] = await listNames(folder);
  const configuration = parseEnv(await readFile(join(folder, beside, "configuration.env"), "utf8"));
  const secret = (await readFile(secretFile, "utf8")).trim();
  expect(configuration).toMatchObject({ AUTH_SECRET: secret, TRUSTED_PROXY_HOPS: "2" });
  expect(Object.keys(configuration)).not.toContain("DATABASE_URL");
  expect((await stat(join(folder, beside, "configuration.env"))).mode & 0o077).toBe(0);
  const refused = await run("restore", "--backup", beside, "--into", "embedded");
  expect(refused.code).toBe(1);
  expect(refused.said).toMatch(/ is in use \(.*\): wait for it, or stop it, then try again\.\n$/);
  const books = await readBooks();
  expect(books.length).toBeGreaterThan(100);
  started.process.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  expect(await shop.livingProcesses()).toEqual([]);

  const asleep = await run("backup", "--json");
  expect(asleep.code, asleep.said).toBe(0);
  expect(await shop.livingProcesses()).toEqual([]);
  const { path } = JSON.parse(asleep.said);
  for (const part of ["postgres", "redis", "secret"]) await rm(join(shop.dataDir, part), { recursive: true });
  const nothing = await run("backup");
  expect(nothing).toMatchObject({ code: 1 });
  expect(nothing.said).toMatch(/^There is no shop in .* yet: /);

  const restored = await run("restore", "--backup", path, "--into", "embedded");
  expect(restored.code, restored.said).toBe(0);
  expect((await readFile(secretFile, "utf8")).trim()).toBe(secret);
  expect(existsSync(join(shop.dataDir, "lock"))).toBe(false);
  const again = shop.start({ ...variables, BACKUP_EVERY_HOURS: "0" });
  await again.untilOpen();
  expect(await readBooks()).toEqual(books);
  // The worker loads the gates again.
  await expect.poll(async () => (await run("audit")).code, { timeout: 60_000 }).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  again.process.kill("SIGTERM");
  expect(await again.ended).toBe(0);
}, 240_000);
