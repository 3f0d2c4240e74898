import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readLanguage } from "../build-words";
import { type MessageTree, readMessages } from "./messages";

/** The code of the pages, without what is made from the messages. */
function readCode(): string {
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  return files
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".generated.") && !path.includes(".test."))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

/** A message counts as used where code says `say.<namespace>.<name>`; a group in it may be looked up by a word. */
function unusedIn(tree: MessageTree, source: string): string[] {
  return Object.entries(tree).flatMap(([namespace, group]) =>
    Object.keys(group)
      .filter((name) => !new RegExp(`\\b(say|wordsOf\\([^)]*\\))\\.${namespace}(\\.${name}\\b|\\[)`).test(source))
      .map((name) => `${namespace}.${name}`),
  );
}

it("no message is left that no page says", () => {
  expect(unusedIn(readLanguage("en"), readCode())).toEqual([]);
});

it("a message that no page says would be found", () => {
  expect(unusedIn(readMessages({ shell: { sales: "x", neverUsed: "y" } }), readCode())).toEqual(["shell.neverUsed"]);
});
