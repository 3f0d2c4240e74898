import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { nameDay } from "./day-of";

const say = wordsOf("en");

const noonMs = Date.parse("2026-12-12T12:00:00.000Z");
const hourMs = 3_600_000;

describe("nameDay", () => {
  it("names today and tomorrow by the zone's own midnight", () => {
    expect(nameDay(noonMs, noonMs, "Europe/Berlin", say)).toBe("today");
    expect(nameDay(noonMs + 11 * hourMs, noonMs, "Europe/Berlin", say)).toBe("tomorrow");
    expect(nameDay(noonMs + 10 * hourMs, noonMs, "Europe/Berlin", say)).toBe("today");
    expect(nameDay(noonMs + 48 * hourMs, noonMs, "Europe/Berlin", say)).toBe("Mon 14 Dec");
  });

  it("speaks the page's language", () => {
    const chinese = wordsOf("zh");
    expect(nameDay(noonMs, noonMs, "Europe/Berlin", chinese)).toBe("今天");
    expect(nameDay(noonMs + 48 * hourMs, noonMs, "Europe/Berlin", chinese)).toBe("12月14日周一");
  });

  it("writes the date out while the present is unknown", () => {
    expect(nameDay(noonMs, null, "Europe/Berlin", say)).toBe("Sat 12 Dec");
  });
});
