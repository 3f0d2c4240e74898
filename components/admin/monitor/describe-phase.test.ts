import { describe, expect, it } from "vitest";
import { describePhase } from "./describe-phase";

const times = { startsAt: "2026-11-27T11:00:00.000Z", endsAt: "2026-11-27T11:30:00.000Z", pausedAt: null };
const open = { endedAt: null, endedReason: null, cancelReason: null };
const say = (phase: Parameters<typeof describePhase>[0]["phase"], more = {}, sale = {}) =>
  describePhase({ phase, ...times, ...more }, { ...open, ...sale }, "Europe/Berlin");

describe("describePhase", () => {
  it("says when it opens and ends, with the zone", () => {
    expect(say("scheduled")).toBe("Scheduled. Opens Fri 27 Nov, 12:00 (Berlin).");
    expect(say("live")).toBe("Live. Ends Fri 27 Nov, 12:30 (Berlin).");
  });

  it("tells a pause before the start from one during the sale", () => {
    const pausedAt = "2026-11-27T11:07:05.000Z";
    expect(say("scheduled", { pausedAt })).toContain("will not open before it is resumed");
    expect(say("paused", { pausedAt })).toContain("Paused since 12:07:05");
  });

  it("says why it is over", () => {
    const endedAt = "2026-11-27T11:03:12.000Z";
    expect(say("ended", {}, { endedAt, endedReason: "sold_out" })).toBe(
      "Ended Fri 27 Nov, 12:03:12 (Berlin): everything is sold.",
    );
    expect(say("cancelled", {}, { cancelReason: "The maker found a fault." })).toBe(
      "Cancelled: The maker found a fault.",
    );
  });
});
