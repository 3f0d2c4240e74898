import { describe, expect, it } from "vitest";
import { createThrottle } from "./throttle";

describe("the throttle", () => {
  const first = "a1_first";
  const second = "a1_second";

  it("lets one wish of an account and sale through per interval and says how long to wait", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    expect(throttle.admit(1, "ana", first, 0)).toEqual({ word: "pass", refusal: null });
    expect(throttle.admit(1, "ana", second, 1_000)).toEqual({ word: "wait", retryAfterMs: 4_000 });
    expect(throttle.admit(1, "ana", second, 5_000)).toEqual({ word: "pass", refusal: null });
  });

  it("tells a repeated wish what it heard last, until the interval is over or another wish came", () => {
    const throttle = createThrottle<string>({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    throttle.refused(1, "ana", first, "sold out");
    expect(throttle.admit(1, "ana", first, 4_999)).toEqual({ word: "pass", refusal: "sold out" });
    expect(throttle.admit(1, "ana", first, 5_000)).toEqual({ word: "pass", refusal: null });
    throttle.admit(1, "ana", second, 10_000);
    throttle.refused(1, "ana", first, "a late answer to the wish before");
    expect(throttle.admit(1, "ana", second, 10_001)).toEqual({ word: "pass", refusal: null });
  });

  it("counts a refused wish again once the interval is over", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    throttle.admit(1, "ana", first, 6_000);
    expect(throttle.admit(1, "ana", second, 10_000)).toEqual({ word: "wait", retryAfterMs: 1_000 });
  });

  it("counts accounts and sales apart", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    expect(throttle.admit(2, "ana", second, 0)).toEqual({ word: "pass", refusal: null });
    expect(throttle.admit(1, "ben", second, 0)).toEqual({ word: "pass", refusal: null });
  });

  it("does not count a resend of a known key", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    for (let nowMs = 0; nowMs < 100; nowMs += 1) expect(throttle.admit(1, "ana", first, nowMs).word).toBe("pass");
    expect(throttle.admit(1, "ana", second, 5_000).word).toBe("pass");
  });

  it("does not count a resend of an earlier key that was accepted, but one of an earlier key that was refused", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    throttle.remember(1, "ana", first);
    throttle.admit(1, "ana", second, 5_000);
    expect(throttle.admit(1, "ana", first, 5_001).word).toBe("pass");
    expect(throttle.admit(1, "ana", "a1_third", 5_002).word).toBe("wait");
    throttle.admit(1, "ana", "a1_third", 10_000);
    expect(throttle.admit(1, "ana", second, 10_001).word).toBe("wait");
  });

  it("forgets no accepted key with a wish that was not processed", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    throttle.remember(1, "ana", first);
    throttle.admit(1, "ana", second, 5_000);
    throttle.forget(1, "ana", second);
    expect(throttle.admit(1, "ana", "a1_third", 5_001).word).toBe("pass");
    expect(throttle.admit(1, "ana", first, 5_002).word).toBe("pass");
  });

  it("forgets a wish that was not processed after all", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 0);
    throttle.forget(1, "ana", first);
    expect(throttle.admit(1, "ana", second, 1).word).toBe("pass");
  });

  it("never locks an account out for longer than the interval when the clock is set back", () => {
    const throttle = createThrottle({ intervalMs: 5_000 });
    throttle.admit(1, "ana", first, 1_000_000);
    expect(throttle.admit(1, "ana", second, 0).word).toBe("pass");
  });

  it("stays bounded: the longest silent are forgotten first", () => {
    const throttle = createThrottle({ intervalMs: 5_000, accountsMax: 2 });
    for (const account of ["ana", "ben", "cleo"]) throttle.admit(1, account, first, 0);
    expect(throttle.admit(1, "ana", second, 1).word).toBe("pass");
    expect(throttle.admit(1, "cleo", second, 1).word).toBe("wait");
  });
});
