import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { instantsOf, isTimeZone, utcOffsetAt, wallTimeAt } from "./wall-time";

const zones = Intl.supportedValuesOf("timeZone");
const firstDay = Temporal.Instant.from("2026-01-01T00:00:00Z");
const endDay = Temporal.Instant.from("2028-01-01T00:00:00Z");

const iso = (at: Temporal.Instant) => at.toString({ fractionalSecondDigits: 3 });

/** What Temporal, an implementation of its own, says of a wall time. */
function oracle(wall: Temporal.PlainDateTime, timeZone: string): ReturnType<typeof instantsOf> {
  const read = (disambiguation: "earlier" | "later") => wall.toZonedDateTime(timeZone, { disambiguation });
  const [earlier, later] = [read("earlier"), read("later")];
  const [first, second] = [iso(earlier.toInstant()), iso(later.toInstant())];
  if (first === second) return { word: "one", at: first };
  return earlier.toPlainDateTime().equals(wall)
    ? { word: "two", earlier: first, later: second }
    : { word: "none", before: first, after: second };
}

function transitionsOf(timeZone: string): readonly Temporal.Instant[] {
  const found: Temporal.Instant[] = [];
  let next = firstDay.toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  while (next !== null && Temporal.Instant.compare(next.toInstant(), endDay) < 0) {
    found.push(next.toInstant());
    next = next.getTimeZoneTransition("next");
  }
  return found;
}

const minutesAround = [-121, -91, -61, -60, -31, -30, -1, 0, 1, 15, 29, 30, 31, 59, 60, 61, 90, 120];

