import {
  checkSale,
  findFieldErrors,
  type ImportDefaults,
  type ImportNote,
  parseCsv,
  readSaleRows,
  readSaleTable,
  type SaleCandidate,
  type SaleColumn,
  type SaleFields,
  type Settings,
  saleColumns,
  usualSettings,
} from "../domain";
import type { HttpRequest } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest, type Read, refuse } from "./read-json";
import { type NewSaleSchema, newSaleSchemaFor } from "./read-sale";

export const importBytesMax = 1_000_000;
/** All drafts of a file are made in one transaction, so there are not too many of them. */
export const importSalesMax = 200;
const rowsMax = 2_000;

/** A sale of the file as far as the file alone can tell; `fields` is null when it has errors. */
export interface SaleToImport {
  readonly line: number;
  readonly slug: string;
  readonly title: string;
  readonly fields: SaleFields | null;
  readonly errors: readonly ImportNote[];
  readonly warnings: readonly ImportNote[];
}

export interface ImportInput {
  readonly dryRun: boolean;
  readonly sales: readonly SaleToImport[];
}

/** `?dryRun=0` makes drafts; anything the file itself has wrong as a whole is refused, wrong cells are told per sale. */
export async function readSaleImport(
  request: HttpRequest,
  defaults: ImportDefaults,
  nowMs: number,
): Promise<Read<ImportInput>> {
  const wish = request.searchParams.get("dryRun") ?? "1";
  if (wish !== "0" && wish !== "1") return refuse(invalidRequest([{ path: "dryRun", message: "must be 1 or 0" }]));
  const text = await readCsvBody(request);
  if (!text.ok) return text;
  const candidates = readCandidates(text.value, defaults);
  if (!candidates.ok) return candidates;
  const settings = { ...usualSettings, ...defaults };
  const schema = newSaleSchemaFor(settings);
  const sales = candidates.value.map((candidate) => checkCandidate(candidate, settings, schema, nowMs));
  return {
    ok: true,
    value: { dryRun: wish === "1", sales: sales.map((sale, index) => noteRepeated(sale, sales, index)) },
  };
}

async function readCsvBody(request: HttpRequest): Promise<Read<string>> {
  const type = request.header("content-type") ?? "";
  if (!/^text\/csv\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    return refuse(problemAnswer("unsupported_media_type", { detail: "Send the file as Content-Type: text/csv." }));
  }
  const bytes = await request.readBytes(importBytesMax);
  if (bytes === "too_large") {
    return refuse(problemAnswer("payload_too_large", { detail: "Send at most 1 MB; split the file in two." }));
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // What a database takes for the end of a text no spreadsheet writes.
    if (!text.includes("\0")) return { ok: true, value: text };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return refuseFile("is not UTF-8: save it as “CSV UTF-8” and send it again");
}

function refuseFile<T>(message: string, line?: number): Read<T> {
  return refuse(invalidRequest([{ path: line === undefined ? "file" : `line ${line}`, message }]));
}

function readCandidates(text: string, defaults: ImportDefaults): Read<readonly SaleCandidate[]> {
  const reading = parseCsv(text, { rowsMax, columnsMax: saleColumns.length * 2 });
  switch (reading.word) {
    case "too_many_rows":
      return refuseFile(`is row ${rowsMax + 1}: split the file in two`, reading.line);
    case "too_many_columns":
      return refuseFile(`has more than ${saleColumns.length * 2} columns`, reading.line);
    case "open_quote":
      return refuseFile("opens a cell with a quotation mark that nothing closes", reading.line);
    case "text_after_quote":
      return refuseFile("has text after the closing quotation mark of a cell; write two for one inside", reading.line);
    case "read":
      break;
  }
  const table = readSaleTable(reading.rows);
  if (table.word === "refused") return refuse(invalidRequest(table.errors));
  if (table.sales.length > importSalesMax) {
    return refuseFile(`has ${table.sales.length} sales: send at most ${importSalesMax} at once`);
  }
  const candidates = table.sales.flatMap(([first, ...more]) =>
    first === undefined ? [] : [readSaleRows([first, ...more], defaults)],
  );
  return { ok: true, value: candidates };
}

/** The schema and the rules of every new sale, told by line and column. A cell that could not be read is told once. */
function checkCandidate(
  candidate: SaleCandidate,
  settings: Settings,
  schema: NewSaleSchema,
  nowMs: number,
): SaleToImport {
  const { line, slug, title } = candidate;
  const checked = schema.safeParse(candidate.input);
  const found = checked.success
    ? findFieldErrors(checked.data)
    : checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const errors = [...candidate.errors];
  for (const { path, message } of found) {
    const place = candidate.placeOf(path);
    const isTold = errors.some((error) => error.line === place.line && error.column === place.column);
    if (!isTold) errors.push({ ...place, message: inColumns(message) });
  }
  const fields = checked.success && errors.length === 0 ? checked.data : null;
  return {
    line,
    slug,
    title,
    fields,
    errors,
    warnings: fields === null ? [] : warningsOf(fields, settings, line, nowMs),
  };
}

/** Rules over several fields name them as the API does. */
function inColumns(message: string): string {
  return message.replaceAll("startsAt", "starts_at").replaceAll("endsAt", "ends_at");
}

const columnOfCheck: Readonly<Record<string, SaleColumn>> = {
  start: "starts_at",
  length: "ends_at",
  end: "ends_at",
  night: "starts_at",
  price: "price",
  lowest_price: "lowest_price_30d",
  stock: "stock",
  limit: "limit",
  image: "image",
  admission: "admission",
  challenge: "challenge",
  invitations: "invite_only",
};

/** What publishing will say; a draft may have it all the same. */
function warningsOf(fields: SaleFields, { guards }: Settings, line: number, nowMs: number): readonly ImportNote[] {
  return checkSale(fields, { nowMs, hasBegun: false, invited: 0, neighbours: [], guards })
    .filter((check) => check.level !== "ok")
    .map(({ name, message }) => ({ line, column: columnOfCheck[name] ?? "slug", message }));
}

function noteRepeated(sale: SaleToImport, sales: readonly SaleToImport[], index: number): SaleToImport {
  const earlier = sales.slice(0, index).find((other) => other.slug === sale.slug);
  if (earlier === undefined || sale.slug === "") return sale;
  const error: ImportNote = { line: sale.line, column: "slug", message: `is the slug of line ${earlier.line} as well` };
  return { ...sale, fields: null, errors: [...sale.errors, error] };
}
