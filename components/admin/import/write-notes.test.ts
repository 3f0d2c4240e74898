import { describe, expect, it } from "vitest";
import { parseCsv } from "@/lib/domain";
import { writeNotes } from "./write-notes";

describe("writeNotes", () => {
  it("writes one line a note, safe to open in a spreadsheet", () => {
    const text = writeNotes({
      rows: [
        {
          line: 2,
          slug: '=HYPERLINK("x")',
          title: "Lamp",
          errors: [{ line: 3, column: "price", message: 'is no price: "-5,00"' }],
          warnings: [{ line: 2, column: "image", message: "has none" }],
        },
        { line: 4, slug: "fine", title: "Fine", errors: [], warnings: [] },
      ],
      valid: 1,
      invalid: 1,
    });
    expect(text.startsWith("\uFEFFline,slug,column,kind,message\r\n")).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    const read = parseCsv(text, { rowsMax: 10, columnsMax: 10 });
    expect(read.word === "read" && read.rows.map(({ cells }) => cells.slice(2))).toEqual([
      ["column", "kind", "message"],
      ["price", "error", 'is no price: "-5,00"'],
      ["image", "warning", "has none"],
    ]);
  });
});
