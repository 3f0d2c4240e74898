/** A sale to be reminded of. */
export interface RemindedSale {
  readonly slug: string;
  readonly title: string;
  readonly startsAtMs: number;
  /** The store's own zone. */
  readonly timeZone: string;
}
