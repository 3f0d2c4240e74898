import { describe, expect, it } from "vitest";
import { retryDelayMs, spreadPollMs, waitAfterProblemMs } from "./polling";

describe("retryDelayMs", () => {
  it("doubles with every failure and never passes the cap with its spread", () => {
    expect(retryDelayMs(1, 0.5)).toBe(1_000);
    expect(retryDelayMs(2, 0.5)).toBe(2_000);
    expect(retryDelayMs(40, 1)).toBe(6_250);
  });
});

describe("spreadPollMs", () => {
  it("spreads by 20 % either way", () => {
    expect(spreadPollMs(3_000, 0, false)).toBe(2_400);
    expect(spreadPollMs(3_000, 1, false)).toBe(3_600);
  });

  it("keeps 0, which means never", () => {
    expect(spreadPollMs(0, 0.7, true)).toBe(0);
  });

  it("asks a third as often of those who save data", () => {
    expect(spreadPollMs(3_000, 0.5, true)).toBe(9_000);
  });
});

describe("waitAfterProblemMs", () => {
  it("waits as long as the server asks", () => {
    expect(waitAfterProblemMs(503, 2_000)).toBe(2_000);
  });

  it("waits 5 s when the server does not say", () => {
    expect(waitAfterProblemMs(429, null)).toBe(5_000);
  });

  it("does not ask again after a refusal that asking cannot change", () => {
    expect(waitAfterProblemMs(404, null)).toBe(0);
    expect(waitAfterProblemMs(401, 1_000)).toBe(0);
  });
});
