import { describe, expect, it } from "vitest";
import { isFeedLost } from "./feed-state";

const fine = { nowMs: 100_000, answeredAtMs: 99_000, watchedSinceMs: 0, paceMs: 1_000, failed: false, online: true };

describe("isFeedLost", () => {
  it("is not while answers come at their pace", () => {
    expect(isFeedLost(fine)).toBe(false);
    expect(isFeedLost({ ...fine, answeredAtMs: 91_000, paceMs: 10_000 })).toBe(false);
  });

  it("is at once when a question fails or the network is gone", () => {
    expect(isFeedLost({ ...fine, failed: true })).toBe(true);
    expect(isFeedLost({ ...fine, online: false })).toBe(true);
  });

  it("is when an answer that nothing failed is long overdue", () => {
    expect(isFeedLost({ ...fine, answeredAtMs: 94_000 })).toBe(true);
  });

  it("is not when the page has just come back to the front, where nothing was asked", () => {
    expect(isFeedLost({ ...fine, answeredAtMs: 10_000, watchedSinceMs: 98_000 })).toBe(false);
  });
});
