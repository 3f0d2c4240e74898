import { describe, expect, it } from "vitest";
import { applyClockSpec, createClock, isClockSpec } from "./clock";

describe("the shop's clock", () => {
  it("follows the machine until it is told otherwise", () => {
    let realMs = 1_000;
    const clock = createClock(() => realMs);
    expect(clock.nowMs()).toBe(1_000);
    realMs = 2_000;
    expect(clock.nowMs()).toBe(2_000);
    expect(clock.spec()).toBe("+0");
  });

  it("can be shifted, and frozen while the machine goes on", () => {
    let realMs = 1_000;
    const clock = createClock(() => realMs);
    clock.adjust("-400");
    expect(clock.nowMs()).toBe(600);
    clock.adjust("=5000");
    realMs = 9_999;
    expect(clock.nowMs()).toBe(5_000);
  });

  it("corrects another clock by the same spec", () => {
    expect(applyClockSpec("+250", 1_000)).toBe(1_250);
    expect(applyClockSpec("=7", 1_000)).toBe(7);
  });

  it.each(["", "5", "+", "+1.5", "=-1", "+1;drop", "+9999999999999999"])("refuses %j as a spec", (text) => {
    expect(isClockSpec(text)).toBe(false);
    expect(() => createClock().adjust(text)).toThrow("not a clock spec");
  });
});
