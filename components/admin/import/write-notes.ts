import { byteOrderMark, type SaleImportAnswer, writeCsvRow } from "@/lib/domain";

/** What is wrong with the rows of a file, as a file to mend it by. */
export function writeNotes({ rows }: SaleImportAnswer): string {
  const notes = rows.flatMap(({ slug, errors, warnings }) => [
    ...errors.map(({ line, column, message }) => writeCsvRow([line, slug, column, "error", message])),
    ...warnings.map(({ line, column, message }) => writeCsvRow([line, slug, column, "warning", message])),
  ]);
  return `${byteOrderMark}${writeCsvRow(["line", "slug", "column", "kind", "message"])}${notes.join("")}`;
}
