import { describe, expect, it } from "vitest";
import { createStopwatch, joinLatencies } from "./latencies";

describe("latencies", () => {
  it("are told in milliseconds, and not at all for what never happened", () => {
    const watch = createStopwatch();
    expect(watch.latencies()).toEqual({
      count: 0,
      p50: Number.NaN,
      p99: Number.NaN,
      p999: Number.NaN,
      max: Number.NaN,
    });
    for (let ms = 1; ms <= 1_000; ms += 1) watch.took(ms);
    const { count, p50, p99, max } = watch.latencies();
    expect(count).toBe(1_000);
    expect(p50).toBeCloseTo(500, -1);
    expect(p99).toBeCloseTo(990, -1);
    expect(max).toBeCloseTo(1_000, -1);
  });

  it("of several are those of all they saw, not the mean of their percentiles", () => {
    const [quick, slow] = [createStopwatch(), createStopwatch()];
    for (let times = 0; times < 990; times += 1) quick.took(1);
    for (let times = 0; times < 10; times += 1) slow.took(100);
    const joined = joinLatencies([quick, slow]);
    expect(joined.count).toBe(1_000);
    expect(joined.p50).toBeCloseTo(1, 1);
    expect(joined.p99).toBeCloseTo(1, 1);
    expect(joined.p999).toBeCloseTo(100, 0);
  });
});
