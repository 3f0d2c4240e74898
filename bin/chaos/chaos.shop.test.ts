import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool, type ShopPool } from "../../lib/platform/postgres";
import { type FragileShop, openFragileShop } from "./open-shop";
import { runOnce } from "./run-once";

// A few seeds of `npm run chaos`. A seed that ever found a violation stays here.

let shop: FragileShop;
let pool: ShopPool;

beforeAll(async () => {
  shop = await openFragileShop();
  pool = createPool({ url: shop.databaseUrl, max: 2, applicationName: "zerohour-chaos-test" });
});

afterAll(async () => {
  await pool?.end();
  await shop?.close();
});

describe("a sale in which things go wrong", () => {
  it.each([0, 5, 7])("keeps every promise (seed %i)", { timeout: 300_000 }, async (seed) => {
    const run = await runOnce(shop, pool, seed);
    expect(run.violations, JSON.stringify(run)).toEqual([]);
    expect(run.accepted).toBeGreaterThan(0);
    expect(run.faults.length).toBeGreaterThan(0);
  });
});
