import { describe, expect, it } from "vitest";
import { countExtensionsLeft } from "./hold-rules";

const minuteMs = 60_000;
const reservedAtMs = 1_763_634_000_000;

function leftAfter(extensionsUsed: number, payByMinutes: number): number {
  return countExtensionsLeft({ reservedAtMs, payByMs: reservedAtMs + payByMinutes * minuteMs, extensionsUsed });
}

describe("countExtensionsLeft", () => {
  it("gives a hold of ten minutes ten extensions, which end half an hour after the reservation", () => {
    expect(leftAfter(0, 10)).toBe(10);
    expect(leftAfter(9, 28)).toBe(1);
    expect(leftAfter(10, 30)).toBe(0);
  });

  it("never gives more than ten, however short the hold", () => {
    expect(leftAfter(0, 1)).toBe(10);
    expect(leftAfter(10, 21)).toBe(0);
  });

  it("stops at half an hour even if fewer than ten were used", () => {
    expect(leftAfter(0, 29)).toBe(1);
    expect(leftAfter(0, 30)).toBe(0);
    expect(leftAfter(0, 45)).toBe(0);
  });
});
