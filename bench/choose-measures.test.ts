import { describe, expect, it } from "vitest";
import type { BehindMeasure } from "./behind/behind-measure";
import { chooseMeasures, whoTakesPart } from "./choose-measures.mjs";
import { httpMeasures } from "./http-measures.mjs";

const run: BehindMeasure["run"] = async () => ({ lines: [] });
const behind: readonly BehindMeasure[] = [
  { name: "whole sale", run },
  { name: "memory", onlyInFull: true, run },
];
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe("what is measured", () => {
  it("is everything, but for what takes too long in a quick run", () => {
    const full = chooseMeasures(httpMeasures, behind, { only: "", quick: false });
    expect(full.measures).toHaveLength(httpMeasures.length);
    expect(namesOf(full.behind)).toEqual(["whole sale", "memory"]);
    const quick = chooseMeasures(httpMeasures, behind, { only: "", quick: true });
    expect(namesOf(quick.behind)).toEqual(["whole sale"]);
    expect(namesOf(quick.left)).toEqual(["memory"]);
  });

  it("is what has the words in its name, and who takes part follows from it", () => {
    const { measures, behind: chosen } = chooseMeasures(httpMeasures, behind, { only: "whole", quick: true });
    expect([namesOf(measures), namesOf(chosen)]).toEqual([[], ["whole sale"]]);
    expect(whoTakesPart(measures)).toEqual(["shop"]);
    const pages = chooseMeasures(httpMeasures, behind, { only: "page, gzip", quick: true });
    expect(whoTakesPart(pages.measures)).toEqual(["next", "shop"]);
  });

  it("must be something", () => {
    expect(() => chooseMeasures(httpMeasures, behind, { only: "nonsense", quick: true })).toThrow(/"buy, win"/);
  });
});
