import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Runs axe on the page as it is and fails with what it found, element by element. */
export async function checkAccessibility(page: Page): Promise<void> {
  const source = await readFile(axePath, "utf8");
  await page.evaluate(source);
  const violations = await page.evaluate(async (values): Promise<Violation[]> => {
    const axe: { run(options: unknown): Promise<{ violations: Violation[] }> } = Reflect.get(window, "axe");
    return (await axe.run({ runOnly: { type: "tag", values } })).violations;
  }, rules);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
  );
  expect(found, "accessibility violations").toEqual([]);
}
