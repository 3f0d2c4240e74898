import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** What says "left" where it means "where a line begins": such a page cannot be read from right to left. */
const physical =
  /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[a-z-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right)/;

/** Four values whose second and fourth differ: `padding: 0 0 8px 24px`. */
const fourValues = /^\s*(?:margin|padding|inset|border-width)\s*:\s*(\S+)\s+(\S+)\s+(\S+)\s+([^;\s]+)\s*;/;

function isOneSided(line: string): boolean {
  const [, , right, , left] = fourValues.exec(line) ?? [];
  return right !== left;
}

function physicalLines(css: string): string[] {
  return css.split("\n").filter((line) => physical.test(line) || isOneSided(line));
}

/** The admin speaks English only. */
const sheets = [
  "app/globals.css",
  ...readdirSync("components", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css") && !name.startsWith("admin/"))
    .map((name) => `components/${name}`),
];

it.each(sheets)("%s goes by where lines begin and end", (path) => {
  expect(physicalLines(readFileSync(path, "utf8"))).toEqual([]);
});

it.each([
  "margin-left: 1px;",
  "  right: 0;",
  "float: left;",
  "text-align: right;",
  "border-left: 1px solid;",
  "padding: 0 0 8px 24px;",
])("%s would be found", (line) => expect(physicalLines(`.box {\n${line}\n}`)).toHaveLength(1));

it.each([
  "margin-inline-start: 1px;",
  "inset-inline-end: 0;",
  "transform-origin: right;",
  "justify-content: left;",
  "padding: 0 8px 4px 8px;",
])("%s is no such thing", (line) => expect(physicalLines(line)).toEqual([]));
