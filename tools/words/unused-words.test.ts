import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readLanguage } from "../build-words";
import { listMessages, type MessageTree, readMessages } from "./messages";

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

/** What code says of words: `say.sale.buy.now`, and with a mark at its end what it looks up by a word: `say.sale.verbs[`. */
function saidIn(code: string): ReadonlySet<string> {
  const found = code.matchAll(/\b(?:say|wordsOf\([^)]*\))\.([\w.]+)(\[|;)?/g);
  return new Set(
    [...found]
      .map(([, path = "", mark = ""]) => (mark === "" ? path : `${path}*`))
      .flatMap((path) => [path, path.replace("*", "")]),
  );
}

/** A message is used where code says it, or looks it up in its group. */
function unusedIn(tree: MessageTree, code: string): string[] {
  const said = saidIn(code);
  return listMessages(tree)
    .map(([path]) => path)
    .filter((path) => {
      const groups = path.split(".").map((_, index, parts) => `${parts.slice(0, index).join(".")}*`);
      return !said.has(path) && !groups.some((group) => said.has(group));
    });
}

it("no message is left that no page says", () => {
  expect(unusedIn(readLanguage("en"), readCode())).toEqual([]);
});

it("a message that no page says would be found", () => {
  const tree = readMessages({ frame: { sales: "x", neverUsed: "y", missing: { title: "x", neverUsed: "z" } } });
  expect(unusedIn(tree, readCode())).toEqual(["frame.neverUsed", "frame.missing.neverUsed"]);
});
