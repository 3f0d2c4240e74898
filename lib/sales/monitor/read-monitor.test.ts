import { describe, expect, it } from "vitest";
import type { GateCounts } from "../../stock/gate";
import { addsUp } from "./read-monitor";

const item = { itemId: 1, total: 10, released: 8, available: 3, held: 2, sold: 3 };
const counts: GateCounts = { epoch: 1, items: [item], lineLength: 0, owed: 0, heldUntilMs: null };

describe("the sum check", () => {
  it("holds when every unit is in one place", () => {
    expect(addsUp(counts)).toBe(true);
  });

  it.each([
    ["a unit is missing", { ...counts, items: [{ ...item, available: 2 }] }],
    ["a unit is in two places", { ...counts, items: [{ ...item, sold: 4 }] }],
    ["more is released than there is", { ...counts, items: [{ ...item, released: 11, available: 6 }] }],
    ["a counter is negative", { ...counts, items: [{ ...item, available: -1, held: 6 }] }],
    ["a unit is owed to somebody", { ...counts, owed: 1 }],
    ["only the second item is wrong", { ...counts, items: [item, { ...item, itemId: 2, held: 3 }] }],
  ])("fails when %s", (_, broken) => {
    expect(addsUp(broken)).toBe(false);
  });
});
