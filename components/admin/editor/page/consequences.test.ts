import { describe, expect, it } from "vitest";
import { exampleSale } from "../form/example-sale";
import { planSave } from "../form/plan-save";
import { formOf, type SaleForm } from "../form/sale-form";
import { consequencesOf } from "./consequences";

const live = exampleSale({ status: "published", phase: "live" });

function said(change: Partial<SaleForm>, sale = live): readonly string[] {
  const form = { ...formOf(sale), ...change };
  return consequencesOf(sale, planSave(form, sale, null));
}

describe("consequencesOf", () => {
  it("has nothing to say of a draft, nor of an untouched sale", () => {
    expect(said({ title: "Aurora" }, exampleSale())).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it("says what shoppers are told when the end moves", () => {
    expect(said({ end: { text: "2026-12-01 12:45", which: null } })).toEqual([
      "Shoppers see the change at once.",
      "The page will tell that the end moved from Tue 1 Dec 2026, 12:30 Berlin (UTC+01:00) to Tue 1 Dec 2026, 12:45 Berlin (UTC+01:00).",
    ]);
  });

  it("counts the units that come and go", () => {
    const items = (stock: string) => formOf(live).items.map((item) => ({ ...item, stock }));
    expect(said({ items: items("103") })[1]).toBe("3 more of Aurora desk lamp can be bought at once.");
    expect(said({ items: items("90") })[1]).toBe("10 of Aurora desk lamp are taken out of the sale.");
  });
});
