import { describe, expect, it } from "vitest";
import type { AttemptState } from "../domain";
import { attemptPollMs } from "./attempt-poll";

const poll = (ageMs: number, waitMs: number | null, state: AttemptState = "queued") =>
  attemptPollMs({ state }, { ageMs, waitMs, line: null });

describe("when to ask again", () => {
  it("is soon at first, then every three seconds", () => {
    const asked: number[] = [];
    for (let ageMs = 0; ageMs < 12_000; ageMs += asked.at(-1) ?? 0) asked.push(poll(ageMs, null));
    expect(asked).toEqual([700, 1_000, 1_500, 2_000, 3_000, 3_000, 3_000]);
  });

  it("is seldom while the wait is longer than five minutes, but not in the first seconds", () => {
    expect(poll(60_000, 301_000)).toBe(15_000);
    expect(poll(60_000, 300_000)).toBe(3_000);
    expect(poll(0, 301_000)).toBe(700);
  });

  it("is soon again shortly before the turn", () => {
    expect(poll(600_000, 4_999)).toBe(700);
    expect(poll(600_000, 5_000)).toBe(3_000);
  });

  it("is never where nothing changes any more", () => {
    for (const state of ["paid", "lost", "left", "expired"] as const) expect(poll(0, null, state)).toBe(0);
    expect(poll(0, null, "reserved")).toBe(5_000);
    expect(poll(0, null, "paying")).toBe(1_500);
  });
});
