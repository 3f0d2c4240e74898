import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { holdTime, spokenHoldTime } from "./hold-time";

const say = wordsOf("en");

describe("holdTime", () => {
  it("rounds up, so that 0:00 is never shown while time is left", () => {
    expect(holdTime(1)).toEqual({ word: "soon", text: "0:01" });
    expect(holdTime(9 * 60_000 + 41_001)).toEqual({ word: "calm", text: "9:42" });
  });

  it("turns from calm to soon at two minutes", () => {
    expect(holdTime(120_001).word).toBe("calm");
    expect(holdTime(120_000)).toEqual({ word: "soon", text: "2:00" });
  });

  it("is over at its end, not before", () => {
    expect(holdTime(0)).toEqual({ word: "over" });
    expect(holdTime(-5)).toEqual({ word: "over" });
  });

  it("counts minutes beyond the hour", () => {
    expect(holdTime(61 * 60_000)).toEqual({ word: "calm", text: "61:00" });
  });
});

describe("spokenHoldTime", () => {
  it("changes once a minute", () => {
    expect(spokenHoldTime(9 * 60_000, say)).toBe("9 minutes left to pay.");
    expect(spokenHoldTime(8 * 60_000 + 1, say)).toBe("9 minutes left to pay.");
    expect(spokenHoldTime(30_000, say)).toBe("Less than 1 minute left to pay.");
    expect(spokenHoldTime(0, say)).toBe("The time to pay is over.");
  });
});
