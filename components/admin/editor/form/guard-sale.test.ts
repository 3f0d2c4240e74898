import { describe, expect, it } from "vitest";
import type { CheckFacts } from "@/lib/domain";
import { exampleSale } from "./example-sale";
import { guardForm } from "./guard-sale";
import { formOf, newForm, type SaleForm } from "./sale-form";
import { usualSettings } from "./usual-settings";

const facts: CheckFacts = {
  nowMs: Date.parse("2026-11-21T14:00:00.000Z"),
  hasBegun: false,
  invited: 1,
  neighbours: [],
};
const open = formOf(exampleSale());

/** `start block`, `price warning price`: what the guards have to say, with what must be typed once more. */
function said(change: Partial<SaleForm>, given: Partial<CheckFacts> = {}): string[] {
  return guardForm({ ...open, ...change }, { ...facts, ...given })
    .filter(({ level }) => level !== "ok")
    .map(({ name, level, confirm }) => [name, level, confirm].filter((word) => word !== undefined).join(" "));
}

const at = (text: string) => ({ text, which: null });
const neighbour = { slug: "other", title: "Other", startsAtMs: 0, skus: ["X"] };

describe("guardForm", () => {
  it("has nothing against a usual sale", () => {
    expect(said({})).toEqual([]);
  });

  it.each<[string, Partial<SaleForm>, string[]]>([
    ["an end before the start", { end: at("2026-12-01 11:00") }, ["length block"]],
    ["a start in the past", { start: at("2026-11-21 14:00"), end: at("2026-11-21 16:00") }, ["start block"]],
    ["a price that is not below the regular one", { price: "129" }, ["price block"]],
    ["no stock", { items: open.items.map((item) => ({ ...item, stock: "0" })) }, ["stock block"]],
    ["no items", { items: [] }, ["stock block"]],
    [
      "a limit above the stock",
      { items: open.items.map((item) => ({ ...item, stock: "2" })), limitPerAccount: "3" },
      ["limit block"],
    ],
    ["no picture", { images: [] }, ["image block"]],
    ["an admission that is not there yet", { admission: "draw" }, ["admission block"]],
    ["a challenge, which is not there yet", { challenge: true }, ["challenge block"]],
    ["more than 70 % off", { price: "30", regularPrice: "129" }, ["price warning price"]],
    ["a slip of the decimal point", { price: "7.99", regularPrice: "79.90" }, ["price warning price"]],
    ["a slip of two places", { price: "1.29" }, ["price warning price"]],
    ["a price above the lowest of 30 days", { lowestPrice30d: "75" }, ["lowest_price warning"]],
    ["less than two minutes", { end: at("2026-12-01 12:01") }, ["length warning"]],
    ["more than 72 hours", { end: at("2026-12-04 12:01") }, ["length warning"]],
    ["an end at :59", { end: at("2026-12-01 23:59") }, ["end warning"]],
    ["a start at night", { start: at("2026-12-01 01:00") }, ["night warning"]],
  ])("finds %s", (_name, change, expected) => {
    expect(said(change)).toEqual(expected);
  });

  it("warns of a start within five minutes", () => {
    expect(said({}, { nowMs: Date.parse("2026-12-01T10:57:00.000Z") })).toEqual(["start warning"]);
  });

  it("stops the same product in two sales at once, and warns of two starts in a minute", () => {
    expect(said({}, { neighbours: [{ ...neighbour, skus: ["LAMP-1"] }] })).toEqual(["neighbours block"]);
    expect(said({}, { neighbours: [{ ...neighbour, title: "aurora desk lamp" }] })).toEqual(["neighbours block"]);
    expect(said({}, { neighbours: [{ ...neighbour, startsAtMs: Date.parse("2026-12-01T11:00:30.000Z") }] })).toEqual([
      "neighbours warning",
    ]);
  });

  it("does not let the stock go under what is sold and held", () => {
    expect(said({}, { taken: { "LAMP-1": 101 } })).toEqual(["stock block"]);
  });

  it("follows the store's own thresholds", () => {
    const guards = { discountPercent: 30, lengthHours: 1 };
    expect(said({ end: at("2026-12-01 13:30") }, { guards })).toEqual(["length warning", "price warning price"]);
  });

  it("does not repeat what the form cannot read", () => {
    const blank = newForm(usualSettings, facts.nowMs);
    const names = guardForm(blank, facts).flatMap(({ name, level }) => (level === "block" ? [name] : []));
    expect(names).toEqual(["stock", "image"]);
  });
});
