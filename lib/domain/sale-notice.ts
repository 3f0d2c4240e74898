/** What a store did to a sale after publishing it; told in public and for good. */
export const saleNoticeKinds = ["extended", "rescheduled", "paused", "resumed", "restocked", "cancelled"] as const;
export type SaleNoticeKind = (typeof saleNoticeKinds)[number];

export interface SaleNotice {
  readonly kind: SaleNoticeKind;
  readonly atMs: number;
  /** The store's own words; empty when it gave none. */
  readonly reason: string;
  /** `extended`: the end as it was and as it is now; `rescheduled`: the start. Null with the others. */
  readonly moved: { readonly fromMs: number; readonly toMs: number } | null;
}
