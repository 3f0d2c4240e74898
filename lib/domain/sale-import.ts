import { withoutGuard } from "./csv";
import type { CsvRow } from "./csv-parse";
import type { FieldError } from "./problem";
import { findSaleColumn, neededColumns, type SaleCells, type SaleColumn, saleColumns } from "./sale-columns";

/** Something about one cell, to be read after the column's name. */
export interface ImportNote {
  /** The line of the file, which is not the sale's first when the sale has several rows. */
  readonly line: number;
  readonly column: SaleColumn;
  readonly message: string;
}

/** One sale of a file. */
export interface SaleImportRow {
  /** Where its first row begins. */
  readonly line: number;
  readonly slug: string;
  readonly title: string;
  readonly errors: readonly ImportNote[];
  /** What would stop or hinder its publishing later. */
  readonly warnings: readonly ImportNote[];
}

/** POST /api/admin/sales/import?dryRun=1 */
export interface SaleImportAnswer {
  readonly rows: readonly SaleImportRow[];
  /** Sales without errors. */
  readonly valid: number;
  readonly invalid: number;
}

/** POST /api/admin/sales/import?dryRun=0 */
export interface SaleImportedAnswer {
  /** Slugs of the drafts, in the order of the file. */
  readonly created: readonly string[];
}

export type SaleTable =
  | { readonly word: "read"; readonly sales: readonly (readonly SaleCells[])[] }
  /** `path` is `line 1` and the like. */
  | { readonly word: "refused"; readonly errors: readonly FieldError[] };

/** Rows of a file as rows of sales: the first row names the columns, and further rows of a sale follow its first. */
export function readSaleTable(rows: readonly CsvRow[]): SaleTable {
  const [header, ...rest] = rows;
  if (header === undefined) return refused("line 1", "names no columns: the file is empty");
  const columns = header.cells.map(findSaleColumn);
  const errors = headerErrors(header, columns);
  if (errors.length > 0) return { word: "refused", errors };
  if (rest.length === 0) return refused(`line ${header.line}`, "is the only one: there are no sales below it");
  const sales: SaleCells[][] = [];
  for (const row of rest) {
    if (row.cells.some((cell, index) => columns[index] === undefined && cell.trim() !== "")) {
      return refused(`line ${row.line}`, "has a cell in a column without a name");
    }
    const cells = cellsOf(row, columns);
    const last = sales.at(-1);
    if (last !== undefined && isMoreOf(last, cells)) last.push(cells);
    else sales.push([cells]);
  }
  return { word: "read", sales };
}

function refused(path: string, message: string): SaleTable {
  return { word: "refused", errors: [{ path, message }] };
}

function headerErrors(header: CsvRow, columns: readonly (SaleColumn | undefined)[]): readonly FieldError[] {
  const path = `line ${header.line}`;
  const errors: FieldError[] = [];
  for (const [index, column] of columns.entries()) {
    const text = header.cells[index]?.trim() ?? "";
    if (column === undefined && text !== "") {
      errors.push({ path, message: `names a column ${text.slice(0, 60)}, which is none of ${saleColumns.join(", ")}` });
    }
    if (column !== undefined && columns.indexOf(column) < index) {
      errors.push({ path, message: `names the column ${column} twice` });
    }
  }
  const missing = neededColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) errors.push({ path, message: `lacks the columns ${missing.join(", ")}` });
  return errors;
}

function cellsOf(row: CsvRow, columns: readonly (SaleColumn | undefined)[]): SaleCells {
  return {
    line: row.line,
    cell(column) {
      const index = columns.indexOf(column);
      return index === -1 ? "" : withoutGuard(row.cells[index] ?? "");
    },
  };
}

/** Without a title, and with the slug of the sale above or none, a row is more of that sale. */
function isMoreOf(sale: readonly SaleCells[], row: SaleCells): boolean {
  const slug = row.cell("slug").trim();
  return row.cell("title").trim() === "" && (slug === "" || slug === sale[0]?.cell("slug").trim());
}
