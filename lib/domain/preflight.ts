import type { SaleCheck } from "./admin-sale";

/** What is asked of the shop itself before a sale, beside the checks of the sale; no name is in both. */
export const shopCheckNames = ["page", "stock_loaded", "payment", "mail", "clocks", "worker", "test_tools"] as const;
export type ShopCheckName = (typeof shopCheckNames)[number];

export interface PreflightCheck extends SaleCheck {
  /** Asking again may help: it is about the shop, not about what was typed. */
  readonly retryable: boolean;
}

/** GET /api/admin/sales/{slug}/preflight */
export interface PreflightAnswer {
  /** Nothing blocks. Publishing is stopped by the checks of the sale alone, those that are not `retryable`. */
  readonly ready: boolean;
  readonly at: string;
  readonly checks: readonly PreflightCheck[];
}
