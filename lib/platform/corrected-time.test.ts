import { beforeEach, describe, expect, it } from "vitest";
import { type CorrectedTime, createCorrectedTime } from "./corrected-time";

const tenOClockMs = Date.UTC(2026, 10, 27, 10, 0, 0);

/** True time goes by in both clocks; what is added to our own is its mistake. */
let passedMs: number;
let mistakeMs: number;
let time: CorrectedTime;
beforeEach(() => {
  passedMs = 0;
  mistakeMs = 0;
  time = createCorrectedTime({
    ownNowMs: () => tenOClockMs + passedMs + mistakeMs,
    steadyNowMs: () => 5_000 + passedMs,
  });
});

/** Redis is asked, and answers after half of the round trip. */
function hear(roundTripMs: number): void {
  const askedAtMs = 5_000 + passedMs;
  const toldMs = tenOClockMs + passedMs + roundTripMs / 2;
  passedMs += roundTripMs;
  time.hear(toldMs, askedAtMs, 5_000 + passedMs);
}

describe("the time of a process that sells", () => {
  it("is its machine's while nothing was heard of Redis' clock", () => {
    mistakeMs = -90_000;
    expect(time.nowMs()).toBe(tenOClockMs - 90_000);
    expect(time.aheadMs()).toBeNull();
  });

  it("is its machine's while the two agree as well as can be told", () => {
    hear(20);
    mistakeMs = 200;
    expect(time.nowMs()).toBe(tenOClockMs + 20 + 200);
    expect(time.aheadMs()).toBe(200);
  });

  it.each([-90_000, -251, 251, 30_000])(
    "is Redis' at once when its machine's jumps by %i ms, and again the machine's when that is right",
    (jumpMs) => {
      hear(20);
      mistakeMs = jumpMs;
      passedMs += 700;
      expect(time.nowMs()).toBe(tenOClockMs + 720);
      expect(time.aheadMs()).toBe(jumpMs);
      mistakeMs = 0;
      expect(time.nowMs()).toBe(tenOClockMs + 720);
      expect(time.aheadMs()).toBe(0);
    },
  );

  it("does not learn from an answer that took long to come", () => {
    hear(20);
    const toldLongAgoMs = tenOClockMs - 60_000;
    time.hear(toldLongAgoMs, 5_000, 5_101);
    expect(time.aheadMs()).toBe(0);
    time.hear(toldLongAgoMs, 5_000, 5_100);
    expect(time.aheadMs()).not.toBe(0);
  });

  it("is its machine's again when nothing was heard for ten minutes", () => {
    hear(20);
    mistakeMs = 30_000;
    passedMs += 600_000;
    expect(time.nowMs()).toBe(tenOClockMs + 600_020);
    passedMs += 1;
    expect(time.nowMs()).toBe(tenOClockMs + 600_021 + 30_000);
  });
});
