import { describe, expect, it } from "vitest";
import { withoutGuard, writeCsvRow } from "./csv";

describe("a row of CSV", () => {
  it.each([
    [["a", "b"], "a,b"],
    [["", null, "x"], ",,x"],
    [[1, -2, true], "1,-2,true"],
    [["a,b", "a;b", 'say "hi"'], '"a,b","a;b","say ""hi"""'],
    [["two\r\nlines", "tab\there"], '"two\r\nlines","tab\there"'],
    [[" padded ", "日本 🏔"], '" padded ",日本 🏔'],
  ])("of %j is %j", (values, row) => {
    expect(writeCsvRow(values)).toBe(`${row}\r\n`);
  });

  it.each(["=1+1", "+49", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x","y")'])(
    "lets no spreadsheet run %j",
    (text) => {
      const row = writeCsvRow([text]);
      expect(row).toMatch(/^"?'/);
      expect(withoutGuard(`'${text}`)).toBe(text);
    },
  );

  it("leaves texts alone that only look a little like formulas", () => {
    for (const text of ["a=b", "1-2", "don't", "'quoted'", "''", "e@mail"]) {
      expect(writeCsvRow([text])).toBe(`${text}\r\n`);
      expect(withoutGuard(text)).toBe(text);
    }
  });

  it("takes away exactly what it added, also from texts that begin with apostrophes", () => {
    for (const text of ["'=1", "''=1", "'-", "=", "'"]) {
      const written = writeCsvRow([text]).slice(0, -2);
      expect(withoutGuard(written)).toBe(text);
    }
  });

  it("would not come back the same by a rule that takes away every first apostrophe", () => {
    const simpler = (cell: string) => cell.replace(/^'/, "");
    const texts = ["'quoted'", "''", "'=1"];
    expect(texts.map((text) => simpler(writeCsvRow([text]).slice(0, -2)))).not.toEqual(texts);
    expect(texts.map((text) => withoutGuard(writeCsvRow([text]).slice(0, -2)))).toEqual(texts);
  });
});
