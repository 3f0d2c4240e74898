import { describe, expect, it } from "vitest";
import { everyRow, notKeptYet, rowsOfTests } from "./every-row";

describe("the rows of the failure matrix", () => {
  it("have names of their own", () => {
    expect(new Set(everyRow.map(({ name }) => name)).size).toBe(everyRow.length);
  });

  it("hold every group of faults of servers, network and clocks", () => {
    const groups = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "P1", "P2", "P3", "P4", "P5", "C2", "C3"];
    expect([...new Set(everyRow.map(({ row }) => row))].sort()).toEqual(groups.sort());
  });

  it("are all played by every test run but those that take too long for it, and those that are not kept yet", () => {
    const byCommand = everyRow.filter((row) => !rowsOfTests.includes(row)).map(({ name }) => name);
    expect(byCommand.sort()).toEqual(
      [
        ...notKeptYet,
        "redis-killed-for-long",
        "books-sell-until-redis-is-back-empty",
        "books-sell-and-a-web-process-dies",
      ].sort(),
    );
  });

  it("name only rows that there are as not kept yet", () => {
    expect(notKeptYet.filter((name) => !everyRow.some((row) => row.name === name))).toEqual([]);
  });

  it("ask that somebody buys meanwhile of every sale that may be sold from the books", () => {
    const fromBooks = everyRow.filter(({ sale }) => sale?.withoutGate === "books");
    expect(fromBooks.filter(({ played }) => played === "always")).toHaveLength(1);
    expect(everyRow.filter(({ mustSell }) => mustSell)).toEqual(fromBooks);
  });

  it("tell whoever watches what happens and what the shopper sees, in sentences", () => {
    for (const { breaks, sees } of everyRow) expect([breaks.at(-1), sees.at(-1)]).toEqual([".", "."]);
  });
});
