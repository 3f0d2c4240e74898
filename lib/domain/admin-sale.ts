import type { WatchedSale } from "./audit";
import type { Money } from "./money";
import type { AdmissionMode, EndedReason, SalePhase, SaleStatus, SoldFrom, WithoutGate } from "./sale";

// A sale as marketers write it and read it back. Times are ISO 8601 UTC with milliseconds.

/** Everything a person decides about a sale's content. */
export interface SaleFields {
  readonly slug: string;
  readonly title: string;
  /** Plain text. */
  readonly description: string;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly items: readonly SaleItemFields[];
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly startsAt: string;
  readonly endsAt: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly limitPerAccount: number;
  readonly paymentWindowSeconds: number;
  /** Slices of stock that open later; without `sku` they are the only item's. */
  readonly releases: readonly SaleReleaseFields[];
  readonly lineFactor: number;
  readonly admission: AdmissionMode;
  readonly eligibility: { readonly minLevel: number; readonly inviteOnly: boolean };
  readonly challenge: boolean;
  readonly showExactStock: boolean;
  readonly withoutGate: WithoutGate;
  /** Slugs of sales shown beside this one. */
  readonly promoted: readonly string[];
}

export interface SaleItemFields {
  readonly sku: string;
  readonly name: string;
  readonly stock: number;
}

export interface SaleReleaseFields {
  readonly at: string;
  readonly quantity: number;
  readonly sku: string | null;
}

/** GET /api/admin/sales/{slug} */
export interface AdminSaleAnswer extends SaleFields {
  readonly id: number;
  readonly status: SaleStatus;
  readonly phase: SalePhase;
  /** The ETag. */
  readonly version: number;
  readonly endedReason: EndedReason | null;
  readonly endedAt: string | null;
  readonly pausedAt: string | null;
  readonly cancelReason: string | null;
  /** PostgreSQL's counters per item; `itemId` is what shoppers buy by. */
  readonly counts: readonly {
    readonly itemId: number;
    readonly sku: string;
    readonly released: number;
    readonly held: number;
    readonly sold: number;
  }[];
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One row of GET /api/admin/sales */
export interface AdminSaleSummary {
  readonly slug: string;
  readonly title: string;
  readonly image: { readonly url: string; readonly alt: string } | null;
  readonly status: SaleStatus;
  readonly phase: SalePhase;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  readonly price: Money;
  /** Of its items. */
  readonly skus: readonly string[];
  readonly stock: number;
  readonly held: number;
  readonly sold: number;
  /** Of what is sold: a paid order counts until its money is back. */
  readonly revenue: Money;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly version: number;
  readonly updatedAt: string;
}

export const saleOrders = ["start", "title", "sold", "revenue", "updated"] as const;
/** By what a list of sales is sorted. */
export type SaleOrder = (typeof saleOrders)[number];

/** GET /api/admin/sales: a page, live and paused ones first in any order; `counts` are of all pages. */
export interface AdminSalesAnswer {
  readonly sales: readonly AdminSaleSummary[];
  readonly counts: Readonly<Record<SalePhase | "all", number>>;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** One line of the list a sale goes through before it is published. */
export interface SaleCheck {
  readonly name: string;
  readonly level: "ok" | "warning" | "block";
  readonly message: string;
  /** What a person must type once more before publishing; the API does not ask for it. */
  readonly confirm?: "price";
}

/** POST /api/admin/sales/{slug}/publish */
export interface PublishAnswer {
  readonly ready: boolean;
  readonly checks: readonly SaleCheck[];
  readonly sale: AdminSaleAnswer;
}

/** GET /api/admin/sales/{slug}/monitor */
export interface MonitorAnswer {
  readonly slug: string;
  readonly phase: SalePhase;
  readonly version: number;
  readonly asOf: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly pausedAt: string | null;
  /** False while the gate is not loaded: the numbers are then PostgreSQL's and nothing can be bought. */
  readonly loaded: boolean;
  readonly soldFrom: SoldFrom;
  readonly items: readonly {
    readonly sku: string;
    readonly stock: number;
    readonly unreleased: number;
    readonly available: number;
    readonly held: number;
    readonly sold: number;
  }[];
  /** Waiting for units that return. */
  readonly line: number;
  /** Accepted by the gate, not yet booked. */
  readonly intents: number;
  /** By problem code, since the sale's first refusal. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Per item, unreleased + available + held + sold is the stock and nothing is owed. */
  readonly sumOk: boolean;
  /** What the watch over sales that are on says; null when nobody has looked at this one lately. */
  readonly watch: WatchedSale | null;
  /** Units sold times the price: a paid order counts until its money is back. */
  readonly revenue: Money;
  /** Who waits for units that may return, and what they would pay. */
  readonly unmet: {
    readonly waiting: number;
    /** At least: one for each that waits, since who may buy several may wait for several. */
    readonly units: number;
    readonly money: Money;
  };
}

/** One row of GET /api/admin/log, newest first. */
export interface AdminLogEntry {
  readonly id: string;
  readonly at: string;
  /** `key` is the name of the API key by which the change was made; null when the actor was signed in. */
  readonly actor: { readonly id: string; readonly name: string | null; readonly key: string | null };
  readonly verb: string;
  readonly object: string;
  /** Changed fields alone. */
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string;
  /** The last part is masked. */
  readonly address: string | null;
  readonly prevHash: string;
  readonly hash: string;
}

export interface AdminLogAnswer {
  readonly entries: readonly AdminLogEntry[];
  /** `?before=` of the next page. */
  readonly next: string | null;
}
