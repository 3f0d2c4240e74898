import { describe, expect, it } from "vitest";
import { spellMoments } from "./spell-moments";

describe("spellMoments", () => {
  it("spells every moment of a text in the zone and nothing else", () => {
    const text = "ends at, from 2026-11-27T11:30:00.000Z to 2026-11-27T11:45:30Z; title, from 2026-11-27 to B";
    expect(spellMoments(text, "Europe/Berlin")).toBe(
      "ends at, from Fri 27 Nov, 12:30 to Fri 27 Nov, 12:45:30; title, from 2026-11-27 to B",
    );
  });
});
