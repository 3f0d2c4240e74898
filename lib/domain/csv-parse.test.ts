import { describe, expect, it } from "vitest";
import { byteOrderMark, writeCsvRow } from "./csv";
import { type CsvReading, parseCsv } from "./csv-parse";

const bounds = { rowsMax: 5, columnsMax: 4 };
const rowsOf = (reading: CsvReading) =>
  reading.word === "read" ? reading.rows.map(({ line, cells }) => [line, ...cells]) : reading;

describe("CSV", () => {
  it.each([
    [
      "plain rows",
      "a,b\nc,d\n",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    [
      "no line end after the last row",
      "a,b\nc,d",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    [
      "line ends of Windows",
      "a,b\r\nc,d\r\n",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    [
      "line ends of an old Mac",
      "a,b\rc,d\r",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    ["a byte order mark", "\uFEFFa,b\n", [[1, "a", "b"]]],
    [
      "semicolons",
      "a;b;c,d\ne;1,5;f\n",
      [
        [1, "a", "b", "c,d"],
        [2, "e", "1,5", "f"],
      ],
    ],
    ["semicolons in quotation marks only", '"a;b;c",d\n', [[1, "a;b;c", "d"]]],
    ["quotation marks", '"say ""hi""","","""",x\n', [[1, 'say "hi"', "", '"', "x"]]],
    ["a quotation mark within a cell", '5" lamp,b\n', [[1, '5" lamp', "b"]]],
    [
      "line ends within cells",
      '"a\r\nb","c\nd"\ne,f\n',
      [
        [1, "a\r\nb", "c\nd"],
        [4, "e", "f"],
      ],
    ],
    ["empty cells", ",,\na,,\n", [[2, "a", "", ""]]],
    [
      "rows with nothing in them",
      "a,b\n\n , \n,\nc,d\n\n",
      [
        [1, "a", "b"],
        [5, "c", "d"],
      ],
    ],
    [
      "rows of unequal length",
      "a,b\nc\n",
      [
        [1, "a", "b"],
        [2, "c"],
      ],
    ],
    ["nothing", "", []],
    ["a byte order mark and nothing", "\uFEFF", []],
  ])("is read with %s", (_, text, rows) => {
    expect(rowsOf(parseCsv(text, bounds))).toEqual(rows);
  });

  it.each<[string, string, CsvReading]>([
    ["a cell that is never closed", 'a,b\n"c,d\ne,f\n', { word: "open_quote", line: 2 }],
    ["text behind a closed cell", 'a,b\n"c"d,e\n', { word: "text_after_quote", line: 2 }],
    ["text behind a closed cell of two lines", '"a\nb"c\n', { word: "text_after_quote", line: 2 }],
    ["too many rows", "1\n2\n3\n\n4\n5\n6\n7\n", { word: "too_many_rows", line: 7 }],
    ["too many columns", "a,b\n1,2,3,4,5\n", { word: "too_many_columns", line: 2 }],
  ])("is refused with %s", (_, text, reading) => {
    expect(parseCsv(text, bounds)).toEqual(reading);
  });

  it("takes as many rows and columns as the bounds say", () => {
    expect(rowsOf(parseCsv("1,2,3,4\n2\n3\n4\n5\n", bounds))).toHaveLength(5);
  });

  it("reads back what is written, whatever is in it", () => {
    const alphabet = ["a", ",", ";", '"', "\r\n", "\n", "\r", "\t", " ", "é", "🏔", "\u200F", "x"];
    // Numbers that look random and are the same in every run.
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let turn = 0; turn < 500; turn += 1) {
      const row = Array.from({ length: 3 }, () =>
        Array.from({ length: next(8) }, () => alphabet[next(alphabet.length)]).join(""),
      );
      // A first cell that is no formula: the apostrophes are a matter of csv.ts.
      const cells = ["name", ...row.map((cell) => `x${cell}`)];
      const reading = parseCsv(byteOrderMark + writeCsvRow(["h", "", "", ""]) + writeCsvRow(cells), bounds);
      expect(reading.word === "read" ? reading.rows[1]?.cells : reading).toEqual(cells);
    }
  });

  it("reads a megabyte of quotation marks without effort", () => {
    expect(parseCsv('"'.repeat(1_000_001), bounds)).toEqual({ word: "open_quote", line: 1 });
    expect(rowsOf(parseCsv(`"${'""'.repeat(400_000)}"`, bounds))).toHaveLength(1);
  });
});
