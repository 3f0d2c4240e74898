import { describe, expect, it } from "vitest";
import { clockMoveSchema, planClockMove } from "./plan-clock-move";

const realMs = 1_000_000;

describe("moving the shop's clock", () => {
  it.each([
    [{ offsetMs: 5_000 }, "+0", "+5000"],
    [{ offsetMs: -5_000 }, "+70", "-5000"],
    [{ now: 1_500_000 }, "+0", "+500000"],
    [{ now: 1_500_000 }, "=7", "=1500000"],
    [{ advanceMs: 1_000 }, "+500", "+1500"],
    [{ advanceMs: 1_000 }, "=7000", "=8000"],
    [{ freeze: true }, "+500", "=1000500"],
    [{ freeze: 42 }, "+500", "=42"],
    [{ freeze: false }, "=1000700", "+700"],
    [{ freeze: false }, "-300", "-300"],
  ])("by %o from %s gives %s", (move, spec, after) => {
    expect(planClockMove(move, spec, realMs)).toBe(after);
  });

  it("takes moments as epoch milliseconds or as ISO text", () => {
    expect(clockMoveSchema.parse({ now: "2026-01-10T12:00:00.000Z" })).toEqual({ now: Date.UTC(2026, 0, 10, 12) });
  });

  it.each([{}, { offsetMs: 1, now: 2 }, { now: "soon" }, { freeze: "yes" }, { advanceMs: 1.5 }])(
    "refuses %o",
    (move) => {
      expect(clockMoveSchema.safeParse(move).success).toBe(false);
    },
  );
});