describe("wall times", () => {
  it("are read as Temporal reads them, in every zone, around every change of its clocks in two years", () => {
    const words = { one: 0, none: 0, two: 0, unreadable: 0 };
    for (const zone of zones) {
      for (const transition of transitionsOf(zone)) {
        for (const minutes of minutesAround) {
          const wall = transition.add({ minutes }).toZonedDateTimeISO(zone).toPlainDateTime();
          // As the clocks would show it if they had not been changed: that is where times are skipped.
          const unchanged = transition.subtract({ seconds: 1 }).toZonedDateTimeISO(zone).toPlainDateTime();
          for (const wished of [wall, unchanged.add({ seconds: 1 }).add({ minutes })]) {
            const reading = instantsOf(wished.toString(), zone);
            expect(reading, `${wished} in ${zone}`).toEqual(oracle(wished, zone));
            words[reading.word] += 1;
          }
        }
      }
    }
    // The clocks of many zones change, and every kind of answer was seen often.
    expect(Math.min(words.one, words.none, words.two)).toBeGreaterThan(1_000);
    expect(words.unreadable).toBe(0);
  }, 60_000);

  it("would be read wrongly with the offset of one moment alone, which is what the test above can see", () => {
    let wrong = 0;
    for (const transition of transitionsOf("Europe/Berlin")) {
      for (const minutes of minutesAround) {
        const wall = transition.add({ minutes }).toZonedDateTimeISO("Europe/Berlin").toPlainDateTime();
        const asUtc = `${wall.toString({ smallestUnit: "millisecond" })}Z`;
        const shownMs = Date.parse(`${wallTimeAt(asUtc, "Europe/Berlin")}Z`);
        const guess = new Date(2 * Date.parse(asUtc) - shownMs).toISOString();
        if (JSON.stringify(oracle(wall, "Europe/Berlin")) !== JSON.stringify({ word: "one", at: guess })) wrong += 1;
      }
    }
    expect(wrong).toBeGreaterThan(0);
  });

  it("are read and written as Temporal does at ordinary times, in every zone", () => {
    for (const [index, zone] of zones.entries()) {
      for (let month = 0; month < 24; month += 1) {
        const at = firstDay.add({ hours: month * 730 + index, minutes: index * 7, seconds: index });
        const wall = at.toZonedDateTimeISO(zone).toPlainDateTime();
        expect(instantsOf(wall.toString(), zone), `${wall} in ${zone}`).toEqual(oracle(wall, zone));
        const shown = wallTimeAt(iso(at), zone);
        expect(Temporal.PlainDateTime.from(shown).equals(wall), `${shown} in ${zone}`).toBe(true);
        expect(utcOffsetAt(iso(at), zone)).toBe(at.toZonedDateTimeISO(zone).offset);
      }
    }
  }, 60_000);

  it.each([
    ["an ordinary one", "2026-12-01T10:00", "Europe/Berlin", { word: "one", at: "2026-12-01T09:00:00.000Z" }],
    ["one with a space", "2026-12-01 10:00", "Europe/Berlin", { word: "one", at: "2026-12-01T09:00:00.000Z" }],
    ["one with a fraction", "2026-12-01T10:00:30.5", "UTC", { word: "one", at: "2026-12-01T10:00:30.500Z" }],
    ["24:00", "2026-12-31T24:00", "Asia/Tokyo", { word: "one", at: "2026-12-31T15:00:00.000Z" }],
    ["a zone of half hours", "2026-12-01T10:00", "Asia/Kolkata", { word: "one", at: "2026-12-01T04:30:00.000Z" }],
    ["a zone of quarters", "2026-12-01T10:00", "Asia/Kathmandu", { word: "one", at: "2026-12-01T04:15:00.000Z" }],
    [
      "one that spring skips",
      "2026-03-29T02:30",
      "Europe/Berlin",
      { word: "none", before: "2026-03-29T00:30:00.000Z", after: "2026-03-29T01:30:00.000Z" },
    ],
    [
      "one that autumn repeats",
      "2026-10-25T02:30",
      "Europe/Berlin",
      { word: "two", earlier: "2026-10-25T00:30:00.000Z", later: "2026-10-25T01:30:00.000Z" },
    ],
    [
      "one in the half hour Lord Howe skips",
      "2026-10-04T02:15",
      "Australia/Lord_Howe",
      { word: "none", before: "2026-10-03T15:15:00.000Z", after: "2026-10-03T15:45:00.000Z" },
    ],
    [
      "one in the half hour Lord Howe repeats",
      "2026-04-05T01:45",
      "Australia/Lord_Howe",
      { word: "two", earlier: "2026-04-04T14:45:00.000Z", later: "2026-04-04T15:15:00.000Z" },
    ],
    [
      "one of the day Samoa skipped",
      "2011-12-30T12:00",
      "Pacific/Apia",
      { word: "none", before: "2011-12-29T22:00:00.000Z", after: "2011-12-30T22:00:00.000Z" },
    ],
  ] as const)("read %s", (_, wall, zone, reading) => {
    expect(instantsOf(wall, zone)).toEqual(reading);
  });

  it.each([
    "",
    "tomorrow",
    "2026-12-01",
    "10:00",
    "2026-02-29T10:00",
    "2026-13-01T10:00",
    "2026-00-01T10:00",
    "2026-12-00T10:00",
    "2026-12-01T24:01",
    "2026-12-01T25:00",
    "2026-12-01T10:60",
    "2026-12-01T10:00:60",
    "2026-12-01T10:00Z",
    "2026-12-01T10:00+01:00",
    "0001-01-01T00:00",
    " 2026-12-01T10:00",
  ])("do not read %j", (wall) => {
    expect(instantsOf(wall, "Europe/Berlin")).toEqual({ word: "unreadable" });
  });

  it.each([
    ["2026-12-01T09:00:00.000Z", "2026-12-01T10:00"],
    ["2026-12-01T09:00:05.000Z", "2026-12-01T10:00:05"],
    ["2026-12-01T09:00:00.250Z", "2026-12-01T10:00:00.250"],
    ["2026-12-31T23:00:00.000Z", "2027-01-01T00:00"],
  ])("show %s as %s", (at, wall) => {
    expect(wallTimeAt(at, "Europe/Berlin")).toBe(wall);
    expect(instantsOf(wall, "Europe/Berlin")).toEqual({ word: "one", at });
  });

  it("tell two equal ones apart by their offsets", () => {
    const offsets = ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"].map((at) => [
      wallTimeAt(at, "Europe/Berlin"),
      utcOffsetAt(at, "Europe/Berlin"),
    ]);
    expect(offsets).toEqual([
      ["2026-10-25T02:30", "+02:00"],
      ["2026-10-25T02:30", "+01:00"],
    ]);
    expect(utcOffsetAt("2026-12-01T00:00:00.000Z", "America/St_Johns")).toBe("-03:30");
  });

  it("take names of zones for zones, and nothing else", () => {
    expect(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"].every(isTimeZone)).toBe(true);
    expect(["", "+01:00", "Berlin", "Mars/Olympus", "02:00"].some(isTimeZone)).toBe(false);
    expect(() => instantsOf("2026-12-01T10:00", "Mars/Olympus")).toThrow(RangeError);
  });
});
