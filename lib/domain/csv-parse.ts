/*
 * Reads CSV as spreadsheets write it: RFC 4180, with commas or semicolons, any line ends, and a byte order mark or none.
 */

export interface CsvBounds {
  /** Rows with something in them, the first with the names of the columns included. */
  readonly rowsMax: number;
  readonly columnsMax: number;
}

export interface CsvRow {
  /** Where it begins, as an editor counts lines, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvReading =
  /** Rows without anything in them are left out: spreadsheets add such at the end. */
  | { readonly word: "read"; readonly delimiter: "," | ";"; readonly rows: readonly CsvRow[] }
  | { readonly word: "too_many_rows"; readonly line: number }
  | { readonly word: "too_many_columns"; readonly line: number }
  /** A quotation mark opens a cell on this line and none closes it. */
  | { readonly word: "open_quote"; readonly line: number }
  /** After the closing quotation mark of a cell comes something else than the next cell. */
  | { readonly word: "text_after_quote"; readonly line: number };

export function parseCsv(text: string, bounds: CsvBounds): CsvReading {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const delimiter = findDelimiter(source);
  const rows: CsvRow[] = [];
  const reader: Reader = { source, delimiter, at: 0, line: 1 };
  while (reader.at < source.length) {
    const line = reader.line;
    const cells = readRow(reader, bounds.columnsMax);
    if ("word" in cells) return cells;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (rows.length === bounds.rowsMax) return { word: "too_many_rows", line };
    rows.push({ line, cells });
  }
  return { word: "read", delimiter, rows };
}

/** Whatever is more frequent in the first line outside of quotation marks. */
function findDelimiter(source: string): "," | ";" {
  let commas = 0;
  let semicolons = 0;
  let quoted = false;
  for (const character of source) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) break;
    else if (!quoted && character === ",") commas += 1;
    else if (!quoted && character === ";") semicolons += 1;
  }
  return semicolons > commas ? ";" : ",";
}

interface Reader {
  readonly source: string;
  readonly delimiter: string;
  at: number;
  line: number;
}

type Broken = Exclude<CsvReading, { readonly word: "read" }>;

/** Reads to behind the end of the line that ends the row. */
function readRow(reader: Reader, columnsMax: number): readonly string[] | Broken {
  const { line } = reader;
  const cells: string[] = [];
  for (;;) {
    const cell = reader.source[reader.at] === '"' ? readQuoted(reader) : readPlain(reader);
    if (typeof cell !== "string") return cell;
    if (cells.length === columnsMax) return { word: "too_many_columns", line };
    cells.push(cell);
    if (reader.source[reader.at] !== reader.delimiter) break;
    reader.at += 1;
  }
  passLineEnd(reader);
  return cells;
}

/** A quotation mark inside is only a character, as in 5" lamp. */
function readPlain(reader: Reader): string {
  const from = reader.at;
  while (reader.at < reader.source.length && !endsCell(reader)) reader.at += 1;
  return reader.source.slice(from, reader.at);
}

function readQuoted(reader: Reader): string | Broken {
  const { line, source } = reader;
  const parts: string[] = [];
  for (;;) {
    const from = reader.at + 1;
    const close = source.indexOf('"', from);
    if (close === -1) return { word: "open_quote", line };
    parts.push(source.slice(from, close));
    reader.at = close + 1;
    if (source[reader.at] !== '"') break;
  }
  const text = parts.join('"');
  reader.line += text.split(/\r\n|\r|\n/).length - 1;
  if (reader.at < source.length && !endsCell(reader)) return { word: "text_after_quote", line: reader.line };
  return text;
}

function endsCell({ source, at, delimiter }: Reader): boolean {
  const character = source[at];
  return character === delimiter || character === "\n" || character === "\r";
}

function passLineEnd(reader: Reader): void {
  if (reader.at >= reader.source.length) return;
  reader.at += reader.source.startsWith("\r\n", reader.at) ? 2 : 1;
  reader.line += 1;
}
