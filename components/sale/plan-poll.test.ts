import { describe, expect, it } from "vitest";
import { nextPollMs, type PollMoment } from "./plan-poll";

const start = 1_763_634_000_000;
const half = () => 0.5;

function moment(nowMs: number, change: Partial<PollMoment> = {}): PollMoment {
  return {
    nowMs,
    view: { phase: nowMs < start ? "scheduled" : "live", stock: "plenty", startsAtMs: start },
    answer: null,
    savesData: false,
    random: half,
    ...change,
  };
}

describe("nextPollMs before the start", () => {
  it("asks nothing until an hour before", () => {
    const delayMs = nextPollMs(moment(start - 2 * 3_600_000));
    expect(delayMs).toBeGreaterThanOrEqual(3_600_000);
    expect(delayMs).toBeLessThan(3_600_000 + 36_000);
  });

  it("asks about every 30 s from an hour to a minute before", () => {
    expect(nextPollMs(moment(start - 1_800_000))).toBe(30_000);
    expect(nextPollMs(moment(start - 1_800_000, { random: () => 0 }))).toBe(24_000);
    expect(nextPollMs(moment(start - 1_800_000, { random: () => 0.999 }))).toBeLessThanOrEqual(36_000);
  });

  it("never asks in the last minute: the next question comes spread over the 2 s after the start", () => {
    for (const random of [0, 0.3, 0.7, 0.999]) {
      for (let beforeMs = 3_600_000; beforeMs > 0; beforeMs -= 911) {
        const atMs = start - beforeMs + nextPollMs(moment(start - beforeMs, { random: () => random }));
        const isBefore = atMs < start - 59_999;
        const isAfter = atMs >= start && atMs <= start + 2_000;
        expect(isBefore || isAfter, `asked ${start - atMs} ms before the start`).toBe(true);
      }
    }
  });

  it("lets the server set the pace, but not into the silence", () => {
    const answer = { phase: "scheduled", pollMs: 120_000 } as const;
    expect(nextPollMs(moment(start - 1_800_000, { answer }))).toBe(120_000);
    expect(nextPollMs(moment(start - 150_000, { answer }))).toBe(151_000);
  });
});

describe("nextPollMs while it runs", () => {
  it.each([
    ["live", "plenty", 3_000],
    ["live", "held", 5_000],
    ["paused", "low", 5_000],
  ] as const)("asks a %s sale with stock %s every %i ms", (phase, stock, pollMs) => {
    const view = { phase, stock, startsAtMs: start };
    expect(nextPollMs(moment(start + 60_000, { view }))).toBe(pollMs);
  });

  it("goes by the server's pace", () => {
    expect(nextPollMs(moment(start + 60_000, { answer: { phase: "live", pollMs: 8_000 } }))).toBe(8_000);
    expect(nextPollMs(moment(start + 60_000, { answer: { phase: "live", pollMs: 0 } }))).toBe(0);
  });

  it("does not go by a pace from before the start", () => {
    const answer = { phase: "scheduled", pollMs: 30_000 } as const;
    expect(nextPollMs(moment(start + 500, { answer }))).toBe(1_000);
    expect(nextPollMs(moment(start + 60_000, { answer }))).toBe(3_000);
  });

  it("asks a third as often of those who save data", () => {
    expect(nextPollMs(moment(start + 60_000, { savesData: true }))).toBe(9_000);
  });
});

describe("nextPollMs when it is over", () => {
  it("stops at ended and cancelled, and asks seldom while a running sale is sold out", () => {
    const ended = { phase: "ended", pollMs: 0 } as const;
    const view = { stock: "gone", startsAtMs: start } as const;
    expect(nextPollMs(moment(start, { view: { ...view, phase: "ended" }, answer: ended }))).toBe(0);
    expect(nextPollMs(moment(start, { view: { ...view, phase: "cancelled" } }))).toBe(0);
    expect(nextPollMs(moment(start + 60_000, { view: { ...view, phase: "live" } }))).toBe(30_000);
  });

  it("asks once more when only our own clock says so: the store may have extended it", () => {
    const view = { phase: "ended", stock: "low", startsAtMs: start } as const;
    expect(nextPollMs(moment(start + 1, { view, answer: { phase: "live", pollMs: 3_000 } }))).toBe(2_000);
  });
});
