import {
  type AdminSaleAnswer,
  type AdminSalesAnswer,
  type CsvValue,
  type ImportDefaults,
  type SaleFields,
  saleColumns,
  templateSales,
  writeSaleRows,
} from "../domain";
import type { Answer } from "./message";
import type { SalesPage } from "./read-sale";
import { respondCsv } from "./respond-csv";

/** The part of the shop that sales are read from. */
export interface SalesToWrite {
  list(wish: SalesPage): Promise<AdminSalesAnswer>;
  read(slug: string): Promise<AdminSaleAnswer | null>;
}

/** Exactly the sales that fit, in the columns that the import reads. */
export function respondSaleTable(sales: SalesToWrite, wish: SalesPage, bom: boolean): Answer {
  return respondCsv({ name: "sales", header: saleColumns, pages: rowPages(sales, wish), bom });
}

/** What an import looks like, with two sales that could be imported. */
export function respondSaleTemplate(nowMs: number, defaults: ImportDefaults, bom: boolean): Answer {
  const pages = onePage(templateSales(nowMs, defaults).flatMap(writeSaleRows));
  return respondCsv({ name: "sales-template", header: saleColumns, pages, bom });
}

type Rows = readonly (readonly CsvValue[])[];

async function* onePage(rows: Rows): AsyncGenerator<Rows> {
  yield rows;
}

async function* rowPages(sales: SalesToWrite, wish: SalesPage): AsyncGenerator<Rows> {
  // Pages shift when somebody makes a sale in between; each is written once all the same.
  const seen = new Set<string>();
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const list = await sales.list({ ...wish, page });
    pages = list.pages;
    const rows: (readonly CsvValue[])[] = [];
    for (const { slug } of list.sales) {
      if (seen.has(slug)) continue;
      seen.add(slug);
      const sale: SaleFields | null = await sales.read(slug);
      if (sale !== null) rows.push(...writeSaleRows(sale));
    }
    yield rows;
  }
}
