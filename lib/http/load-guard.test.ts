import { describe, expect, it } from "vitest";
import { createLoadGuard, type LoadGuard } from "./load-guard";
import { classOfRequest, type RequestClass } from "./request-class";

const late = 400;
const inTime = 0;

/** Random numbers spread evenly from 0 to 1, so that shares come out as they are meant. */
function evenly(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return (count * 0.618_033_988_75) % 1;
  };
}

function fill(guard: LoadGuard, requestClass: RequestClass, count: number): void {
  for (let number = 0; number < count; number += 1) guard.enter(requestClass);
}

/** The share of requests that are refused while those before them are still being answered. */
function refusedShare(guard: LoadGuard, requestClass: RequestClass, count = 1_000): number {
  let refused = 0;
  for (let number = 0; number < count; number += 1) {
    if (guard.enter(requestClass)) guard.leave(requestClass);
    else refused += 1;
  }
  return refused / count;
}

function ticks(guard: LoadGuard, loopDelayMs: number, count: number): void {
  for (let number = 0; number < count; number += 1) guard.tick(loopDelayMs);
}

/** Time in which those in flight are answered and as many others come. */
function busyTicks(guard: LoadGuard, loopDelayMs: number, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const served = guard.reading().inFlight.buy;
    for (let left = 0; left < served; left += 1) guard.leave("buy");
    fill(guard, "buy", 300);
    guard.tick(loopDelayMs);
  }
}

describe("the class of a request", () => {
  it.each([
    ["GET", "/", "vital"],
    ["GET", "/sales/lamp", "vital"],
    ["GET", "/_next/static/x.js", "vital"],
    ["GET", "/api/health/ready", "vital"],
    ["GET", "/api/metrics", "vital"],
    ["POST", "/api/admin/sales/lamp/pause", "vital"],
    ["GET", "/api/time", "poll"],
    ["GET", "/api/sales/lamp/state", "poll"],
    ["GET", "/api/attempts/a1", "poll"],
    ["DELETE", "/api/attempts/a1", "poll"],
    ["POST", "/api/orders/o1/pay", "poll"],
    ["POST", "/api/webhooks/simulated", "poll"],
    ["POST", "/api/sales/lamp/attempts/t1", "buy"],
    ["POST", "/api/sales/lamp/ticket", "buy"],
    ["POST", "/api/auth/sign-in/email", "buy"],
    ["POST", "/api/auth/sign-up/email", "buy"],
    ["POST", "/api/auth/sign-out", "buy"],
  ])("%s %s is %s", (method, pathname, requestClass) => {
    expect(classOfRequest(method, pathname)).toBe(requestClass);
  });
});

describe("the guard", () => {
  it("refuses nobody while the loop is in time", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 300);
    busyTicks(guard, inTime, 100);
    expect(refusedShare(guard, "buy")).toBe(0);
    expect(guard.level()).toBe("calm");
  });

  it("refuses a growing share of buys while the loop is late, then all, and no polls meanwhile", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 300);
    fill(guard, "poll", 600);
    const shares: number[] = [];
    while (guard.reading().pressure < 1) {
      ticks(guard, late, 1);
      shares.push(refusedShare(guard, "buy"));
      if (guard.reading().pressure <= 1) expect(refusedShare(guard, "poll")).toBe(0);
    }
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it("refuses polls only after all buys, and pages and health never", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 300);
    fill(guard, "poll", 600);
    fill(guard, "vital", 10_000);
    ticks(guard, late, 200);
    expect(guard.level()).toBe("crowded");
    expect(refusedShare(guard, "buy")).toBe(1);
    expect(refusedShare(guard, "poll")).toBe(1);
    expect(refusedShare(guard, "vital")).toBe(0);
  });

  it("lets everybody in again when the loop is in time", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 300);
    busyTicks(guard, late, 200);
    busyTicks(guard, inTime, 60);
    expect(refusedShare(guard, "buy")).toBe(0);
    expect(guard.level()).toBe("calm");
  });

  it("refuses nobody for one long pause", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 300);
    guard.tick(2_000);
    busyTicks(guard, inTime, 20);
    expect(refusedShare(guard, "buy")).toBe(0);
  });

  it("serves few at once however late the loop is", () => {
    const guard = createLoadGuard(evenly());
    ticks(guard, late, 200);
    fill(guard, "buy", 255);
    fill(guard, "poll", 511);
    expect(guard.reading().inFlight).toMatchObject({ buy: 255, poll: 511 });
    expect([guard.enter("buy"), guard.enter("poll")]).toEqual([true, true]);
    expect([guard.enter("buy"), guard.enter("poll")]).toEqual([false, false]);
  });

  it("lets in fewer buys at once while they stay long, and more again when they do not", () => {
    const guard = createLoadGuard(evenly());
    fill(guard, "buy", 2_000);
    expect(guard.reading().inFlight.buy).toBe(1_024);
    ticks(guard, inTime, 20);
    expect(guard.reading().buysMax).toBe(256);
    expect(guard.level()).toBe("closed");
    for (let number = 0; number < 1_024; number += 1) guard.leave("buy");
    ticks(guard, inTime, 200);
    expect(guard.reading().buysMax).toBeGreaterThan(1_000);
    expect(guard.level()).toBe("calm");
  });

  it("lets in more than at first where they are answered quickly", () => {
    const guard = createLoadGuard(evenly());
    for (let tick = 0; tick < 100; tick += 1) {
      fill(guard, "buy", 5_000);
      const served = guard.reading().inFlight.buy;
      for (let number = 0; number < served; number += 1) guard.leave("buy");
      guard.tick(inTime);
    }
    expect(guard.reading().buysMax).toBe(4_096);
  });

  it("spreads those it refuses, wider the more there are", () => {
    const guard = createLoadGuard(evenly());
    const spread = () => {
      const waits = Array.from({ length: 1_000 }, () => guard.retryAfterMs());
      return { least: Math.min(...waits), most: Math.max(...waits) };
    };
    const calm = spread();
    expect(calm.least).toBeGreaterThanOrEqual(1_000);
    expect(calm.most - calm.least).toBeGreaterThan(900);
    ticks(guard, late, 200);
    const crowded = spread();
    expect(crowded.most - crowded.least).toBeGreaterThan(3_000);
    expect(crowded.most).toBeLessThanOrEqual(8_000);
  });
});

describe("what people decide", () => {
  it("lets in half of the buys, however few there are, and nothing less of the others", () => {
    const guard = createLoadGuard(evenly());
    guard.letIn(0.5);
    expect(refusedShare(guard, "buy")).toBeCloseTo(0.5, 1);
    expect([refusedShare(guard, "poll"), refusedShare(guard, "vital")]).toEqual([0, 0]);
    expect(guard.level()).toBe("thinning");
    guard.letIn(1);
    expect(refusedShare(guard, "buy")).toBe(0);
    expect(guard.level()).toBe("calm");
  });
});
