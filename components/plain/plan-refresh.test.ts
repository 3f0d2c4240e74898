import { describe, expect, it } from "vitest";
import { planRefreshSeconds, type RefreshMoment } from "./plan-refresh";

const startsAtMs = 1_763_634_000_000;
const second = 1_000;
const minute = 60 * second;

function moment(changes: Partial<RefreshMoment> = {}): RefreshMoment {
  return {
    nowMs: startsAtMs - 10 * minute,
    view: { phase: "scheduled", stock: "plenty", startsAtMs },
    state: { phase: "scheduled", pollMs: 30_000 },
    attempt: null,
    loading: false,
    refused: null,
    untilMs: null,
    random: 0,
    ...changes,
  };
}

function live(stock: "plenty" | "held" | "gone", changes: Partial<RefreshMoment> = {}): RefreshMoment {
  const pollMs = { plenty: 3_000, held: 5_000, gone: 30_000 }[stock];
  return moment({
    nowMs: startsAtMs + minute,
    view: { phase: "live", stock, startsAtMs },
    state: { phase: "live", pollMs },
    ...changes,
  });
}

describe("before the start", () => {
  it("the page looks as often as a script would", () => {
    expect(planRefreshSeconds(moment())).toBe(24);
    expect(planRefreshSeconds(moment({ random: 0.999 }))).toBe(36);
  });

  it.each([60, 45, 10, 3])("%i s ahead it aims at the start, spread over the two seconds after it", (seconds) => {
    const nowMs = startsAtMs - seconds * second;
    expect(planRefreshSeconds(moment({ nowMs }))).toBe(seconds);
    expect(planRefreshSeconds(moment({ nowMs, random: 0.999 }))).toBe(seconds + 2);
  });

  it("never lands within the last minute before it", () => {
    for (let seconds = 2; seconds < 180; seconds += 1) {
      for (const random of [0, 0.3, 0.7, 0.999]) {
        const refresh = planRefreshSeconds(moment({ nowMs: startsAtMs - seconds * second, random })) ?? 0;
        expect(seconds - refresh <= 0 || seconds - refresh >= 59).toBe(true);
      }
    }
  });

  it("days ahead it looks once an hour", () => {
    expect(planRefreshSeconds(moment({ nowMs: startsAtMs - 2_880 * minute }))).toBe(3_600);
  });
});

describe("while the sale is on", () => {
  it("an open form is left to its reader", () => {
    expect(planRefreshSeconds(live("plenty"))).toBeNull();
    expect(planRefreshSeconds(live("plenty", { refused: "busy", untilMs: startsAtMs + 2 * minute }))).toBeNull();
  });

  it("a sale in which all is held is looked at as often as a script would", () => {
    expect(planRefreshSeconds(live("held"))).toBe(4);
    expect(planRefreshSeconds(live("gone"))).toBe(24);
  });

  it("a refusal is shown once, and then how things are", () => {
    expect(planRefreshSeconds(live("plenty", { refused: "all_held" }))).toBe(3);
  });

  it("who came too soon is let look again when the time is up", () => {
    const untilMs = startsAtMs + minute + 4_200;
    expect(planRefreshSeconds(live("plenty", { refused: "throttled", untilMs }))).toBe(5);
    expect(planRefreshSeconds(live("plenty", { refused: "throttled", untilMs: startsAtMs }))).toBe(2);
  });

  it("nothing is looked at when it is over", () => {
    for (const phase of ["ended", "cancelled"] as const) {
      const view = { phase, stock: "gone", startsAtMs } as const;
      expect(planRefreshSeconds(live("gone", { view, state: { phase, pollMs: 0 } }))).toBeNull();
    }
  });
});

describe("with an attempt under way", () => {
  it("the page follows it every few seconds", () => {
    expect(planRefreshSeconds(live("plenty", { attempt: { state: "queued", pollMs: 700 } }))).toBe(2);
    expect(planRefreshSeconds(live("held", { attempt: { state: "queued", pollMs: 2_000, place: 7 } }))).toBe(4);
    expect(planRefreshSeconds(live("held", { attempt: { state: "queued", pollMs: 15_000, place: 700 } }))).toBe(15);
    expect(planRefreshSeconds(live("held", { attempt: { state: "paying", pollMs: 1_500 } }))).toBe(2);
    expect(planRefreshSeconds(live("plenty", { loading: true }))).toBe(2);
  });

  it("a held unit is looked at again when its time is over", () => {
    const payBy = new Date(startsAtMs + 3 * minute).toISOString();
    expect(planRefreshSeconds(live("plenty", { attempt: { state: "reserved", pollMs: 5_000, payBy } }))).toBe(121);
  });

  it("one that is over leaves the page to the sale", () => {
    expect(planRefreshSeconds(live("plenty", { attempt: { state: "left", pollMs: 0 } }))).toBeNull();
  });
});
