import { describe, expect, it } from "vitest";
import type { SaleFields } from "./admin-sale";
import { type CheckFacts, checkSale, isReady } from "./sale-checks";
import { findFieldErrors } from "./sale-rules";

const sale: SaleFields = {
  slug: "lamp",
  title: "Lamp",
  description: "",
  images: [{ url: "/lamp.svg", alt: "A lamp" }],
  items: [{ sku: "A", name: "A", stock: 10 }],
  price: { minor: 7_900, currency: "EUR" },
  regularPrice: { minor: 12_900, currency: "EUR" },
  lowestPrice30d: { minor: 8_900, currency: "EUR" },
  startsAt: "2026-11-27T11:00:00.000Z",
  endsAt: "2026-11-27T12:00:00.000Z",
  timeZone: "Europe/Berlin",
  limitPerAccount: 1,
  paymentWindowSeconds: 600,
  releases: [],
  lineFactor: 3,
  admission: "first_come",
  eligibility: { minLevel: 0, inviteOnly: false },
  challenge: false,
  showExactStock: false,
  promoted: [],
};
const facts: CheckFacts = { nowMs: Date.parse("2026-11-26T09:00:00Z"), hasBegun: false, invited: 0, neighbours: [] };
const euros = (minor: number) => ({ minor, currency: "EUR" });

describe("the checks before publishing", () => {
  it("have nothing against a usual sale", () => {
    expect(checkSale(sale, facts).filter((check) => check.level !== "ok")).toEqual([]);
  });

  it.each<[string, string, "block" | "warning", Partial<SaleFields>, Partial<CheckFacts>]>([
    ["a start in the past", "start", "block", {}, { nowMs: Date.parse(sale.startsAt) }],
    ["a start in three seconds", "start", "warning", {}, { nowMs: Date.parse(sale.startsAt) - 3_000 }],
    ["a minute of sale", "length", "warning", { endsAt: "2026-11-27T11:01:00.000Z" }, {}],
    ["four days of sale", "length", "warning", { endsAt: "2026-12-01T11:00:00.000Z" }, {}],
    ["an end at 12:59", "end", "warning", { endsAt: "2026-11-27T11:59:00.000Z" }, {}],
    ["a start at four in the zone", "night", "warning", { startsAt: "2026-11-27T03:00:00.000Z" }, {}],
    ["a price like the regular one", "price", "block", { price: euros(12_900) }, {}],
    ["a price off by a decimal", "price", "warning", { price: euros(1_290) }, {}],
    ["a price off by two decimals", "price", "warning", { price: euros(129) }, {}],
    ["more than 70 % off", "price", "warning", { price: euros(3_000) }, {}],
    ["a price above the lowest of 30 days", "lowest_price", "warning", { price: euros(9_000) }, {}],
    ["nothing to sell", "stock", "block", { items: [] }, {}],
    ["an item without stock", "stock", "block", { items: [...sale.items, { sku: "B", name: "B", stock: 0 }] }, {}],
    ["a limit above the stock", "limit", "block", { limitPerAccount: 11 }, {}],
    ["no picture", "image", "warning", { images: [] }, {}],
    ["a draw", "admission", "block", { admission: "draw" }, {}],
    ["a challenge", "challenge", "block", { challenge: true }, {}],
    ["nobody invited", "invitations", "warning", { eligibility: { minLevel: 0, inviteOnly: true } }, {}],
    [
      "the same product at the same time",
      "neighbours",
      "warning",
      {},
      { neighbours: [{ slug: "other", title: "LAMP", startsAtMs: Date.parse(sale.startsAt) + 1_800_000 }] },
    ],
    [
      "another start in the same minute",
      "neighbours",
      "warning",
      {},
      { neighbours: [{ slug: "other", title: "Mug", startsAtMs: Date.parse(sale.startsAt) + 1_000 }] },
    ],
  ])("see %s", (_, name, level, wish, more) => {
    const list = checkSale({ ...sale, ...wish }, { ...facts, ...more });
    expect(list.find((check) => check.name === name)).toMatchObject({ level });
    if (level === "warning") expect(isReady(list)).toBe(true);
    else expect(isReady(list)).toBe(false);
  });

  it("ask nothing of the start of a sale that has begun", () => {
    const begun = { ...facts, nowMs: Date.parse(sale.startsAt) + 60_000 };
    expect(isReady(checkSale(sale, begun))).toBe(false);
    expect(isReady(checkSale(sale, { ...begun, hasBegun: true }))).toBe(true);
  });

  it("take a price of a third for what it is, without a regular price too", () => {
    const price = (minor: number, regularPrice = sale.regularPrice) =>
      checkSale({ ...sale, price: euros(minor), regularPrice }, facts).find((check) => check.name === "price")?.level;
    expect(price(4_000)).toBe("ok");
    expect(price(1, null)).toBe("ok");
  });
});

describe("rules over several fields", () => {
  it("have nothing against a usual sale", () => {
    expect(findFieldErrors(sale)).toEqual([]);
  });

  it.each<[string, string, Partial<SaleFields>]>([
    ["an end at the start", "endsAt", { endsAt: sale.startsAt }],
    ["another currency", "lowestPrice30d.currency", { lowestPrice30d: { minor: 1, currency: "USD" } }],
    ["an item twice", "items.1.sku", { items: [...sale.items, ...sale.items] }],
    [
      "a release before the start",
      "releases.0.at",
      { releases: [{ at: "2026-11-27T10:59:59.999Z", quantity: 1, sku: "A" }] },
    ],
    ["a release at the end", "releases.0.at", { releases: [{ at: sale.endsAt, quantity: 1, sku: "A" }] }],
    ["a release of nothing known", "releases.0.sku", { releases: [{ at: sale.startsAt, quantity: 1, sku: "B" }] }],
    [
      "releases of more than the stock",
      "releases.1.quantity",
      { releases: [6, 5].map((quantity) => ({ at: sale.startsAt, quantity, sku: null })) },
    ],
    ["itself among the promoted", "promoted.0", { promoted: ["lamp"] }],
    ["a promoted sale twice", "promoted.1", { promoted: ["mug", "mug"] }],
  ])("see %s", (_, path, wish) => {
    expect(findFieldErrors({ ...sale, ...wish }).map((error) => error.path)).toEqual([path]);
  });
});
