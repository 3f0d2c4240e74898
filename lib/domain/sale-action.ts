/**
 * What must happen in the world after a change of a sale: its gate and its pages hear of it, the money of a cancelled
 * sale goes back, those who held or paid are told.
 */
export const saleActionKinds = ["load_gate", "refresh_pages", "refund_orders", "tell_shoppers"] as const;
export type SaleActionKind = (typeof saleActionKinds)[number];

/** One row of GET /api/admin/sales/{slug}/actions */
export interface SaleActionAnswer {
  readonly id: string;
  readonly kind: SaleActionKind;
  /** The verb that asked for it: publish, pause, cancel and so on. */
  readonly verb: string;
  /** What is pending is tried again until it is done. */
  readonly state: "pending" | "done";
  readonly tries: number;
  /** Why the last try did not finish it, as a sentence; empty otherwise. */
  readonly error: string;
  readonly requestedAt: string;
  readonly triedAt: string | null;
  readonly doneAt: string | null;
}

/** GET /api/admin/sales/{slug}/actions: pending ones first, then the newest; at most 100. */
export interface SaleActionsAnswer {
  readonly actions: readonly SaleActionAnswer[];
}
