import { describe, expect, it } from "vitest";
import { chanceOfReturn } from "./line-chance";

/** Counted through all ways in which so many units may come back; slow, and beyond doubt. */
function chanceByCounting(needed: number, held: number, share: number): number {
  let chance = 0;
  for (let ways = 0; ways < 2 ** held; ways += 1) {
    const back = Array.from({ length: held }, (_, unit) => (ways >> unit) & 1).reduce((sum, bit) => sum + bit, 0);
    if (back >= needed) chance += share ** back * (1 - share) ** (held - back);
  }
  return chance;
}

describe("the chance that enough comes back", () => {
  it("is what counting all ways gives", () => {
    for (const share of [0.02, 0.1, 0.25, 0.5, 0.9]) {
      for (let needed = 1; needed <= 10; needed += 1) {
        const chance = chanceByCounting(needed, 10, share);
        const word = chance >= 0.6 ? "good" : chance >= 0.15 ? "fair" : chance >= 0.02 ? "low" : "unlikely";
        expect([needed, share, chanceOfReturn(needed, 10, share)]).toEqual([needed, share, word]);
      }
    }
  });

  it("is fair for the twelfth of 37 held where one in four came back", () => {
    expect(chanceOfReturn(12, 37, 0.25)).toBe("fair");
  });

  it("says unlikely under 2 %, and where more are ahead than are held", () => {
    expect(chanceOfReturn(1, 1, 0.019)).toBe("unlikely");
    expect(chanceOfReturn(1, 1, 0.02)).toBe("low");
    expect(chanceOfReturn(215, 120, 0.9)).toBe("unlikely");
    expect(chanceOfReturn(1, 100, 0)).toBe("unlikely");
  });

  it("is good where nothing has to come back, and where everything always did", () => {
    expect(chanceOfReturn(0, 0, 0)).toBe("good");
    expect(chanceOfReturn(5, 5, 1)).toBe("good");
  });

  it("falls with the place and never rises, for few and for many, and does not break between them", () => {
    const order = ["good", "fair", "low", "unlikely"];
    for (const held of [1_000, 1_001, 100_000]) {
      const told = Array.from({ length: 60 }, (_, step) =>
        chanceOfReturn(1 + Math.round(held * 0.01 * step), held, 0.25),
      );
      const ranks = told.map((word) => order.indexOf(word));
      expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
      expect([told[0], told.at(-1)]).toEqual(["good", "unlikely"]);
    }
    for (const needed of [230, 249, 250, 251, 262, 264, 278, 280]) {
      expect(chanceOfReturn(needed, 1_001, 0.25)).toBe(chanceOfReturn(needed, 1_000, 0.25));
    }
  });
});
