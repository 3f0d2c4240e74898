import { describe, expect, it } from "vitest";
import { endedReason, type SaleSchedule, type StockCounts, salePhase, stockBand } from "./sale";

const schedule: SaleSchedule = { status: "published", startsAtMs: 1_000, endsAtMs: 2_000, endedReason: null };

describe("the phase of a sale", () => {
  it.each([
    ["published", 999, "scheduled"],
    ["published", 1_000, "live"],
    ["published", 1_999, "live"],
    ["published", 2_000, "ended"],
    ["paused", 999, "scheduled"],
    ["paused", 1_500, "paused"],
    ["paused", 2_000, "ended"],
    ["draft", 1_500, "draft"],
    ["cancelled", 999, "cancelled"],
    ["ended", 999, "ended"],
  ] as const)("of one that is %s is, at %i, %s", (status, nowMs, phase) => {
    expect(salePhase({ ...schedule, status }, nowMs)).toBe(phase);
  });

  it("gives the reason of its end only once it has ended", () => {
    expect(endedReason(schedule, 1_500)).toBeNull();
    expect(endedReason(schedule, 2_000)).toBe("time");
    expect(endedReason({ ...schedule, status: "ended", endedReason: "sold_out" }, 2_000)).toBe("sold_out");
  });
});

describe("the stock band", () => {
  const of = (counts: Partial<StockCounts>) =>
    stockBand({ total: 100, released: 100, available: 0, held: 0, sold: 0, ...counts });

  it.each([
    [{ available: 100 }, "plenty"],
    [{ available: 50, sold: 50 }, "plenty"],
    [{ available: 49, sold: 51 }, "low"],
    [{ available: 5, sold: 95 }, "low"],
    [{ available: 4, sold: 96 }, "last"],
    [{ available: 1, held: 99 }, "last"],
    [{ held: 1, sold: 99 }, "held"],
    [{ sold: 60, released: 60 }, "held"],
    [{ sold: 100 }, "gone"],
  ] as const)("of %o is %s", (counts, band) => {
    expect(of(counts)).toBe(band);
  });

  it("measures by what has been released: a slice of which nothing is taken is plenty", () => {
    expect(of({ released: 40, available: 40 })).toBe("plenty");
  });

  it("calls the last three units of a small sale the last few, not half of it", () => {
    expect(of({ total: 8, released: 8, available: 3, sold: 5 })).toBe("last");
  });
});
