import { describe, expect, it } from "vitest";
import { describeTwin, readMoment, readWall, writeMoment } from "./read-moment";

describe("readWall", () => {
  it.each([
    ["2026-12-01 12:00", "2026-12-01 12:00"],
    ["2026-12-01T12:00", "2026-12-01 12:00"],
    ["2026-12-1 9:05", "2026-12-01 09:05"],
    ["2026-12-01 12:00:30", "2026-12-01 12:00:30"],
    ["1 Dec 2026 12:00", "2026-12-01 12:00"],
    ["Tue 1 December 2026, 7pm", "2026-12-01 19:00"],
    ["Dec 1, 2026 12:30 am", "2026-12-01 00:30"],
    ["1.12.2026 19:00", "2026-12-01 19:00"],
    ["31.12.2026 24:00", "2026-12-31 24:00"],
  ])("reads %s", (typed, wall) => {
    expect(readWall(typed)).toBe(wall);
  });

  it.each(["1/12/2026 12:00", "12:00", "2026-12-01", "2026-12-01 7", "2026-12-01 13pm", "1 Foo 2026 12:00", "soon"])(
    "does not guess at %s",
    (typed) => {
      expect(readWall(typed)).toBeNull();
    },
  );
});

describe("readMoment", () => {
  const typed = (text: string, which: "earlier" | "later" | null = null) => ({ text, which });

  it("finds the moment of a time in its zone", () => {
    expect(readMoment(typed("2026-12-01 12:00"), "Europe/Berlin")).toEqual({
      word: "at",
      at: "2026-12-01T11:00:00.000Z",
      twins: null,
    });
  });

  it("refuses a time that the clocks skip, with both ways out", () => {
    expect(readMoment(typed("2027-03-28 02:30"), "Europe/Berlin")).toEqual({
      word: "skipped",
      before: "2027-03-28T00:30:00.000Z",
      after: "2027-03-28T01:30:00.000Z",
    });
  });

  it("takes a time that the clocks show twice only with the choice", () => {
    const twins = { earlier: "2026-10-25T00:30:00.000Z", later: "2026-10-25T01:30:00.000Z" };
    expect(readMoment(typed("2026-10-25 02:30"), "Europe/Berlin")).toEqual({ word: "twice", twins });
    expect(readMoment(typed("2026-10-25 02:30", "later"), "Europe/Berlin")).toEqual({
      word: "at",
      at: twins.later,
      twins,
    });
    expect(describeTwin(twins.earlier, "Europe/Berlin")).toBe("02:30 (UTC+02:00)");
    expect(describeTwin(twins.later, "Europe/Berlin")).toBe("02:30 (UTC+01:00)");
  });

  it("says what is wrong otherwise", () => {
    expect(readMoment(typed(""), "UTC")).toEqual({ word: "empty" });
    expect(readMoment(typed("2026-02-30 12:00"), "UTC")).toEqual({ word: "unreadable" });
    expect(readMoment(typed("2026-12-01 12:00"), "Berlin")).toEqual({ word: "no_zone" });
  });

  it("reads back what it writes, also the second of two equal times", () => {
    for (const at of ["2026-12-01T11:00:00.000Z", "2026-10-25T01:30:00.000Z", "2026-12-01T11:00:07.250Z"]) {
      expect(readMoment(writeMoment(at, "Europe/Berlin"), "Europe/Berlin")).toMatchObject({ word: "at", at });
    }
  });
});
