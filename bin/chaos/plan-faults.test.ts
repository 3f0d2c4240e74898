import { describe, expect, it } from "vitest";
import { describeFault, everyFault, placeOf, planFaults } from "./plan-faults";

describe("a plan of faults", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(planFaults(7)).toEqual(planFaults(7));
    expect(planFaults(7)).not.toEqual(planFaults(8));
  });

  it("meets every kind of fault within as many seeds as there are kinds", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < everyFault().length; seed += 1) {
      for (const { fault } of planFaults(seed)) seen.add(`${fault.word} ${placeOf(fault)}`);
    }
    expect(seen).toEqual(new Set(everyFault().map((fault) => `${fault.word} ${placeOf(fault)}`)));
  });

  it("never breaks one thing twice at once, and ends", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const freeFrom = new Map<string, number>();
      for (const { fault, atMs, forMs } of planFaults(seed)) {
        const place = placeOf(fault);
        expect(atMs).toBeGreaterThanOrEqual(freeFrom.get(place) ?? atMs);
        expect(forMs).toBeLessThanOrEqual(2_500);
        freeFrom.set(place, atMs + forMs);
      }
    }
  });

  it("can be read", () => {
    expect(describeFault({ fault: { word: "freeze", wire: "web-redis" }, atMs: 1_500, forMs: 700 })).toBe(
      "freeze web-redis at 1.5 s for 0.7 s",
    );
    expect(describeFault({ fault: { word: "empty" }, atMs: -500, forMs: 0 })).toBe("empty redis at -0.5 s");
  });
});
