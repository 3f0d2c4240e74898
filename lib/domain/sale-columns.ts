/**
 * The columns of sales in a spreadsheet, in the order in which they are written. The first row of a sale has most of
 * them; further rows of the same sale, one per further item, picture or release, have those of `moreColumns` alone.
 */
export const saleColumns = [
  "slug",
  "title",
  "description",
  "price",
  "regular_price",
  "lowest_price_30d",
  "currency",
  "starts_at",
  "ends_at",
  "time_zone",
  "sku",
  "item",
  "stock",
  "limit",
  "payment_minutes",
  "line_factor",
  "min_level",
  "invite_only",
  "show_exact_stock",
  "image",
  "alt",
  "promoted",
  "admission",
  "challenge",
  "without_gate",
  "release_at",
  "release_units",
  "release_sku",
] as const;
export type SaleColumn = (typeof saleColumns)[number];

export const neededColumns: readonly SaleColumn[] = ["slug", "title", "price", "starts_at", "ends_at"];

/** What a further row of a sale may have beside the slug. */
export const moreColumns: ReadonlySet<SaleColumn> = new Set<SaleColumn>([
  "sku",
  "item",
  "stock",
  "image",
  "alt",
  "release_at",
  "release_units",
  "release_sku",
]);

export function findSaleColumn(text: string): SaleColumn | undefined {
  const name = text.trim().toLowerCase().replace(/[ -]+/g, "_");
  return saleColumns.find((column) => column === name);
}

/** A row of a sale by column; a column that the file does not have is empty. */
export interface SaleCells {
  readonly line: number;
  cell(column: SaleColumn): string;
}
