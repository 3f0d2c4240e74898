import type { MailKind, MailState } from "./mail";
import type { Money } from "./money";
import type { OrderState } from "./order";

// Orders as the store's people see them. Times are ISO 8601 UTC with milliseconds.

export const adminOrderSorts = ["placed", "amount", "payBy"] as const;
export type AdminOrderSort = (typeof adminOrderSorts)[number];

/** One row of GET /api/admin/orders */
export interface AdminOrderRow {
  readonly id: string;
  /** As people read it: ZH-100042. */
  readonly number: string;
  readonly saleSlug: string;
  readonly saleTitle: string;
  /** In lists the address is masked: `l•••@example.com`. */
  readonly buyer: { readonly id: string; readonly name: string; readonly email: string };
  readonly state: OrderState;
  readonly amount: Money;
  readonly quantity: number;
  readonly placedAt: string;
  /** When the hold ends; null once the order is not held any more. */
  readonly payBy: string | null;
  /** The provider's name for the payment that counts; null before one was tried. */
  readonly paymentRef: string | null;
}

/** GET /api/admin/orders: `counts` are of all pages and every state, under the other filters. */
export interface AdminOrdersAnswer {
  readonly orders: readonly AdminOrderRow[];
  readonly counts: Readonly<Record<OrderState | "all", number>>;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Whether something can be done to an order now, or in words why not. */
export type Possible = { readonly may: true } | { readonly may: false; readonly reason: string };

export interface AdminOrderEvent {
  readonly at: string;
  readonly kind: string;
  readonly state: OrderState;
  /** Shoppers read it too. */
  readonly detail: string;
}

/** One try to pay, and what the provider told of it. */
export interface AdminPayment {
  readonly id: string;
  readonly provider: string;
  readonly providerRef: string | null;
  readonly state: string;
  readonly amount: Money;
  readonly method: string;
  readonly failureReason: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly receivedAt: string;
    readonly processedAt: string | null;
    readonly outcome: string | null;
  }[];
}

export interface AdminOrderMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly state: MailState;
  readonly createdAt: string;
  readonly sentAt: string | null;
  /** Why it did not go out the last time; empty when nothing is wrong. */
  readonly error: string;
}

/** GET /api/admin/orders/{id}: the address is whole. */
export interface AdminOrderAnswer extends AdminOrderRow {
  readonly receivedAt: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly unitPrice: Money;
  }[];
  readonly history: readonly AdminOrderEvent[];
  readonly payments: readonly AdminPayment[];
  readonly mails: readonly AdminOrderMail[];
  readonly can: { readonly refund: Possible; readonly release: Possible; readonly resendMail: Possible };
}

/** The most orders one request refunds. */
export const refundOrdersMax = 200;

/**
 * What came of one order of POST /api/admin/orders/refund: `refunding` (the money is on its way), `refunded` (it is
 * back, or none had been taken), `already` (somebody asked for it before), `refused` and `not_found` with a `detail`.
 */
export interface RefundResult {
  readonly id: string;
  readonly outcome: "refunding" | "refunded" | "already" | "refused" | "not_found";
  readonly detail?: string;
}

export interface RefundOrdersAnswer {
  readonly results: readonly RefundResult[];
}

/** The first row of the CSV of orders. Amounts are decimals, times ISO 8601 UTC, addresses whole. */
export const orderFileColumns = [
  "number",
  "order_id",
  "sale",
  "sale_title",
  "buyer_id",
  "buyer_name",
  "buyer_email",
  "state",
  "quantity",
  "amount",
  "currency",
  "placed_at",
  "pay_by",
  "payment_ref",
] as const;

/** Enough to know somebody again, not enough to write to them: `l•••@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "•••" : `${[...email][0]}•••${email.slice(at)}`;
}
