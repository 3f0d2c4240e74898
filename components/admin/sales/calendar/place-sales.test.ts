import { describe, expect, it } from "vitest";
import type { CalendarSale } from "./place-sales";
import { findOverlaps, placeSales } from "./place-sales";

const hour = 3_600_000;
const day = { day: "2026-11-27", fromMs: 0, toMs: 24 * hour };

function sale(
  slug: string,
  fromHour: number,
  toHour: number,
  phase: CalendarSale["phase"] = "scheduled",
): CalendarSale {
  return { slug, title: slug, phase, startMs: fromHour * hour, endMs: toHour * hour };
}

describe("findOverlaps", () => {
  it("finds the sales that run at the same time, both ways", () => {
    const overlaps = findOverlaps([sale("b", 11, 13), sale("a", 10, 12), sale("c", 12.5, 14)]);
    expect(overlaps.get("a")).toEqual(["b"]);
    expect(overlaps.get("b")).toEqual(["a", "c"]);
  });

  it("does not count one that begins when the other ends, nor a cancelled one", () => {
    expect(findOverlaps([sale("a", 10, 12), sale("b", 12, 13), sale("c", 10, 12, "cancelled")]).size).toBe(0);
  });
});

describe("placeSales", () => {
  it("puts sales at the same time side by side and gives the room back after them", () => {
    const placed = placeSales([sale("a", 10, 12), sale("b", 11, 13), sale("c", 12, 14), sale("d", 20, 21)], day);
    expect(placed.map(({ sale: { slug }, lane, lanes }) => [slug, lane, lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 2],
      ["d", 0, 1],
    ]);
    expect(placed[0]).toMatchObject({ from: 10 / 24, to: 0.5, before: false, after: false });
  });

  it("cuts a sale at the day's edges and says so", () => {
    expect(placeSales([sale("long", -5, 30)], day)).toMatchObject([{ from: 0, to: 1, before: true, after: true }]);
  });

  it("leaves out what ends when the day begins and what begins when it ends", () => {
    expect(placeSales([sale("before", -2, 0), sale("after", 24, 25)], day)).toEqual([]);
  });

  it("keeps a short sale at the end of the day inside it and large enough to click", () => {
    const [placed] = placeSales([sale("late", 23.95, 24)], day);
    expect(placed?.to).toBe(1);
    expect((placed?.to ?? 0) - (placed?.from ?? 0)).toBeCloseTo(1 / 32);
  });
});
