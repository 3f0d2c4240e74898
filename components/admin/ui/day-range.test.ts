import { describe, expect, it } from "vitest";
import { dayEnd, dayStart } from "./day-range";

describe("a day in a zone", () => {
  it("begins and ends at that zone's midnights", () => {
    expect(dayStart("2026-11-27", "Europe/Berlin")).toBe("2026-11-26T23:00:00.000Z");
    expect(dayEnd("2026-11-27", "Europe/Berlin")).toBe("2026-11-27T23:00:00.000Z");
  });

  it("has 23 or 25 hours when the clocks change", () => {
    const hours = (day: string) =>
      (Date.parse(dayEnd(day, "Europe/Berlin") ?? "") - Date.parse(dayStart(day, "Europe/Berlin") ?? "")) / 3_600_000;
    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-10-25")).toBe(25);
  });

  it("is none for what is no day", () => {
    expect(dayStart("", "UTC")).toBeNull();
    expect(dayStart("2026-02-30", "UTC")).toBeNull();
    expect(dayEnd("soon", "UTC")).toBeNull();
  });
});
