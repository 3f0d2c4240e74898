import { describe, expect, it } from "vitest";
import { addDays, addMonths, dayAt, monthOf, readDay, spanOf, spellDay, spellMonth, weekOf } from "./calendar-days";

const berlin = "Europe/Berlin";
const hours = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (toMs - fromMs) / 3_600_000;

describe("days of a calendar", () => {
  it("are the zone's, not UTC's", () => {
    const atMs = Date.parse("2026-11-27T23:30:00.000Z");
    expect(dayAt(atMs, berlin)).toBe("2026-11-28");
    expect(dayAt(atMs, "America/New_York")).toBe("2026-11-27");
  });

  it("have 23 and 25 hours where the clocks are moved", () => {
    expect(hours(spanOf("2026-03-29", berlin))).toBe(23);
    expect(hours(spanOf("2026-10-25", berlin))).toBe(25);
    expect(hours(spanOf("2026-11-27", berlin))).toBe(24);
  });

  it("begin after a midnight that is skipped", () => {
    const span = spanOf("2026-04-24", "Africa/Cairo");
    expect(new Date(span.fromMs).toISOString()).toBe("2026-04-23T22:00:00.000Z");
    expect(hours(span)).toBe(23);
  });

  it("are read from an address, and are today where it names none", () => {
    expect(readDay("2026-02-28", "2026-11-27")).toBe("2026-02-28");
    for (const wrong of ["", "2026-02-30", "2026-13-01", "tomorrow"]) {
      expect(readDay(wrong, "2026-11-27")).toBe("2026-11-27");
    }
  });

  it("are counted on over months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  it("are spelled with weekday and month", () => {
    expect(spellDay("2026-11-27")).toBe("Fri 27 November");
    expect(spellMonth("2026-11-27")).toBe("November 2026");
  });
});

describe("weeks", () => {
  it("begin on Monday", () => {
    expect(weekOf("2026-11-27").at(0)).toBe("2026-11-23");
    expect(weekOf("2026-11-23").at(-1)).toBe("2026-11-29");
  });

  it("of a month hold all of it and no week more", () => {
    const november = monthOf("2026-11-27");
    expect(november.map((week) => week[0])).toEqual([
      "2026-10-26",
      "2026-11-02",
      "2026-11-09",
      "2026-11-16",
      "2026-11-23",
      "2026-11-30",
    ]);
    expect(monthOf("2027-02-10").map((week) => week[0])).toEqual([
      "2027-02-01",
      "2027-02-08",
      "2027-02-15",
      "2027-02-22",
    ]);
  });
});
