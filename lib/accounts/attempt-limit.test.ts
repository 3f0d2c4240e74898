import { describe, expect, it } from "vitest";
import { createAttemptLimit } from "./attempt-limit";

const rule = { max: 2, windowMs: 1_000 };

describe("a limit of tries", () => {
  it("lets the allowed number through and then says how long the window still lasts", () => {
    const limit = createAttemptLimit(rule);
    expect([limit.take("ana", 0), limit.take("ana", 400)]).toEqual([0, 0]);
    expect(limit.take("ana", 400)).toBe(600);
    expect(limit.take("ana", 999)).toBe(1);
    expect(limit.take("ana", 1_000)).toBe(0);
  });

  it("is not prolonged by tries that were refused", () => {
    const limit = createAttemptLimit(rule);
    for (let nowMs = 0; nowMs < 1_000; nowMs += 100) limit.take("ana", nowMs);
    expect(limit.take("ana", 1_000)).toBe(0);
  });

  it("counts each name for itself", () => {
    const limit = createAttemptLimit(rule);
    limit.take("ana", 0);
    limit.take("ana", 0);
    expect([limit.take("ana", 0) > 0, limit.take("ben", 0)]).toEqual([true, 0]);
  });

  it("gives a try back, and forgets all of a name", () => {
    const limit = createAttemptLimit(rule);
    limit.take("ana", 0);
    limit.take("ana", 0);
    limit.giveBack("ana");
    expect([limit.take("ana", 0), limit.take("ana", 0) > 0]).toEqual([0, true]);
    limit.forget("ana");
    expect(limit.take("ana", 0)).toBe(0);
    limit.giveBack("nobody");
    expect(limit.take("nobody", 0)).toBe(0);
  });

  it("locks nobody out when the clock is set back", () => {
    const limit = createAttemptLimit(rule);
    limit.take("ana", 1_000_000);
    limit.take("ana", 1_000_000);
    expect(limit.take("ana", 1_000)).toBe(0);
  });

  it("remembers a bounded number of names", () => {
    const limit = createAttemptLimit({ max: 1, windowMs: 1_000 }, 10);
    for (let index = 0; index < 1_000; index += 1) limit.take(`name ${index}`, 0);
    expect(limit.take("name 0", 0)).toBe(0);
    expect(limit.take("name 999", 0)).toBe(1_000);
  });
});
