import { describe, expect, it } from "vitest";
import { readLength, writeLength } from "./read-length";

const minuteMs = 60_000;

describe("readLength", () => {
  it.each([
    ["30", 30],
    ["1:30", 90],
    ["90 min", 90],
    ["1 h 30 min", 90],
    ["1h30m", 90],
    ["1.5 hours", 90],
    ["2 days", 2_880],
    ["90 s", 1.5],
  ])("reads %s", (text, minutes) => {
    expect(readLength(text)).toBe(minutes * minuteMs);
  });

  it.each(["", "soon", "1 fortnight", "30 min later", "-5", "1:75"])("does not guess at %s", (text) => {
    expect(readLength(text)).toBeNull();
  });

  it("reads back what it writes", () => {
    for (const lengthMs of [30 * minuteMs, 90 * minuteMs, 3_000 * minuteMs, 90_000]) {
      expect(readLength(writeLength(lengthMs))).toBe(lengthMs);
    }
  });
});
