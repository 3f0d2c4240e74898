/*
 * Rows of CSV (RFC 4180) that people open in a spreadsheet. A spreadsheet runs a cell that begins with one of these
 * characters as a formula, whoever wrote it; an apostrophe in front makes it a text. Cells that begin with apostrophes
 * and such a character get one more, so that reading takes away exactly what writing added.
 */

const formulaLike = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Semicolons as well: in half of Europe they are what spreadsheets split at. */
const needsQuotes = /[",;\r\n\t]|^\s|\s$/;

export type CsvValue = string | number | boolean | null;

/** One row with its line end. Numbers stay numbers, null is an empty cell. */
export function writeCsvRow(values: readonly CsvValue[]): string {
  return `${values.map(writeCell).join(",")}\r\n`;
}

function writeCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = formulaLike.test(value) ? `'${value}` : value;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell's text without the apostrophe that `writeCsvRow` put in front. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formulaLike.test(cell) ? cell.slice(1) : cell;
}

/** With it in front, spreadsheets know that a file is UTF-8. */
export const byteOrderMark = "\uFEFF";
