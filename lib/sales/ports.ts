import type { SaleNotice, SaleSnapshot } from "../domain";

/** Everything a product page shows; changes only when a person changes the sale or its phase does. */
export interface SalePage {
  readonly sale: SaleSnapshot;
  readonly description: string;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly cancelReason: string | null;
  /** Other sales to show beside this one, soonest first. */
  readonly promoted: readonly SaleSnapshot[];
  /** What the store changed since it was published, newest first. */
  readonly notices: readonly SaleNotice[];
}

/** The listing, as the server's clock sorts it: live soonest to end first, next by start, just ended newest first. */
export interface SaleListing {
  readonly live: readonly SaleSnapshot[];
  readonly next: readonly SaleSnapshot[];
  readonly ended: readonly SaleSnapshot[];
}

/** Reads published content from PostgreSQL for pages. */
export interface Catalogue {
  salePage(slug: string): Promise<SalePage | null>;
  listing(): Promise<SaleListing>;
}

/** What this process knows of every published sale, without asking anybody. Fed by the worker through Redis. */
export interface SaleBoard {
  bySlug(slug: string): SaleSnapshot | undefined;
  byId(saleId: number): SaleSnapshot | undefined;
  all(): readonly SaleSnapshot[];
  /** Changes whenever anything on the board does. */
  revision(): string;
  /** Reads the board again now; used when somebody else knew a newer epoch. */
  refresh(): Promise<void>;
}
