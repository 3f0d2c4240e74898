import { describe, expect, it } from "vitest";
import { type CalendarEvent, calendarFile } from "./calendar-file";

const event: CalendarEvent = {
  saleId: 7,
  slug: "aurora-lamp",
  title: "Aurora lamp",
  startsAtMs: Date.UTC(2026, 10, 27, 9),
  endsAtMs: Date.UTC(2026, 10, 27, 10),
  version: 3,
  phase: "scheduled",
  priceText: "€79.00",
  appOrigin: "https://shop.example:8443",
  nowMs: Date.UTC(2026, 10, 20),
};

/** As a calendar reads it: folded lines joined again. */
function read(file: string): readonly string[] {
  return file.replaceAll("\r\n ", "").split("\r\n");
}

describe("calendarFile", () => {
  it("names the sale once and for all, with its times in UTC and an alarm five minutes before", () => {
    const lines = read(calendarFile(event));
    expect(lines).toEqual(
      expect.arrayContaining([
        "UID:sale-7@shop.example",
        "SEQUENCE:3",
        "DTSTART:20261127T090000Z",
        "DTEND:20261127T100000Z",
        "STATUS:CONFIRMED",
        "TRIGGER:-PT5M",
        "URL:https://shop.example:8443/sales/aurora-lamp",
      ]),
    );
  });

  it("replaces the entry of a cancelled sale and rings for it no more", () => {
    const lines = read(calendarFile({ ...event, version: 4, phase: "cancelled" }));
    expect(lines).toEqual(expect.arrayContaining(["UID:sale-7@shop.example", "SEQUENCE:4", "STATUS:CANCELLED"]));
    expect(lines).not.toContain("BEGIN:VALARM");
  });

  it("keeps a title's commas, semicolons, backslashes and line ends from meaning anything", () => {
    const lines = read(calendarFile({ ...event, title: "Lamp; a, b \\ c\nEND:VEVENT" }));
    expect(lines).toContain("SUMMARY:Lamp\\; a\\, b \\\\ c\\nEND:VEVENT opens");
    expect(lines.filter((line) => line === "END:VEVENT")).toHaveLength(1);
  });

  it("folds lines at 75 octets between characters", () => {
    const title = "极光灯🏮".repeat(20);
    const file = calendarFile({ ...event, title });
    const octets = file.split("\r\n").map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(file).not.toContain("\uFFFD");
    expect(read(file)).toContain(`SUMMARY:${title} opens`);
  });
});
