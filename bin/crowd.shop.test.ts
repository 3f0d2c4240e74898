import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditAnswer } from "../lib/domain";
import { createSale, type MadeSale } from "../lib/testing/factories";
import { makeShoppers } from "../lib/testing/session-cookies";
import { type Shop, startShop } from "../lib/testing/shop";
import { untilLoaded } from "../lib/testing/shop-facts";
import { auditWith } from "../lib/wiring-audit";
import type { CrowdReport } from "./crowd/tally";
import type { HistoryLine } from "./crowd/write-history";
import { findFreePort } from "./services/ports.mjs";

let shop: Shop;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "zerohour-crowd-"));
  shop = await startShop();
});
afterAll(async () => {
  await shop?.stop();
  await rm(directory, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

async function run(
  command: "crowd" | "audit",
  args: readonly string[],
  changes: { readonly REDIS_URL?: string } = {},
): Promise<Run> {
  const script = fileURLToPath(new URL(`${command}.mjs`, import.meta.url));
  const { DATABASE_URL, REDIS_URL, AUTH_SECRET } = shop.environment;
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: directory };
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...env, DATABASE_URL, REDIS_URL, AUTH_SECRET, APP_ORIGIN: shop.client.origin, ...changes },
  });
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, out, errors };
}

async function openSale(stock: number, startsInMs: number): Promise<MadeSale> {
  const sale = await createSale(shop.pool, { stock, startsAtMs: Date.now() + startsInMs, lineFactor: 2 });
  await untilLoaded(shop, sale);
  return sale;
}

