import { describe, expect, it } from "vitest";
import { dueAtMs, dueBy, offerLoad } from "./offer-load";
import type { Wire } from "./open-wire";

describe("a fixed rate", () => {
  it("has each request due at its own moment, and none before", () => {
    expect(dueBy(-1, 2_000)).toBe(0);
    for (const perSecond of [1, 3, 50, 2_000, 33_333]) {
      for (const number of [0, 1, 7, 1_000]) {
        const atMs = dueAtMs(number, perSecond);
        expect(dueBy(atMs + 1e-6, perSecond)).toBe(number + 1);
        expect(dueBy(atMs - 1e-6, perSecond)).toBe(number);
      }
    }
  });

  it("counts the time from when a request was due, also when it could not be sent then", async () => {
    // A shop that says nothing until all are there: no later request waits for an earlier answer.
    const held: (() => void)[] = [];
    const wire: Wire = {
      send: (_, heard) => {
        held.push(() => heard(null));
        if (held.length === 20) for (const answer of held) answer();
      },
      waiting: () => 0,
      close: () => undefined,
    };
    const took: number[] = [];
    const next = () => "GET / HTTP/1.1\r\n\r\n";
    await offerLoad([{ wire, perSecond: 200, next, heard: (_, tookMs) => took.push(tookMs) }], 0.1);
    expect(took).toHaveLength(20);
    // All were answered when the last was sent, at its due moment at the earliest: so long the others had waited.
    for (const [number, tookMs] of took.entries()) {
      expect(tookMs).toBeGreaterThanOrEqual(dueAtMs(19, 200) - dueAtMs(number, 200));
    }
  });
});
