import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corruptions } from "../testing/audit-corruptions";
import { mutants } from "../testing/history-mutants";
import { bookChecks } from "./books/book-checks";
import { gateChecks } from "./gate/gate-checks";
import { historyChecks } from "./history/history-checks";
import { historyIsWhole } from "./history/pair-requests";
import { watchedBooks, watchedGate } from "./watch/watched-checks";

// One list of what holds each of the sixteen promises, and proof that the list is whole: every invariant has checks, every
// check has something wrong that it was shown to find, and the page for operators says the same.

const logChain = { name: "log-chain", invariant: "I14" };
const everyCheck = [...bookChecks, ...gateChecks, logChain, historyIsWhole, ...historyChecks];
const everyMutant = [...corruptions, ...mutants];
const invariants = Array.from({ length: 16 }, (_, at) => `I${at + 1}`);

/** What pages show is in no record: tests in a browser hold it. */
const inTheBrowser = [
  { file: "e2e/clock.spec.ts", title: "a device clock that is " },
  {
    file: "e2e/whole-way.spec.ts",
    title: "a shopper waits for the start, signs in, buys with one click, pays and sees the sale end",
  },
  {
    file: "e2e/line.spec.ts",
    title: "progress only moves forward, over a reload too, and a place that moves is not spoken",
  },
  {
    file: "e2e/without-javascript.spec.ts",
    title: "sold out, paused, cancelled and ended have nothing to send, and say why",
  },
];

const page = readFileSync("docs/how-to/audit-the-shop.md", "utf8");
const rows = page.split("\n").filter((line) => /^\| I\d+ \|/.test(line));
/** Invariant, checks, when they hold. */
const checkRows = rows
  .filter((line) => !line.includes("| found by "))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const mutantRows = rows.filter((line) => line.includes("| found by "));
const invariantOf = new Map(everyCheck.map(({ name, invariant }) => [name, invariant]));

describe("each invariant", () => {
  it.each(invariants)("%s is looked after by a check that was shown to find a breach", (invariant) => {
    const names = everyCheck.filter((check) => check.invariant === invariant).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect(everyMutant.filter(({ found }) => found.includes(name)).length, name).toBeGreaterThan(0);
    }
  });

  it("I16, that no page goes back, is held in the browser by tests of these names", () => {
    for (const { file, title } of inTheBrowser) {
      expect(readFileSync(file, "utf8"), file).toContain(title);
      expect(page, file).toContain(file);
    }
  });
});

describe("the page for operators", () => {
  it("names every check under its invariant", () => {
    for (const { name, invariant } of everyCheck) {
      const told = checkRows.some(([, number, checks]) => number === invariant && checks?.includes(`\`${name}\``));
      expect(told, `${name} under ${invariant}`).toBe(true);
    }
  });

  it("names no check that is not there", () => {
    const known = new Set(everyCheck.map(({ name }) => name));
    const told = checkRows.flatMap(([, , checks = ""]) =>
      [...checks.matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name),
    );
    expect(told.filter((name) => !known.has(name))).toEqual([]);
  });

  it("tells what each check was shown to find, in the words of the tests, and nothing else", () => {
    const expected = everyMutant.map(({ what, found }) => {
      const names = found.map((name) => `\`${name}\``).join(", ");
      return `| ${invariantOf.get(found[0] ?? "")} | ${what} | found by ${names} |`;
    });
    expect([...mutantRows].sort()).toEqual(expected.sort());
  });

  it("names what is watched while a sale is on", () => {
    for (const { name } of [...watchedBooks, ...watchedGate])
      expect(page.split("## While a sale is on")[1]).toContain(`\`${name}\``);
  });
});

describe("checks", () => {
  it("have names of their own", () => {
    const names = everyCheck.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