async function countStates(sale: MadeSale): Promise<Readonly<Record<string, number>>> {
  const { rows } = await shop.pool.query<{ state: string; count: number }>(
    "SELECT state, count(*)::int AS count FROM orders WHERE sale_id = $1 GROUP BY state",
    [sale.id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

const brokenOf = (answer: AuditAnswer | null) => answer?.checks.filter(({ ok }) => !ok);

/** Audits again and again until the crowd is gone; every one must find all well. */
async function auditMeanwhile(sale: MadeSale, crowd: Promise<unknown>): Promise<number> {
  let isOver = false;
  void crowd.finally(() => {
    isOver = true;
  });
  const servers = { databaseUrl: shop.environment.DATABASE_URL ?? "", redisUrl: shop.redisUrl };
  for (let audits = 0; ; audits += 1) {
    if (isOver) return audits;
    expect(brokenOf(await auditWith(servers, sale.slug))).toEqual([]);
  }
}

describe("npm run crowd", () => {
  it("sends shoppers the whole way, and its report is what the database says", async () => {
    // Far enough ahead for the command to be up, and every ticket fetched, on a slow machine.
    const sale = await openSale(30, 15_000);
    const file = join(directory, "history.jsonl");
    const args = [
      "--sale",
      sale.slug,
      "--shoppers",
      "200",
      "--spread",
      "3000",
      "--stay",
      "5",
      "--history",
      file,
      "--json",
    ];
    args.push("--pay-odds", "ok=80,decline=10,abandon=10");
    const crowd = run("crowd", args);
    const [{ code, out, errors }, audits] = await Promise.all([crowd, auditMeanwhile(sale, crowd)]);
    expect(errors).toBe("");
    const report: CrowdReport = JSON.parse(out);
    expect(report).toMatchObject({ oversold: 0, stuck: 0, audit: { ok: true, broken: [] } });
    // A machine with no time to spare may let a request fail; the report and the exit code must say so then.
    const hasFailed = Object.keys(report.errors).some((kind) => kind.startsWith("5"));
    expect(code).toBe(hasFailed ? 1 : 0);
    expect(audits).toBeGreaterThan(0);

    const states = await countStates(sale);
    expect(report).toMatchObject({ shoppers: 200, stock: 30, paid: states.paid ?? 0 });
    expect(states.reserved ?? 0).toBe(report.outcomes.abandoned ?? 0);
    const refused = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
    expect(report.accepted + refused).toBe(200);
    expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(report.accepted);
    expect(report.answerMs.count).toBe(200);
    expect(report.switchDelayMs?.count).toBe(10);

    const lines = (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line): HistoryLine => JSON.parse(line));
    expect(lines[0]).toMatchObject({ process: -1, f: "crowd", value: { slug: sale.slug, stock: 30, shoppers: 200 } });
    const attempts = lines.filter(({ f }) => f === "attempt");
    expect(attempts.filter(({ type }) => type === "invoke")).toHaveLength(
      attempts.filter(({ type }) => type !== "invoke").length,
    );
    const accepted = attempts.filter(({ type }) => type === "ok").map(({ value }) => (value as { key: string }).key);
    // Some asked twice with one key, and three who had nothing came again for what three others gave back.
    expect(new Set(accepted).size).toBe(report.accepted + Math.min(3, report.outcomes.abandoned ?? 0));

    const judged = await run("audit", ["--sale", sale.slug, "--history", file]);
    expect(judged.out).toMatch(/^ok {6}I3 {3}accepted-is-booked /m);
    expect(judged.code, judged.out).toBe(0);
  });

  it("says by its exit code that more was sold than there is", async () => {
    const sale = await openSale(2, -1_000);
    const args = ["--sale", sale.slug, "--pay-odds", "ok=1", "--json", "--shoppers"];
    expect(JSON.parse((await run("crowd", [...args, "2"])).out)).toMatchObject({ paid: 2, oversold: 0 });
    // As no program of the shop could: one of the two units was never there.
    await shop.pool.transaction(async (client) => {
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query("ALTER TABLE sale_items DROP CONSTRAINT sale_items_never_oversold");
      await client.query("ALTER TABLE sale_items DROP CONSTRAINT sale_items_released_range");
      await client.query("UPDATE sale_items SET total = 1 WHERE id = $1", [sale.itemId]);
    });
    const { code, out } = await run("crowd", [...args, "1", "--offset", "10"]);
    await shop.pool.query("UPDATE sale_items SET total = 2 WHERE id = $1", [sale.itemId]);
    await shop.pool.query(
      `ALTER TABLE sale_items
         ADD CONSTRAINT sale_items_never_oversold CHECK (held + sold <= released),
         ADD CONSTRAINT sale_items_released_range CHECK (released BETWEEN 0 AND total)`,
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ accepted: 0, refused: { sold_out: 1 }, oversold: 1, audit: { ok: false } });
  });

  it("explains in one line what it cannot do", async () => {
    const later = await openSale(1, 3_000_000);
    const runs = await Promise.all([
      run("crowd", ["--sale", "no-such-sale", "--shoppers", "1"]),
      run("crowd", ["--sale", later.slug, "--shoppers", "1"]),
      run("crowd", ["--sale", later.slug]),
      run("audit", ["--sale", "no-such-sale"]),
    ]);
    expect(runs.map(({ code, out }) => `${code} ${out}`)).toEqual(Array(4).fill("1 "));
    const [unknown, early, countless, unaudited] = runs.map(({ errors }) => errors.trimEnd());
    expect(unknown).toBe("There is no sale no-such-sale with items.");
    expect(early).toMatch(/^\S+ starts in 4\d min .* Add --wait-for-start/);
    expect(countless).toMatch(/^--shoppers is a whole number .* Usage: npm run crowd/);
    expect(unaudited).toBe("There is no sale no-such-sale.");
  });
});

describe("GET /api/admin/sales/{slug}/audit", () => {
  it("tells a marketer what the command tells, and nobody else", async () => {
    const sale = await openSale(3, -1_000);
    const path = `/api/admin/sales/${sale.slug}/audit`;
    const options = { role: "marketer", appOrigin: shop.client.origin } as const;
    const [marketer] = await makeShoppers(shop.pool, shop.keys, 1, options);
    const [shopper] = await makeShoppers(shop.pool, shop.keys, 1, { appOrigin: shop.client.origin });
    const cookie = marketer?.cookie ?? "";
    const [one, other] = await Promise.all([shop.client.send(path, { cookie }), shop.client.send(path, { cookie })]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const answer = one.json<AuditAnswer>();
    expect(brokenOf(answer)).toEqual([]);
    expect(answer.ok).toBe(true);
    expect(other.json<AuditAnswer>().at).toBe(answer.at);
    expect((await shop.client.send(path, { cookie: shopper?.cookie ?? "" })).status).toBe(403);
    expect((await shop.client.send(path)).status).toBe(401);
    expect((await shop.client.send("/api/admin/sales/no-such-sale/audit", { cookie })).status).toBe(404);
  });
});

describe("npm run audit", () => {
  it("tells a shop that is well from one that is not, by table, JSON and exit code", async () => {
    const sale = await openSale(3, -1_000);
    const well = await run("audit", ["--sale", sale.slug]);
    expect({ code: well.code, errors: well.errors }).toEqual({ code: 0, errors: "" });
    expect(well.out).toMatch(/^ok {6}I1 {3}never-oversold /);
    expect(well.out).toMatch(/All checks are well/);

    // As no program of the shop could.
    await shop.pool.transaction(async (client) => {
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query("UPDATE sale_items SET held = 1 WHERE id = $1", [sale.itemId]);
    });
    const broken = await run("audit", ["--sale", sale.slug, "--json"]);
    expect(broken.code).toBe(1);
    const answer: AuditAnswer = JSON.parse(broken.out);
    expect(brokenOf(answer)?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["counters-match-ledger", "counters-match-orders", "gate-counts-match-books"]),
    );
    const table = await run("audit", ["--sale", sale.slug]);
    expect(table.out).toMatch(
      /BROKEN {2}I1 {3}counters-match-ledger .* 1 wrong\n {10}item \d+: held is 1, the ledger says 0/,
    );
    await shop.pool.query("UPDATE sale_items SET held = 0 WHERE id = $1", [sale.itemId]);
  });

  it("tells what it could not look at without Redis from what is broken, by table and exit code", async () => {
    const sale = await openSale(3, -1_000);
    const nowhere = `127.0.0.1:${await findFreePort()}`;
    const audit = () => run("audit", ["--sale", sale.slug], { REDIS_URL: `redis://${nowhere}` });
    const unseen = await audit();
    expect({ code: unseen.code, errors: unseen.errors }).toEqual({ code: 2, errors: "" });
    expect(unseen.out).toMatch(/^ok {6}I1 {3}never-oversold /);
    expect(unseen.out).toContain(`not checked: Redis at ${nowhere} does not answer\n`);
    expect(unseen.out).toMatch(/^unseen {2}I10 {2}gate-counts-match-books +not checked$/m);
    expect(unseen.out).toMatch(/^All checks that could be made are well, 7 could not, as of /m);
    expect(unseen.out).toContain(
      `What could not be checked may be right or wrong: Redis at ${nowhere} does not answer. Audit again when that is over.`,
    );

    await shop.pool.transaction(async (client) => {
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query("UPDATE sale_items SET held = 1 WHERE id = $1", [sale.itemId]);
    });
    const broken = await audit();
    await shop.pool.query("UPDATE sale_items SET held = 0 WHERE id = $1", [sale.itemId]);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/^BROKEN {2}I1 {3}counters-match-ledger /m);
    expect(broken.out).toMatch(/^2 of \d+ checks are broken, 7 could not be made, as of /m);
  });
});
