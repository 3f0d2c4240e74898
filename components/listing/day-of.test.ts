import { describe, expect, it } from "vitest";
import { dayOf, nameDay } from "./day-of";

const noonMs = Date.parse("2026-12-12T12:00:00.000Z");
const hourMs = 3_600_000;

describe("dayOf", () => {
  it("is the date in the given zone", () => {
    expect(dayOf(noonMs, "Europe/Berlin")).toBe("Sat 12 Dec");
    expect(dayOf(noonMs + 6 * hourMs, "Asia/Shanghai")).toBe("Sun 13 Dec");
  });
});

describe("nameDay", () => {
  it("names today and tomorrow by the zone's own midnight", () => {
    expect(nameDay(noonMs, noonMs, "Europe/Berlin")).toBe("today");
    expect(nameDay(noonMs + 11 * hourMs, noonMs, "Europe/Berlin")).toBe("tomorrow");
    expect(nameDay(noonMs + 10 * hourMs, noonMs, "Europe/Berlin")).toBe("today");
    expect(nameDay(noonMs + 48 * hourMs, noonMs, "Europe/Berlin")).toBe("Mon 14 Dec");
  });

  it("writes the date out while the present is unknown", () => {
    expect(nameDay(noonMs, null, "Europe/Berlin")).toBe("Sat 12 Dec");
  });
});
