import { describe, expect, it } from "vitest";
import { compareClocks, readOffset } from "./check-clocks";

describe("the clocks of web, PostgreSQL and Redis", () => {
  it("are read at the middle of the round trip", () => {
    expect(readOffset(1_000, 1_050, 1_100)).toEqual({ offsetMs: 0, roundTripMs: 100 });
    expect(readOffset(1_000, 1_350, 1_100)).toEqual({ offsetMs: 300, roundTripMs: 100 });
  });

  it.each([
    ["in_step", 0, 0, 0],
    ["in_step", 250, 0, 10],
    ["apart", 251, 0, 10],
    ["apart", -200, 200, 10],
    ["in_step", 200, 200, 10],
    // So far apart that no way explains it.
    ["apart", 3_000, 0, 1_000],
    ["unclear", 300, 0, 1_000],
    ["unclear", 0, 0, 201],
  ])("are %s with offsets of %i and %i ms over %i ms", (word, postgresMs, redisMs, roundTripMs) => {
    const reading = (offsetMs: number) => ({ offsetMs, roundTripMs });
    expect(compareClocks(reading(postgresMs), reading(redisMs)).word).toBe(word);
  });
});
