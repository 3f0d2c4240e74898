import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { crashPoints } from "./crash-points";

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const told = read("crash-points.md");
const cells = (line: string) => line.split("|").map((cell) => cell.trim());
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map(cells);

function stepsOfTheLaw(): readonly string[] {
  const [, chapter = ""] = read("stock-law.md").split("## A purchase, step by step");
  const [table = ""] = chapter.split("\n## ");
  return rowsOf(table)
    .map(([, step = ""]) => step)
    .filter((step) => step !== "" && step !== "after this step" && !step.startsWith("---"));
}

it("is told point by point, in the order of the steps", () => {
  const names = rowsOf(told).flatMap(([, , point = ""]) => /^`([a-z.-]+)`$/.exec(point)?.[1] ?? []);
  expect(names.toSorted()).toEqual(crashPoints.map(({ name }) => name).toSorted());
  expect(new Set(names).size).toBe(names.length);
});

it("leaves out no step of a purchase", () => {
  const steps = stepsOfTheLaw();
  expect(steps.length).toBeGreaterThan(10);
  const covered = rowsOf(told).map(([, step = ""]) => step);
  const elsewhere = told.split("## Steps that no process dies in")[1] ?? "";
  expect(steps.filter((step) => !covered.includes(step) && !elsewhere.includes(`- ${step}:`))).toEqual([]);
});
