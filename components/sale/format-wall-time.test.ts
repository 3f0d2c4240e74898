import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatExactTime,
  formatMilliseconds,
  formatMinute,
  formatMoment,
  formatShortMoment,
  formatTime,
  zoneCity,
} from "./format-wall-time";

const noon = Date.parse("2026-12-11T11:00:00.000Z");

describe("wall times", () => {
  it("shows a moment by the clock of a zone", () => {
    expect(formatMoment(noon, "Europe/Berlin")).toBe("Fri 11 Dec, 12:00");
    expect(formatMoment(noon, "Asia/Shanghai")).toBe("Fri 11 Dec, 19:00");
    expect(formatMoment(Date.parse("2026-12-11T20:00:00Z"), "Asia/Shanghai")).toBe("Sat 12 Dec, 04:00");
  });

  it("knows summer time and midnight", () => {
    expect(formatMoment(Date.parse("2026-03-29T00:59:00Z"), "Europe/Berlin")).toBe("Sun 29 Mar, 01:59");
    expect(formatMoment(Date.parse("2026-03-29T01:00:00Z"), "Europe/Berlin")).toBe("Sun 29 Mar, 03:00");
    expect(formatTime(Date.parse("2026-12-10T23:00:00Z"), "Europe/Berlin")).toBe("00:00");
  });

  it("does not hide the seconds of a start that has some", () => {
    expect(formatTime(noon + 45_000, "Europe/Berlin")).toBe("12:00:45");
    expect(formatTime(noon, "Europe/Berlin")).toBe("12:00");
  });

  it("cuts a hold's minute and never rounds it up", () => {
    expect(formatMinute(noon + 59_999, "Europe/Berlin")).toBe("12:00");
    expect(formatExactTime(noon + 59_999, "Europe/Berlin")).toBe("12:00:59");
  });

  it("shows when a click was received to the millisecond", () => {
    expect(formatMilliseconds(noon + 412, "Europe/Berlin")).toBe("12:00:00.412");
    expect(formatMilliseconds(noon + 7, "Europe/Berlin")).toBe("12:00:00.007");
  });

  it("names the weekday only where it is not ambiguous", () => {
    expect(formatShortMoment(noon, noon - 86_400_000, "Europe/Berlin")).toBe("Fri 12:00");
    expect(formatShortMoment(noon, noon - 8 * 86_400_000, "Europe/Berlin")).toBe("11 Dec 12:00");
    expect(formatDate(noon, "Europe/Berlin")).toBe("11 Dec");
  });

  it("takes the city from a zone's name", () => {
    expect(zoneCity("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(zoneCity("UTC")).toBe("UTC");
  });
});
