import {
  type CellReading,
  readCountCell,
  readMinutesCell,
  readMoneyCell,
  readTimeCell,
  readYesCell,
} from "./read-sale-cell";
import { moreColumns, neededColumns, type SaleCells, type SaleColumn, saleColumns } from "./sale-columns";
import type { ImportNote } from "./sale-import";
import type { Settings } from "./usual-settings";
import { isTimeZone } from "./wall-time";

/** What holds for sales that do not say it themselves. */
export interface ImportDefaults extends Partial<Settings> {
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** One sale of a file, to be checked by the schema that checks every new sale. */
export interface SaleCandidate {
  readonly line: number;
  readonly slug: string;
  readonly title: string;
  /** As the body of POST /api/admin/sales; what is left out gets the usual value. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly errors: readonly ImportNote[];
  /** Where in the file a field of `input` comes from; `path` is dotted, as `items.1.stock`. */
  placeOf(path: string): { readonly line: number; readonly column: SaleColumn };
}

/** Asked only when rows are read: made on loading, it would run and weigh on every page that uses the domain. */
function isCurrency(text: string): boolean {
  return Intl.supportedValuesOf("currency").includes(text);
}

/** Reads the rows of one sale. What it cannot read is among the errors and not in `input`. */
export function readSaleRows(rows: readonly [SaleCells, ...SaleCells[]], defaults: ImportDefaults): SaleCandidate {
  const [first, ...more] = rows;
  const notes: ImportNote[] = [];
  const reader = createReader(notes);
  reader.needed(first);
  for (const row of more) reader.moreOnly(row, first.line);
  const currency = reader.known(first, "currency", defaults.currency, (text) => isCurrency(text), "EUR");
  const timeZone = reader.known(first, "time_zone", defaults.timeZone, isTimeZone, "Europe/Berlin");
  const money = (column: SaleColumn) => reader.read(first, column, (cell) => readMoneyCell(cell, currency));
  const time = (row: SaleCells, column: SaleColumn) => reader.read(row, column, (cell) => readTimeCell(cell, timeZone));
  const count = (column: SaleColumn) => reader.read(first, column, readCountCell);
  const flag = (column: SaleColumn) => reader.read(first, column, readYesCell);
  const items = rows.filter((row) => has(row, "sku", "item", "stock"));
  const images = rows.filter((row) => has(row, "image", "alt"));
  const releases = rows.filter((row) => has(row, "release_at", "release_units", "release_sku"));
  const input = {
    slug: text(first, "slug"),
    title: text(first, "title"),
    description: first.cell("description"),
    price: money("price"),
    regularPrice: money("regular_price"),
    lowestPrice30d: money("lowest_price_30d"),
    startsAt: time(first, "starts_at"),
    endsAt: time(first, "ends_at"),
    timeZone,
    items: items.map((row) => ({
      sku: text(row, "sku"),
      name: text(row, "item") || text(row, "sku"),
      stock: reader.needs(row, "stock", readCountCell),
    })),
    limitPerAccount: count("limit"),
    paymentWindowSeconds: reader.read(first, "payment_minutes", readMinutesCell),
    lineFactor: count("line_factor"),
    eligibility: defined({ minLevel: count("min_level"), inviteOnly: flag("invite_only") }),
    showExactStock: flag("show_exact_stock"),
    withoutGate: text(first, "without_gate") || undefined,
    images: images.map((row) => ({ url: text(row, "image"), alt: text(row, "alt") })),
    promoted: text(first, "promoted")
      .split(/[\s,;|]+/)
      .filter((slug) => slug !== ""),
    admission: text(first, "admission") || undefined,
    challenge: flag("challenge"),
    releases: releases.map((row) => ({
      at: reader.needs(row, "release_at", (cell) => readTimeCell(cell, timeZone)),
      quantity: reader.needs(row, "release_units", readCountCell),
      sku: text(row, "release_sku") || null,
    })),
  };
  return {
    line: first.line,
    slug: input.slug,
    title: input.title,
    input: defined(input),
    errors: notes,
    placeOf(path) {
      const [field = "", index = "", inner = ""] = path.split(".");
      const lists: Readonly<Record<string, readonly SaleCells[]>> = { items, images, releases };
      const row = lists[field]?.[Number(index)] ?? first;
      const column = columnOf[field in lists ? `${field}.${inner}` : path] ?? columnOf[field] ?? "slug";
      return { line: row.line, column };
    },
  };
}

const text = (row: SaleCells, column: SaleColumn): string => row.cell(column).trim();

const has = (row: SaleCells, ...columns: readonly SaleColumn[]) => columns.some((column) => text(row, column) !== "");

function defined(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

const columnOf: Readonly<Record<string, SaleColumn>> = {
  slug: "slug",
  title: "title",
  description: "description",
  price: "price",
  "price.currency": "currency",
  regularPrice: "regular_price",
  lowestPrice30d: "lowest_price_30d",
  startsAt: "starts_at",
  endsAt: "ends_at",
  timeZone: "time_zone",
  items: "sku",
  "items.sku": "sku",
  "items.name": "item",
  "items.stock": "stock",
  limitPerAccount: "limit",
  paymentWindowSeconds: "payment_minutes",
  lineFactor: "line_factor",
  eligibility: "min_level",
  "eligibility.inviteOnly": "invite_only",
  showExactStock: "show_exact_stock",
  withoutGate: "without_gate",
  images: "image",
  "images.url": "image",
  "images.alt": "alt",
  promoted: "promoted",
  admission: "admission",
  challenge: "challenge",
  releases: "release_at",
  "releases.at": "release_at",
  "releases.quantity": "release_units",
  "releases.sku": "release_sku",
};

/** Reads cells and notes what is wrong with them. */
function createReader(notes: ImportNote[]) {
  const note = ({ line }: SaleCells, column: SaleColumn, message: string) => notes.push({ line, column, message });

  function read<Value>(row: SaleCells, column: SaleColumn, parse: (cell: string) => CellReading<Value>) {
    const cell = text(row, column);
    if (cell === "") return undefined;
    const reading = parse(cell);
    if (reading.ok) return reading.value;
    note(row, column, reading.message);
    return undefined;
  }

  return {
    read,
    /** As `read`, but an empty cell is an error as well. */
    needs<Value>(row: SaleCells, column: SaleColumn, parse: (cell: string) => CellReading<Value>) {
      if (text(row, column) === "") note(row, column, "is needed");
      return read(row, column, parse);
    },
    needed(row: SaleCells) {
      for (const column of neededColumns) if (text(row, column) === "") note(row, column, "is needed");
    },
    /** A further row of a sale has nothing of what belongs to the sale as a whole. */
    moreOnly(row: SaleCells, firstLine: number) {
      for (const column of saleColumns) {
        if (column === "slug" || moreColumns.has(column) || text(row, column) === "") continue;
        note(row, column, `belongs in the first row of the sale, line ${firstLine}; a new sale needs a title`);
      }
    },
    known(row: SaleCells, column: SaleColumn, usual: string, isKnown: (name: string) => boolean, example: string) {
      const name = text(row, column) || usual;
      if (isKnown(name)) return name;
      note(row, column, `is not known: write it as ${example}`);
      return usual;
    },
  };
}
