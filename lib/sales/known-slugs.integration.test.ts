import { afterEach, beforeEach, expect, it } from "vitest";
import { createSale } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createKnownSlugs, type IsKnownSlug } from "./known-slugs";

let database: TestDatabase;
let revision: string;
let onBoard: string[];
let nowMs: number;
let isKnown: IsKnownSlug;

/** The number of queries the database was asked, as it counts them itself for our pool. */
let queries: number;

beforeEach(async () => {
  database = await createTestDatabase();
  revision = "r1";
  onBoard = [];
  nowMs = 0;
  queries = 0;
  database.pool.on("acquire", () => {
    queries += 1;
  });
  const board = {
    // Only whether there is one matters here.
    bySlug: (slug: string) => (onBoard.includes(slug) ? ({} as never) : undefined),
    revision: () => revision,
  };
  isKnown = createKnownSlugs({ pool: database.pool, board, realNowMs: () => nowMs });
});

afterEach(async () => {
  await database.drop();
});

it("knows what is on the board without asking", () => {
  onBoard = ["lamp"];
  expect(isKnown("lamp")).toBe(true);
});

it("knows sales that left the board long ago, and no drafts", async () => {
  await createSale(database.pool, { slug: "old", status: "ended", startsAtMs: 1_000, endsAtMs: 2_000 });
  await createSale(database.pool, { slug: "secret", status: "draft" });
  expect(await isKnown("old")).toBe(true);
  expect(await isKnown("secret")).toBe(false);
  expect(await isKnown("made-up")).toBe(false);
});

it("asks once for any number of made-up names, together or in turn", async () => {
  await Promise.all(Array.from({ length: 100 }, (_, number) => isKnown(`made-up-${number}`)));
  for (let number = 0; number < 100; number += 1) expect(isKnown(`invented-${number}`)).toBe(false);
  expect(queries).toBe(1);
});

it("asks again when the board has changed, and after a minute", async () => {
  expect(await isKnown("lamp")).toBe(false);
  await createSale(database.pool, { slug: "lamp" });
  expect(isKnown("lamp")).toBe(false);
  revision = "r2";
  expect(await isKnown("lamp")).toBe(true);
  await createSale(database.pool, { slug: "print" });
  nowMs = 60_000;
  expect(await isKnown("print")).toBe(true);
});

it("still tells what it knew when the database is in trouble", async () => {
  await createSale(database.pool, { slug: "old" });
  await isKnown("old");
  await database.pool.query("ALTER TABLE sales RENAME TO elsewhere");
  revision = "r2";
  expect(await isKnown("old")).toBe(true);
  // And lets it rest for a while.
  const asked = queries;
  expect(isKnown("made-up")).toBe(false);
  expect(queries).toBe(asked);
});

it("does not guess when it never knew anything", async () => {
  await database.pool.query("ALTER TABLE sales RENAME TO elsewhere");
  await expect(isKnown("old")).rejects.toThrow();
  await database.pool.query("ALTER TABLE elsewhere RENAME TO sales");
  await createSale(database.pool, { slug: "old" });
  expect(await isKnown("old")).toBe(true);
});
