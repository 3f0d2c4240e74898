import { describe, expect, it } from "vitest";
import { endOfCopy, proposeStart } from "./plan-copy";

describe("proposeStart", () => {
  const berlin = "Europe/Berlin";

  it("is a week later for a sale that is still ahead", () => {
    const nowMs = Date.parse("2026-06-01T00:00:00.000Z");
    expect(proposeStart("2026-06-05T10:00:00.000Z", berlin, nowMs)).toBe("2026-06-12 12:00");
  });

  it("is the next such weekday for one that is long over, at the same time of day across daylight saving", () => {
    const nowMs = Date.parse("2026-11-24T08:00:00.000Z");
    expect(proposeStart("2026-06-05T10:00:00.000Z", berlin, nowMs)).toBe("2026-11-27 12:00");
  });

  it("is ahead even on the very weekday and time", () => {
    const nowMs = Date.parse("2026-06-12T10:00:00.000Z");
    expect(proposeStart("2026-06-05T10:00:00.000Z", berlin, nowMs)).toBe("2026-06-19 12:00");
  });

  it("keeps seconds where a start has some", () => {
    const nowMs = Date.parse("2026-06-01T00:00:00.000Z");
    expect(proposeStart("2026-06-05T10:00:30.000Z", "UTC", nowMs)).toBe("2026-06-12 10:00:30");
  });
});

describe("endOfCopy", () => {
  it("keeps the length", () => {
    const sale = { startsAt: "2026-06-05T10:00:00.000Z", endsAt: "2026-06-05T10:30:00.000Z" };
    expect(endOfCopy(sale, "2026-07-01T22:45:00.000Z")).toBe("2026-07-01T23:15:00.000Z");
  });
});
