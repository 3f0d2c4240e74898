import { describe, expect, it } from "vitest";
import { createSeldom } from "./seldom";

describe("a message that comes often", () => {
  it("is told once an interval, with how many were kept quiet", () => {
    let nowMs = 0;
    const seldom = createSeldom(10_000, () => nowMs);
    expect(seldom("away")).toBe(0);
    for (let times = 0; times < 500; times += 1) expect(seldom("away")).toBeNull();
    nowMs = 10_000;
    expect(seldom("away")).toBe(500);
    nowMs = 20_000;
    expect(seldom("away")).toBe(0);
  });

  it("keeps no other message quiet", () => {
    const seldom = createSeldom(10_000, () => 0);
    expect(seldom("away")).toBe(0);
    expect(seldom("broken")).toBe(0);
  });
});
