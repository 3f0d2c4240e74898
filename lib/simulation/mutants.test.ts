import { describe, expect, it } from "vitest";
import { describeFound, explore } from "./explore";
import { mutants } from "./mutants";

/** The same stories in which the shop itself keeps every promise (simulation.test.ts). */
const seeds = { from: 1, count: 1_000 };
const patienceMs = 240_000;

describe("the same seeds find a shop that", () => {
  it.each(mutants)("$name", { timeout: patienceMs }, async ({ flaws }) => {
    const found = await explore(seeds, flaws);
    expect(found === null ? "nothing wrong" : describeFound(found)).toMatch(/ I\d+ /);
  });
});
