import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// An alarm about a metric that does not exist never rings, and one without a runbook wakes somebody for nothing.

const root = fileURLToPath(new URL("..", import.meta.url));
const rules = readFileSync(join(root, "docs/reference/alarms.yml"), "utf8");
const runbook = readFileSync(join(root, "docs/how-to/answer-an-alarm.md"), "utf8");

const alarms = rules
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((text) => ({
    name: /^\w+/.exec(text)?.[0] ?? "",
    expression: /^ {8}expr: (['"])(.+)\1$/m.exec(text)?.[2] ?? "",
    hasTime: /^ {8}for: \d+[smh]$/m.test(text),
    severity: /severity: (\w+)/.exec(text)?.[1],
    summary: /summary: "([^"]+)"/.exec(text)?.[1],
  }));

/** Every metric the product's code names. */
const metrics = new Set(
  readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(join(root, "lib", file), "utf8").matchAll(/"(zerohour_[a-z0-9_]+)"/g)])
    .map((match) => match[1] ?? ""),
);

function sectionOf(name: string): string {
  const [, after = ""] = runbook.split(`\n## ${name}\n`);
  return after.split("\n## ")[0] ?? "";
}

describe("the alarms", () => {
  it("are read at all", () => {
    expect(alarms.length).toBeGreaterThan(10);
    expect(new Set(alarms.map(({ name }) => name)).size).toBe(alarms.length);
  });

  it.each(alarms)("$name is whole and asks for metrics that exist", ({ expression, hasTime, severity, summary }) => {
    const named = expression.match(/zerohour_[a-z0-9_]+/g) ?? [];
    expect(named).not.toEqual([]);
    for (const metric of named) expect([...metrics]).toContain(metric);
    expect(hasTime).toBe(true);
    expect(["page", "ticket"]).toContain(severity);
    expect(summary).toBeTruthy();
  });

  it.each(alarms)("$name has a runbook with every part", ({ name }) => {
    for (const part of ["It means", "Shoppers see", "Look at", "Do", "It is over"]) {
      expect(sectionOf(name)).toContain(`- **${part}`);
    }
  });

  it("have no runbook too many", () => {
    const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
    expect(sections.sort()).toEqual(alarms.map(({ name }) => name).sort());
  });
});
