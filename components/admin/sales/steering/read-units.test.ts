import { describe, expect, it } from "vitest";
import { readUnits } from "./read-units";

describe("readUnits", () => {
  it("reads numbers with any sign", () => {
    expect(["3", "+3", " -3 ", "−3"].map(readUnits)).toEqual([3, 3, -3, -3]);
  });

  it("refuses nothing, zero and what is no whole number", () => {
    expect(["", "0", "-0", "1.5", "3e2", "three", "+-3", "999999999"].map(readUnits)).toEqual(Array(8).fill(null));
  });
});
