import { describe, expect, it } from "vitest";
import { nextTickMs } from "./next-tick";

const start = 1_763_634_000_250;

describe("nextTickMs", () => {
  it("ticks at whole seconds before the target, wherever the target lies in its second", () => {
    expect(nextTickMs(start - 10_000, start, [])).toBe(1_000);
    expect(nextTickMs(start - 9_700, start, [])).toBe(700);
  });

  it("never sleeps past the target or another moment", () => {
    expect(nextTickMs(start - 30, start, [])).toBe(30);
    expect(nextTickMs(start - 900, start, [start - 400])).toBe(500);
    for (let beforeMs = 5_000; beforeMs > 0; beforeMs -= 13) {
      expect(start - beforeMs + nextTickMs(start - beforeMs, start, [])).toBeLessThanOrEqual(start + 1);
    }
  });

  it("keeps ticking after the target", () => {
    expect(nextTickMs(start, start, [])).toBe(1_000);
    expect(nextTickMs(start + 400, start, [start])).toBe(600);
  });

  it("waits at least a millisecond, so that an early timer cannot spin", () => {
    expect(nextTickMs(start - 0.2, start, [])).toBe(1);
  });
});
