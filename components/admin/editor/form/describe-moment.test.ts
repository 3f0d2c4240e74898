import { describe, expect, it } from "vitest";
import { describeDistance, describeInZones } from "./describe-moment";

const atMs = Date.parse("2026-12-01T11:00:00.000Z");
const minuteMs = 60_000;

describe("describeDistance", () => {
  it.each([
    [(2 * 24 + 4) * 60 + 7, "in 2 d 4 h"],
    [24 * 60 + 5, "in 1 d"],
    [65, "in 1 h 5 min"],
    [0.75, "in 45 s"],
    [-5, "5 min ago"],
  ])("says %d minutes", (minutes, text) => {
    expect(describeDistance(atMs - minutes * minuteMs, atMs)).toBe(text);
  });
});

describe("describeInZones", () => {
  it("says each zone once, and the day where it is another", () => {
    expect(describeInZones(atMs, ["Europe/Berlin", "Asia/Shanghai", "Europe/Berlin", "UTC"])).toEqual([
      "Tue 1 Dec, 12:00 Berlin",
      "19:00 Shanghai",
      "11:00 UTC",
    ]);
    expect(describeInZones(atMs, ["Asia/Tokyo", "America/Los_Angeles"])).toEqual([
      "Tue 1 Dec, 20:00 Tokyo",
      "03:00 Los Angeles",
    ]);
    expect(describeInZones(atMs, ["UTC", "Pacific/Kiritimati"])[1]).toBe("Wed 2 Dec, 01:00 Kiritimati");
  });
});
