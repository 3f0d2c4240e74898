import { describe, expect, it } from "vitest";
import { type AttemptAnswer, chances, etaBands } from "@/lib/domain";
import { wordsOf } from "../words/words-of";
import { hasRisen, lineSentences, oddsWords } from "./line-sentences";

const say = wordsOf("en");

const inLine = (over: Partial<AttemptAnswer>): AttemptAnswer => ({
  attemptId: "a1_0123456789abcdefghijkl",
  saleSlug: "lamp",
  state: "queued",
  place: 12,
  ahead: 11,
  etaBand: "over_5_min",
  receivedAt: "2026-12-11T11:00:00.412Z",
  pollMs: 15_000,
  ...over,
});

const told = (over: Partial<AttemptAnswer>) => lineSentences(inLine(over), "UTC", say);

describe("what is known of a place in line", () => {
  it("is who holds what and until when, and how likely it is", () => {
    const odds = { chance: "fair", returned: 25, of: 100 } as const;
    expect(told({ held: 37, by: "2026-12-11T12:31:00.000Z", odds })).toEqual([
      "37 held by others, 11 ahead of you.",
      "The last hold ends 12:31.",
      "Chance: fair (in this shop’s past sales 1 in 4 held items came back).",
    ]);
  });

  it("beyond what is held is unlikely, not over, with or without a history", () => {
    const odds = { chance: "unlikely", returned: 25, of: 100 } as const;
    const beyond = { place: 215, ahead: 214, held: 120 };
    for (const answer of [told(beyond), told({ ...beyond, odds })]) {
      expect(answer).toEqual(["120 held by others, 214 ahead of you: unlikely, not over."]);
    }
    expect(told({ place: 1, ahead: 0, held: 6 })).toEqual(["6 held by others, you are next."]);
    // Negative control: a release that reaches the place makes it likely again.
    expect(told({ ...beyond, coming: 95 })).toEqual([
      "120 held by others, 214 ahead of you.",
      "95 more are released later; they go to the line first.",
    ]);
  });

  it("is nothing where the server says nothing", () => {
    expect(told({})).toEqual([]);
  });
});

describe("odds in words", () => {
  it("are never told better than they were", () => {
    const share = (returned: number, of: number) => oddsWords({ chance: "low", returned, of }, say);
    expect(share(27, 100)).toContain("1 in 4 ");
    expect(share(24, 100)).toContain("1 in 5 ");
    expect(share(68, 100)).toContain("6 in 10 ");
    expect(share(0, 48)).toContain("none of 48 ");
    expect(share(48, 48)).toContain("all of 48 ");
  });

  it("have a word for every chance", () => {
    const words = chances.map((chance) => oddsWords({ chance, returned: 1, of: 4 }, say));
    expect(new Set(words).size).toBe(chances.length);
  });
});

describe("a band that rises", () => {
  it("is one further up; unknown is neither more nor less", () => {
    expect(hasRisen("about_30s", "1_2_min")).toBe(true);
    expect(hasRisen("1_2_min", "about_30s")).toBe(false);
    for (const band of etaBands) {
      expect(hasRisen(band, band)).toBe(false);
      expect([hasRisen(band, "unknown"), hasRisen("unknown", band), hasRisen(undefined, band)]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });
});
