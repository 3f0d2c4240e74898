import { describe, expect, it } from "vitest";
import { ticketDelayMs } from "./plan-ticket";

const start = 1_763_634_000_000;

describe("ticketDelayMs", () => {
  it("spreads those who wait since long over five minutes once tickets are given", () => {
    const twoHours = 7_200_000;
    expect(ticketDelayMs(start - twoHours, start, 0)).toBe(twoHours - 1_800_000 + 1_000);
    expect(ticketDelayMs(start - twoHours, start, 0.999)).toBeLessThan(twoHours - 1_800_000 + 301_000);
  });

  it("spreads latecomers, and always leaves them time before the start", () => {
    expect(ticketDelayMs(start - 600_000, start, 0.5)).toBe(10_000);
    for (const beforeMs of [100, 3_000, 30_000]) {
      expect(ticketDelayMs(start - beforeMs, start, 0.999)).toBeLessThan(beforeMs / 2);
    }
  });

  it("leaves it to the click once the sale runs", () => {
    expect(ticketDelayMs(start, start, 0.5)).toBeNull();
  });
});
