import type { Money } from "./money";
import type { AdmissionMode, SaleSchedule } from "./sale";

/** One thing with stock of its own: a size, a colour. */
export interface SaleItem {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly stock: number;
}

/** A slice of stock that opens later; null item means the sale's only item. */
export interface SaleRelease {
  readonly id: number;
  readonly itemId: number;
  readonly atMs: number;
  readonly quantity: number;
}

/** Everything a web process must know of a published sale to decide without a database. */
export interface SaleSnapshot extends SaleSchedule {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  /** Goes up with every change a person makes. */
  readonly version: number;
  /** Goes up with every rebuild of the gate; the gate refuses callers with an older one. */
  readonly epoch: number;
  readonly timeZone: string;
  readonly endedAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly limitPerAccount: number;
  readonly paymentWindowSeconds: number;
  readonly lineFactor: number;
  readonly admission: AdmissionMode;
  readonly minLevel: number;
  readonly inviteOnly: boolean;
  readonly challenge: boolean;
  readonly showExactStock: boolean;
  readonly items: readonly SaleItem[];
  readonly releases: readonly SaleRelease[];
}

/** All units of a sale, released or not. */
export function totalStock(sale: Pick<SaleSnapshot, "items">): number {
  return sale.items.reduce((sum, item) => sum + item.stock, 0);
}

/** How many may wait in line: units and line together are `lineFactor` times the stock. */
export function lineCap(sale: Pick<SaleSnapshot, "items" | "lineFactor">): number {
  return totalStock(sale) * Math.max(0, sale.lineFactor - 1);
}
