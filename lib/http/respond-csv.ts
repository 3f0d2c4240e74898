import { byteOrderMark, type CsvValue, writeCsvRow } from "../domain";
import { type Answer, type HttpRequest, noStore } from "./message";
import { invalidRequest, type Read, refuse } from "./read-json";

/** A table to download. Rows come in pages, which are let go as soon as they are sent. */
export interface CsvTable {
  /** Without the ending: `orders`. */
  readonly name: string;
  readonly header: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly CsvValue[])[]>;
  /** Whether spreadsheets are told that it is UTF-8. */
  readonly bom: boolean;
}

/** A CSV file that is written while it is read, whatever its length: see Answer.stream. */
export function respondCsv(table: CsvTable): Answer {
  return {
    status: 200,
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${table.name.replace(/[^A-Za-z0-9_.-]/g, "-")}.csv"`,
      "Cache-Control": noStore,
    },
    body: null,
    stream: writeTable(table),
  };
}

async function* writeTable({ header, pages, bom }: CsvTable): AsyncGenerator<string> {
  yield `${bom ? byteOrderMark : ""}${writeCsvRow(header)}`;
  for await (const rows of pages) yield rows.map(writeCsvRow).join("");
}

/** `?bom=1` */
export function readBom({ searchParams }: HttpRequest): Read<boolean> {
  const text = searchParams.get("bom");
  if (text !== null && text !== "0" && text !== "1") {
    return refuse(invalidRequest([{ path: "bom", message: "must be 0 or 1" }]));
  }
  return { ok: true, value: text === "1" };
}
