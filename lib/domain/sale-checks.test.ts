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
  withoutGate: "closed",
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
    ["stock below what is sold and held", "stock", "block", {}, { taken: { A: 11 } }],
    ["a hold under a minute", "hold", "block", { paymentWindowSeconds: 59 }, {}],
    ["a hold over an hour", "hold", "block", { paymentWindowSeconds: 3_601 }, {}],
    ["no picture", "image", "warning", { images: [] }, {}],
    ["a picture without words", "image", "block", { images: [{ url: "/lamp.svg", alt: " " }] }, {}],
    ["a zone that is none", "wall_time", "block", { timeZone: "Mars/Olympus" }, {}],
    ["no zone yet", "wall_time", "block", { timeZone: "" }, {}],
    ["no start yet", "start", "block", { startsAt: "" }, {}],
    ["no end yet", "length", "block", { endsAt: "" }, {}],
    ["a price that is no number yet", "price", "block", { price: euros(Number.NaN) }, {}],
    ["stock that is no number yet", "stock", "block", { items: [{ sku: "A", name: "A", stock: Number.NaN }] }, {}],
    ["a draw", "admission", "block", { admission: "draw" }, {}],
    ["a challenge", "challenge", "block", { challenge: true }, {}],
    ["nobody invited", "invitations", "warning", { eligibility: { minLevel: 0, inviteOnly: true } }, {}],
    [
      "the same product at the same time",
      "neighbours",
      "warning",
      {},
      {
        neighbours: [{ slug: "other", title: "LAMP", startsAtMs: Date.parse(sale.startsAt) + 1_800_000, skus: ["B"] }],
      },
    ],
    [
      "the same SKU at the same time",
      "neighbours",
      "warning",
      {},
      {
        neighbours: [
          { slug: "other", title: "Mug", startsAtMs: Date.parse(sale.startsAt) + 1_800_000, skus: ["B", "A"] },
        ],
      },
    ],
    [
      "another start in the same minute",
      "neighbours",
      "warning",
      {},
      { neighbours: [{ slug: "other", title: "Mug", startsAtMs: Date.parse(sale.startsAt) + 1_000, skus: ["B"] }] },
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

  it("ask for the price once more where it is a slip or far off, and only there", () => {
    const confirm = (minor: number, guards?: CheckFacts["guards"]) =>
      checkSale({ ...sale, price: euros(minor) }, { ...facts, ...(guards && { guards }) }).flatMap((check) =>
        check.confirm === undefined ? [] : [`${check.name} ${check.confirm} ${check.level}: ${check.message}`],
      );
    expect(confirm(1_290)).toEqual(["price price warning: €12.90 is 90 % under €129. A decimal slip?"]);
    expect(confirm(3_000)).toEqual(["price price warning: €30 is 76 % under €129, more than the usual 70 %."]);
    expect(confirm(4_000)).toEqual([]);
    expect(confirm(12_900)).toEqual([]);
    expect(confirm(3_000, { discountPercent: 80, lengthHours: 72 })).toEqual([]);
    expect(confirm(4_000, { discountPercent: 60, lengthHours: 72 })).toHaveLength(1);
  });

  it("find a sale long from the hours that the settings name", () => {
    const level = (lengthHours: number) =>
      checkSale(sale, { ...facts, guards: { discountPercent: 70, lengthHours } }).find(({ name }) => name === "length")
        ?.level;
    expect(level(0.5)).toBe("warning");
    expect(level(1)).toBe("ok");
  });

  it("say which of two moments is meant where the clocks show a time twice", () => {
    const hour = (startsAt: string, endsAt: string) =>
      checkSale({ ...sale, startsAt, endsAt, timeZone: "Europe/Berlin" }, { ...facts, nowMs: 0 }).find(
        ({ name }) => name === "wall_time",
      );
    // On 25 October 2026 the clocks are put back from 03:00 to 02:00 at 01:00 UTC.
    expect(hour("2026-10-25T00:30:00.000Z", "2026-10-25T05:00:00.000Z")).toEqual({
      name: "wall_time",
      level: "warning",
      message: "The clocks in Europe/Berlin show 02:30 twice that day; the sale starts at the first, UTC+02:00.",
    });
    expect(hour("2026-10-25T01:30:00.000Z", "2026-10-25T05:00:00.000Z")?.message).toContain("at the second, UTC+01:00");
    expect(hour("2026-10-24T22:00:00.000Z", "2026-10-25T00:59:00.000Z")?.message).toContain("ends at the first");
    expect(hour("2026-10-25T02:00:00.000Z", "2026-10-25T05:00:00.000Z")?.level).toBe("ok");
    // Where they are put forward every moment has one time.
    expect(hour("2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z")?.level).toBe("ok");
  });

  it("ask for the midnight that ends the day, not for 23:59", () => {
    const list = checkSale({ ...sale, endsAt: "2026-11-27T22:59:00.000Z" }, facts);
    expect(list.find(({ name }) => name === "end")?.message).toBe("The sale ends at 23:59. Did you mean 24:00?");
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
