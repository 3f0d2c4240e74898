import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BuysServed } from "../domain";
import { followLoadPolicy } from "./follow-load-policy";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function follow(read: () => Promise<{ readonly buysServed: BuysServed }>) {
  const shares: number[] = [];
  const errors: unknown[] = [];
  const stop = followLoadPolicy({
    guard: { letIn: (share) => void shares.push(share) },
    read,
    everyMs: 1_000,
    onError: (error) => void errors.push(error),
  });
  return { shares, errors, stop };
}

describe("a process that follows what people decide", () => {
  it("looks at once and then again and again", async () => {
    let buysServed: BuysServed = "half";
    const { shares, stop } = follow(async () => ({ buysServed }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shares).toEqual([0.5]);
    buysServed = "all";
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shares).toEqual([0.5, 1]);
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shares).toEqual([0.5, 1]);
  });

  it("keeps the last decision while it cannot be read, and never asks twice at once", async () => {
    let asked = 0;
    const { shares, errors, stop } = follow(() => {
      asked += 1;
      if (asked === 1) return Promise.resolve({ buysServed: "half" });
      return asked === 2 ? Promise.reject(new Error("away")) : new Promise(() => undefined);
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([shares, errors.length]).toEqual([[0.5], 1]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(3);
    stop();
  });
});
