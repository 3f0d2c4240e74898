import type { Money } from "../domain";
import type { TransactionClient } from "../platform/postgres";
import type { ChargeName } from "./provider";

/** In the order of finality, see `rankOf` in apply-charge. */
export type PaymentState = "created" | "pending" | "failed" | "cancelled" | "succeeded" | "refunding" | "refunded";

/** One try to pay an order, as our books have it. */
export interface PaymentRecord {
  readonly id: string;
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly providerRef: string | null;
  readonly state: PaymentState;
  /** The order's amount when the shopper began to pay. */
  readonly amount: Money;
  readonly refundKey: string | null;
  readonly createdAtMs: number;
}

/** Columns of `payments` for `readPaymentRow`; `created_at` in epoch milliseconds. */
export const paymentColumns = `id, order_id, idempotency_key, provider_ref, state, amount_minor, currency, refund_key,
  (extract(epoch from created_at) * 1000)::float8 as created_at_ms`;

export interface PaymentRow {
  readonly id: string;
  readonly order_id: string;
  readonly idempotency_key: string;
  readonly provider_ref: string | null;
  readonly state: PaymentState;
  readonly amount_minor: number;
  readonly currency: string;
  readonly refund_key: string | null;
  readonly created_at_ms: number;
}

export function readPaymentRow(row: PaymentRow): PaymentRecord {
  return {
    id: row.id,
    orderId: row.order_id,
    idempotencyKey: row.idempotency_key,
    providerRef: row.provider_ref,
    state: row.state,
    amount: { minor: row.amount_minor, currency: row.currency },
    refundKey: row.refund_key,
    createdAtMs: row.created_at_ms,
  };
}

export function chargeNameOf(payment: PaymentRecord): ChargeName {
  return payment.providerRef === null ? { idempotencyKey: payment.idempotencyKey } : { ref: payment.providerRef };
}

/** How to find a payment: by both names its charge may be known by. Every charge is such a name. */
export interface PaymentName {
  readonly ref: string | null;
  readonly idempotencyKey: string;
}

/**
 * The payment a charge belongs to, locked until the transaction ends; null when the charge is none of ours.
 * Whoever changes a payment locks it first and the order after it, so no two can wait for each other.
 */
export async function lockPayment(
  client: TransactionClient,
  provider: string,
  name: PaymentName,
): Promise<PaymentRecord | null> {
  const found = await client.query<PaymentRow>(
    `select ${paymentColumns} from payments
     where provider = $1 and (provider_ref = $2 or idempotency_key = $3)
     for update`,
    [provider, name.ref, name.idempotencyKey],
  );
  if (found.rows.length > 1) throw new Error(`charge ${name.ref} and key ${name.idempotencyKey} name two payments`);
  const row = found.rows[0];
  return row === undefined ? null : readPaymentRow(row);
}
