import { describe, expect, it } from "vitest";
import { addSample, pickSamples, type Sample } from "./samples";

const units = (sold: number, held = 0) => ({ stock: 500, unreleased: 0, left: 500 - sold - held, held, sold });
const seconds = (count: number): readonly Sample[] =>
  Array.from({ length: count }).reduce<readonly Sample[]>(
    (samples, _, second) => addSample(samples, second * 1_000, units(second)),
    [],
  );

describe("addSample", () => {
  it("keeps one look a second, the later one", () => {
    const once = addSample([], 5_100, units(1));
    const twice = addSample(once, 5_900, units(2, 3));
    expect(twice).toEqual([{ second: 5, sold: 2, held: 3, stock: 500 }]);
    expect(addSample(twice, 6_000, units(4))).toHaveLength(2);
  });

  it("drops a look that comes too late, and begins anew when the clock is put back", () => {
    const samples = seconds(10);
    expect(addSample(samples, 8_000, units(99))).toBe(samples);
    expect(addSample(samples, 1_000, units(99))).toEqual([{ second: 1, sold: 99, held: 0, stock: 500 }]);
  });

  it("never grows beyond its bound, and keeps the first and the newest", () => {
    const samples = seconds(3_000);
    expect(samples.length).toBeLessThanOrEqual(720);
    expect(samples[0]?.second).toBe(0);
    expect(samples.slice(-300).map(({ second }) => second)).toEqual(Array.from({ length: 300 }, (_, i) => 2_700 + i));
  });
});

describe("pickSamples", () => {
  it("picks the newest first and no more than asked for", () => {
    expect(pickSamples(seconds(3), 12).map(({ second }) => second)).toEqual([2, 1, 0]);
    const picked = pickSamples(seconds(100), 12);
    expect(picked.length).toBeLessThanOrEqual(12);
    expect(picked[0]?.second).toBe(99);
  });
});
