import { describe, expect, it } from "vitest";
import { etaBands } from "./attempt";
import { etaBandOf } from "./outlook";

describe("the band of a wait", () => {
  it("is always the one above, never below", () => {
    const told = [0, 10_000, 10_001, 30_000, 30_001, 60_000, 120_000, 120_001, 300_000, 300_001].map(etaBandOf);
    expect(told).toEqual([
      "under_10s",
      "under_10s",
      "about_30s",
      "about_30s",
      "1_2_min",
      "1_2_min",
      "1_2_min",
      "2_5_min",
      "2_5_min",
      "over_5_min",
    ]);
  });

  it("is unknown where nobody can tell, and rises with the wait", () => {
    expect(etaBandOf(null)).toBe("unknown");
    const order = [5, 20, 100, 200, 4_000].map((seconds) => etaBands.indexOf(etaBandOf(seconds * 1_000)));
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });
});
