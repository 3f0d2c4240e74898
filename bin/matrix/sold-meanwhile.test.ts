import { describe, expect, it } from "vitest";
import type { Measured } from "./measure-line";
import { soldMeanwhile } from "./sold-meanwhile";

const sold: Measured = { step: "buy", sentMs: 1_100, heardMs: 1_150, word: "reserved", status: 202 };
const [begunMs, mendedMs] = [1_000, 2_000];
const judge = (...measured: readonly Measured[]) => soldMeanwhile(measured, begunMs, mendedMs);

describe("whether somebody bought while something was broken", () => {
  it("is so when one wish of many was accepted then", () => {
    expect(judge({ ...sold, word: "busy", status: 503 }, sold)).toBe(true);
  });

  it.each([
    ["everybody heard busy", { word: "busy", status: 503 }],
    ["everybody was refused", { word: "all_held", status: 409 }],
    ["nobody answered", { word: "network ECONNREFUSED", status: null }],
    ["only a wish accepted before was sent again", { status: 200 }],
    ["only somebody's poll was answered", { step: "poll" }],
    ["the wish was sent before it was broken", { sentMs: 990 }],
    ["the answer came when it was mended", { heardMs: 2_001 }],
  ] as const)("is not so when %s", (_, change) => {
    expect(judge({ ...sold, ...change })).toBe(false);
  });
});
