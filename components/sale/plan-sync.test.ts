import { describe, expect, it } from "vitest";
import { isQuiet, nextSyncDelayMs, wouldBreakQuiet } from "./plan-sync";

const start = 1_763_634_000_000;
const spread = [0, 0.2, 0.5, 0.8, 0.999];

describe("nextSyncDelayMs", () => {
  it("measures about every 5 min while nothing starts", () => {
    expect(nextSyncDelayMs(start, [], () => 0)).toBe(240_000);
    expect(nextSyncDelayMs(start, [], () => 0.999)).toBeLessThan(360_000);
  });

  it("measures about 60 s and about 15 s before the start, spread by 5 s either way", () => {
    for (const random of spread) {
      const first = nextSyncDelayMs(start - 200_000, [start], () => random);
      expect(Math.abs(200_000 - first - 60_000)).toBeLessThanOrEqual(5_000);
      const second = nextSyncDelayMs(start - 60_000, [start], () => random);
      expect(Math.abs(60_000 - second - 15_000)).toBeLessThanOrEqual(5_000);
    }
  });

  it("never plans a measurement that reaches into the last 5 s before the start", () => {
    for (const random of spread) {
      for (let beforeMs = 400_000; beforeMs > 0; beforeMs -= 317) {
        const nowMs = start - beforeMs;
        const atMs = nowMs + nextSyncDelayMs(nowMs, [start], () => random);
        expect(wouldBreakQuiet(atMs, [start]), `planned ${start - atMs} ms before the start`).toBe(false);
      }
    }
  });
});

describe("isQuiet", () => {
  it("is the last 5 s before a start and not the start itself", () => {
    expect(isQuiet(start - 5_001, [start])).toBe(false);
    expect(isQuiet(start - 5_000, [start])).toBe(true);
    expect(isQuiet(start - 1, [start])).toBe(true);
    expect(isQuiet(start, [start])).toBe(false);
  });
});
