import { describe, expect, it } from "vitest";
import { bestEstimate, chooseEstimate, errorNowMs, estimateOf } from "./clock-estimate";

const server = 1_763_634_000_000;

/** A sample of a server `offset` ahead of the monotonic clock, with the answer written after `out` of the trip. */
function sample(sentAtMs: number, outMs: number, backMs: number, offsetMs: number) {
  return { sentAtMs, receivedAtMs: sentAtMs + outMs + backMs, serverNowMs: sentAtMs + outMs + offsetMs };
}

describe("estimateOf", () => {
  it("takes the middle of the round trip, not its end, and does not shorten the countdown by the trip", () => {
    const estimate = estimateOf(sample(1_000, 50, 50, server));
    expect(estimate.offsetMs).toBe(server);
    expect(estimate.errorMs).toBe(50);
  });

  it("is never off by more than the error it states, however lopsided the trip", () => {
    for (const [out, back] of [
      [0, 300],
      [300, 0],
      [10, 290],
    ] as const) {
      const estimate = estimateOf(sample(5_000, out, back, server));
      expect(Math.abs(estimate.offsetMs - server)).toBeLessThanOrEqual(estimate.errorMs);
    }
  });
});

describe("bestEstimate", () => {
  it("goes by the shortest round trip, not by the mean", () => {
    const best = bestEstimate([sample(0, 5, 400, server), sample(500, 12, 12, server), sample(900, 300, 5, server)]);
    expect(best).toEqual({ offsetMs: server, errorMs: 12, measuredAtMs: 524 });
  });

  it("knows nothing from nothing", () => {
    expect(bestEstimate([])).toBeNull();
  });
});

describe("chooseEstimate", () => {
  const sharp = { offsetMs: server, errorMs: 10, measuredAtMs: 0 };

  it("keeps the sharper of two that agree", () => {
    const blunt = { offsetMs: server + 40, errorMs: 60, measuredAtMs: 5_000 };
    expect(chooseEstimate(sharp, blunt, 5_000)).toBe(sharp);
  });

  it("believes a newer one that contradicts: the server's clock was set", () => {
    const moved = { offsetMs: server + 3_600_000, errorMs: 60, measuredAtMs: 5_000 };
    expect(chooseEstimate(sharp, moved, 5_000)).toBe(moved);
  });

  it("lets an old estimate lose its worth to drift", () => {
    const hourLater = 3_600_000;
    expect(errorNowMs(sharp, hourLater)).toBe(370);
    const fresh = { offsetMs: server + 20, errorMs: 60, measuredAtMs: hourLater };
    expect(chooseEstimate(sharp, fresh, hourLater)).toBe(fresh);
  });
});
