import { describe, expect, it } from "vitest";
import { exampleSale } from "./form/example-sale";
import { locksOf } from "./locks";

describe("locksOf", () => {
  it("locks nothing of a new sale or a draft", () => {
    expect(locksOf(null)).toEqual({});
    expect(locksOf(exampleSale())).toEqual({});
  });

  it("locks before the start only what is in links and in the ledger", () => {
    const locks = locksOf(exampleSale({ status: "published", phase: "scheduled" }));
    expect(Object.keys(locks).sort()).toEqual(["items", "releases", "slug"]);
    expect(locks.slug).toMatch(/^Slug cannot change any more/);
  });

  it("leaves the texts, the end and the stock free while shoppers buy, and says why of the rest", () => {
    const locks = locksOf(exampleSale({ status: "published", phase: "live" }));
    for (const free of ["title", "description", "endsAt", "stock"] as const) expect(locks[free]).toBeUndefined();
    expect(locks.price).toBe(
      "Price cannot change while the sale is live: shoppers are buying by what they were shown. The end, the stock and texts can.",
    );
    expect(locks.images).toBeDefined();
  });

  it("leaves only the texts of a sale that is over", () => {
    const locks = locksOf(exampleSale({ status: "ended", phase: "ended" }));
    expect(locks.endsAt).toBeDefined();
    expect(locks.stock).toBeDefined();
    expect(locks.title).toBeUndefined();
  });
});
