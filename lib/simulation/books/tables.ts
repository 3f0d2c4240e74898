import type { LostReason, OrderState, SaleStatus } from "../../domain";
import type { PaymentState } from "../../payments/payment-record";

// The simulated PostgreSQL: the tables the shop's promises are in. Rows are never changed, only replaced, so that a
// transaction that is rolled back puts the old ones back.

export interface SaleRow {
  readonly id: number;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly epoch: number;
  readonly version: number;
  readonly limitPerAccount: number;
  readonly paymentWindowMs: number;
  readonly priceMinor: number;
  readonly lineFactor: number;
  readonly endedReason: "time" | "sold_out" | null;
}

export interface ItemRow {
  readonly id: number;
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
}

export interface OrderRow {
  readonly id: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly state: OrderState;
  readonly version: number;
  readonly amountMinor: number;
  readonly receivedAtMs: number;
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly payingSinceMs: number | null;
  readonly extensionsUsed: number;
}

export interface FailureRow {
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly receivedAtMs: number;
  readonly reason: LostReason | "left";
}

export interface LineRow {
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly sequence: number;
  readonly receivedAtMs: number;
  readonly state: "waiting" | "offered" | "left" | "closed";
}

export interface LedgerRow {
  readonly cause: string;
  readonly itemId: number;
  readonly kind: string;
  readonly quantity: number;
  readonly orderId: string | null;
}

export interface EventRow {
  readonly orderId: string;
  readonly state: OrderState;
}

/** What the gate is to hear. */
export type News = { readonly saleId: number } & Readonly<Record<string, unknown>>;

export interface OutboxRow {
  readonly id: number;
  readonly topic: string;
  readonly payload: News;
  readonly tries: number;
  readonly notBeforeMs: number;
}

export interface PaymentTableRow {
  readonly id: string;
  readonly order_id: string;
  readonly provider: string;
  readonly idempotency_key: string;
  readonly provider_ref: string | null;
  readonly state: PaymentState;
  readonly amount_minor: number;
  readonly currency: string;
  readonly refund_key: string | null;
  readonly created_at_ms: number;
  readonly checked_at_ms: number | null;
}

export interface PaymentEventRow {
  readonly eventId: string;
  readonly ref: string;
  readonly processedAtMs: number | null;
  readonly outcome: string | null;
  readonly receivedAtMs: number;
}

export interface Tables {
  readonly sales: Map<number, SaleRow>;
  readonly items: Map<number, ItemRow>;
  readonly orders: Map<string, OrderRow>;
  readonly failures: Map<string, FailureRow>;
  readonly line: Map<string, LineRow>;
  readonly ledger: Map<string, LedgerRow>;
  readonly events: Map<number, EventRow>;
  readonly outbox: Map<number, OutboxRow>;
  readonly payments: Map<string, PaymentTableRow>;
  readonly paymentEvents: Map<string, PaymentEventRow>;
}

export function emptyTables(): Tables {
  return {
    sales: new Map(),
    items: new Map(),
    orders: new Map(),
    failures: new Map(),
    line: new Map(),
    ledger: new Map(),
    events: new Map(),
    outbox: new Map(),
    payments: new Map(),
    paymentEvents: new Map(),
  };
}
