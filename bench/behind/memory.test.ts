import { describe, expect, it } from "vitest";
import { growthOf } from "./memory";

describe("the growth of a process", () => {
  it("is of its last quarter beside its second, whatever it took to get warm", () => {
    expect(growthOf([10, 90, 100, 100, 100, 105, 110, 110])).toBeCloseTo(110 / 100);
    expect(growthOf([10, 500, 100, 100, 1, 1, 100, 100])).toBe(1);
  });

  it("is not known of a few moments", () => {
    expect(growthOf([100, 100, 100])).toBeNaN();
  });
});
