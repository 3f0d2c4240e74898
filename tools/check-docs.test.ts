import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { problemCodes } from "../lib/domain";
import { problemStatus } from "../lib/http/problem";
import { scenarioNames } from "../lib/test-tools/scenarios";

// The docs say what exists. Whoever adds an address, a code, a variable or a command is told here where to write it.

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

function filesUnder(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ...filesUnder("docs", ".md")];

describe("the reference of the HTTP API", () => {
  const api = read("docs/reference/http-api.md");
  const testContract = read("docs/reference/test-contract.md");

  it.each(filesUnder("app/api", "route.ts"))("describes what %s answers", (file) => {
    const path = `/${dirname(file).replace(/^app\//, "")}`.replaceAll(/\[(\w+)\]/g, "{$1}");
    const methods = [...read(file).matchAll(/export const (GET|POST|PUT|PATCH|DELETE) =/g)].map((match) => match[1]);
    expect(methods).not.toEqual([]);
    // Where a table has two methods for an address, the longer spelling is in the same file.
    for (const method of methods) expect(`${api}${testContract}`).toMatch(describing(`${method} ${path}`));
  });

  it.each(problemCodes)("tells the status of %s", (code) => {
    expect(api).toContain(`| \`${code}\` | ${problemStatus(code)} |`);
  });
});

describe("the test contract", () => {
  it.each(scenarioNames)("describes the scenario %s", (name) => {
    expect(read("docs/reference/test-contract.md")).toContain(`| \`${name}\` |`);
  });
});

describe("the reference of the environment", () => {
  const variables = [...read("lib/platform/env.ts").matchAll(/^ {4}([A-Z][A-Z0-9_]+): /gm)].map(
    (match) => match[1] ?? "",
  );

  it("is compared with the schema", () => {
    expect(variables).toContain("DATABASE_URL");
  });

  it.each(variables)("describes %s", (name) => {
    expect(read("docs/reference/environment.md")).toContain(`\`${name}\``);
    if (name !== "NODE_ENV") expect(read(".env.example")).toMatch(new RegExp(`^(# )?${name}=`, "m"));
  });
});

describe.each(pages)("%s", (page) => {
  it("links only to what is there", () => {
    const targets = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    const own = targets.filter((target) => !/^[a-z]+:/.test(target));
    for (const target of own) {
      expect(existsSync(resolve(root, dirname(page), target)), `${page} links to ${target}`).toBe(true);
    }
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map((match) => match[1] ?? "");
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it("names only files that exist", () => {
    const named = [
      ...read(page).matchAll(/`((?:app|bin|components|e2e|lib|prisma|public|tools)\/[\w./[\]()-]+\.\w+)`/g),
    ];
    for (const [, path = ""] of named) expect(existsSync(join(root, path)), `${page} names ${path}`).toBe(true);
  });
});

function describing(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`${escaped}(?![\\w/{])`);
}
