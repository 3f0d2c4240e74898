import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import {
  countdownFace,
  formatDuration,
  milestonePassed,
  spokenCountdown,
  spokenDuration,
  titleCountdown,
} from "./format-countdown";

const say = wordsOf("en");

const hour = 3_600_000;
const sharp = { showSeconds: true, clockErrorMs: 20 };

describe("countdownFace", () => {
  it.each([
    [72 * hour + 5, { kind: "days", days: 3 }],
    [48 * hour + 1, { kind: "days", days: 2 }],
    [48 * hour, { kind: "digits", text: "48:00:00" }],
    [hour + 61_000, { kind: "digits", text: "01:01:01" }],
    [10_001, { kind: "digits", text: "00:00:11" }],
    [10_000, { kind: "last", text: "10" }],
    [1, { kind: "last", text: "1" }],
    [0, { kind: "last", text: "0" }],
    [-500, { kind: "last", text: "0" }],
  ])("shows %i ms as %o", (remainingMs, face) => {
    expect(countdownFace(remainingMs, sharp)).toEqual(face);
  });

  it("reaches 0 at the moment and not a second before", () => {
    expect(countdownFace(999, sharp)).toEqual({ kind: "last", text: "1" });
  });

  it("shows minutes only where the reader wants no seconds, but still the last ten", () => {
    const calm = { ...sharp, showSeconds: false };
    expect(countdownFace(hour + 1_000, calm)).toEqual({ kind: "digits", text: "01:01" });
    expect(countdownFace(9_000, calm)).toEqual({ kind: "last", text: "9" });
  });

  it("does not count the last seconds by a clock that can be half a second off", () => {
    expect(countdownFace(8_000, { showSeconds: true, clockErrorMs: 501 })).toEqual({ kind: "any_moment" });
    expect(countdownFace(11_000, { showSeconds: true, clockErrorMs: 501 }).kind).toBe("digits");
  });
});

describe("the spoken clock", () => {
  it("names the two largest units", () => {
    expect(spokenDuration(252_000, say)).toBe("4 minutes 12 seconds");
    expect(spokenDuration(2 * 86_400_000 + 3 * hour, say)).toBe("2 days 3 hours");
    expect(spokenDuration(61_000, say)).toBe("1 minute 1 second");
    expect(spokenDuration(60_000, say)).toBe("1 minute");
    expect(spokenDuration(0, say)).toBe("0 seconds");
  });

  it("changes once a minute, not each second", () => {
    const texts = new Set<string>();
    for (let remainingMs = 300_000; remainingMs > 0; remainingMs -= 1_000)
      texts.add(spokenCountdown("opens", remainingMs, say));
    expect([...texts]).toEqual([
      "Opens in 5 minutes",
      "Opens in 4 minutes",
      "Opens in 3 minutes",
      "Opens in 2 minutes",
      "Opens in less than a minute",
    ]);
  });
});

describe("milestonePassed", () => {
  it("speaks five times in the last ten minutes and never twice for one", () => {
    const spoken: string[] = [];
    for (let remainingMs = 601_000; remainingMs > 0; remainingMs -= 1_000) {
      const text = milestonePassed(remainingMs + 1_000, remainingMs, say);
      if (text !== null) spoken.push(text);
    }
    expect(spoken).toEqual([
      "Opens in 10 minutes.",
      "Opens in 5 minutes.",
      "Opens in 1 minute.",
      "Opens in 30 seconds.",
      "Opens in 10 seconds.",
    ]);
  });

  it("speaks only the last of several that a sleeping tab has missed", () => {
    expect(milestonePassed(900_000, 20_000, say)).toBe("Opens in 30 seconds.");
  });

  it("leaves the start itself to the sale's own message", () => {
    expect(milestonePassed(5_000, 0, say)).toBeNull();
    expect(milestonePassed(20_000, -3_000, say)).toBeNull();
  });
});

describe("titles and durations", () => {
  it("puts the countdown into the tab's title within a day", () => {
    expect(titleCountdown(252_000)).toBe("04:12");
    expect(titleCountdown(hour + 252_000)).toBe("1:04:12");
    expect(titleCountdown(25 * hour)).toBeNull();
  });

  it("tells how long a sale took", () => {
    expect(formatDuration(192_000, say)).toBe("3 min 12 s");
    expect(formatDuration(400, say)).toBe("1 s");
    expect(formatDuration(120_000, say)).toBe("2 min");
    expect(formatDuration(hour + 240_000, say)).toBe("1 h 4 min");
  });
});
