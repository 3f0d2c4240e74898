import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { salePhases, stockBands } from "@/lib/domain";
import { describeListedSale, describeWait, momentOf } from "./describe-listed-sale";
import type { ListedSale } from "./listed-sale";

const say = wordsOf("en");

const startMs = Date.parse("2026-12-12T12:00:00.000Z");
const minuteMs = 60_000;

function sale(over: Partial<ListedSale> = {}): ListedSale {
  return {
    slug: "lamp",
    title: "Lamp",
    phase: "scheduled",
    stock: "plenty",
    startsAtMs: startMs,
    endsAtMs: startMs + 30 * minuteMs,
    timeZone: "Europe/Berlin",
    price: { minor: 7900, currency: "EUR" },
    regularPrice: null,
    lowestPrice30d: null,
    image: null,
    total: 500,
    endedReason: null,
    endedAtMs: null,
    ...over,
  };
}

describe("describeWait", () => {
  it.each([
    [1, "in 1 s"],
    [42_001, "in 43 s"],
    [minuteMs, "in 60 s"],
    [minuteMs + 1, "in 2 min"],
    [41 * minuteMs, "in 41 min"],
    [60 * minuteMs, "in 1 h"],
    [125 * minuteMs, "in 2 h 5 min"],
    [48 * 60 * minuteMs, "in 48 h"],
    [73 * 60 * minuteMs, "in 3 days"],
  ])("says %i ms as %s", (waitMs, text) => {
    expect(describeWait(waitMs, say)).toBe(text);
  });
});

describe("describeListedSale", () => {
  it("says nothing in static HTML that time makes wrong", () => {
    for (const phase of salePhases) {
      const { line } = describeListedSale(sale({ phase, stock: null }), null, say);
      expect(line).not.toMatch(/ in \d/);
    }
  });

  it("says when an upcoming sale opens", () => {
    expect(describeListedSale(sale(), startMs - 41 * minuteMs, say).line).toBe("Opens in 41 min");
  });

  it("has its own words for every stock band of a live sale", () => {
    const lines = stockBands.map((stock) => describeListedSale(sale({ phase: "live", stock }), startMs, say).line);
    expect(new Set(lines).size).toBe(stockBands.length);
  });

  it("keeps all held and sold out apart", () => {
    expect(describeListedSale(sale({ phase: "live", stock: "held" }), startMs, say).state).toBe("All held");
    expect(describeListedSale(sale({ phase: "live", stock: "gone" }), startMs, say).state).toBe("Sold out");
  });

  it("marks as buyable only a live sale with units to buy", () => {
    const shapes = stockBands.map((stock) => describeListedSale(sale({ phase: "live", stock }), startMs, say).shape);
    expect(shapes).toEqual(["solid", "solid", "solid", "hatch", "stamp"]);
    expect(describeListedSale(sale({ phase: "paused" }), startMs, say).shape).toBe("double");
  });

  it("tells how fast a sale sold out", () => {
    const soldOut = sale({ phase: "ended", endedReason: "sold_out", endedAtMs: startMs + 192_000 });
    expect(describeListedSale(soldOut, null, say)).toMatchObject({ state: "Sold out", line: "500 sold in 3 min 12 s" });
  });
});

describe("momentOf", () => {
  it("is the start before, the end during, and the true end after", () => {
    expect(momentOf(sale())).toEqual({ atMs: startMs, what: "opens" });
    expect(momentOf(sale({ phase: "live" }))).toEqual({ atMs: startMs + 30 * minuteMs, what: "ends" });
    expect(momentOf(sale({ phase: "ended", endedAtMs: startMs + 5 }))).toEqual({ atMs: startMs + 5, what: "ended" });
  });
});
