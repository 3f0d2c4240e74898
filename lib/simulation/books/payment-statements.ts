import type { PaymentState } from "../../payments/payment-record";
import type { Database, Transaction } from "./database";
import { type Statement, textOf, textsOf } from "./statement";
import type { PaymentEventRow, PaymentTableRow } from "./tables";

// The statements of lib/payments, each found by words that stand in it alone.

export const paymentStatements: readonly Statement[] = [
  {
    says: "array_agg(event_id) as event_ids",
    run(database, _transaction, [, max]) {
      const oldest = unprocessed(database)
        .sort((left, right) => Number(left.outcome !== null) - Number(right.outcome !== null))
        .slice(0, Number(max));
      const refs = [...new Set(oldest.map((event) => event.ref))];
      return refs.map((ref) => ({
        ref,
        event_ids: oldest.filter((event) => event.ref === ref).map((event) => event.eventId),
      }));
    },
  },
  {
    says: "select event_id from payment_events",
    run: (database, _transaction, [, eventIds]) =>
      unprocessed(database)
        .filter((event) => textsOf(eventIds).includes(event.eventId))
        .map((event) => ({ event_id: event.eventId })),
  },
  {
    says: "update payment_events set processed_at",
    run(database, transaction, [, eventIds, , outcome]) {
      changeEvents(database, transaction, textsOf(eventIds), {
        processedAtMs: database.now(),
        outcome: textOf(outcome),
      });
      return [];
    },
  },
  {
    says: "update payment_events set outcome = 'failed'",
    run(database, transaction, [, eventIds]) {
      const open = new Set(unprocessed(database).map((event) => event.eventId));
      const mine = textsOf(eventIds).filter((eventId) => open.has(eventId));
      changeEvents(database, transaction, mine, { outcome: "failed" });
      return [];
    },
  },
  {
    says: "insert into payment_events",
    run(database, transaction, [, eventId, , ref]) {
      const id = textOf(eventId);
      if (database.tables.paymentEvents.has(id)) return [];
      const row = { eventId: id, ref: textOf(ref), processedAtMs: null, outcome: null, receivedAtMs: database.now() };
      database.put(transaction, database.tables.paymentEvents, id, row);
      return [];
    },
  },
  {
    says: "insert into payments (",
    run(database, transaction, [id, orderId, provider, key, amount, currency]) {
      const row: PaymentTableRow = {
        ...{ id: textOf(id), order_id: textOf(orderId), provider: textOf(provider), idempotency_key: textOf(key) },
        ...{ provider_ref: null, state: "created", amount_minor: Number(amount), currency: textOf(currency) },
        ...{ refund_key: null, created_at_ms: database.now(), checked_at_ms: null },
      };
      database.insert(transaction, database.tables.payments, row.id, row, "payments_pkey");
      return [];
    },
  },
  {
    says: "update payments set state = 'refunding', refund_key = $2",
    run(database, transaction, [id, refundKey]) {
      const change = { state: "refunding", refund_key: textOf(refundKey), checked_at_ms: null } as const;
      changePayment(database, transaction, textOf(id), change);
      return [];
    },
  },
  {
    says: "update payments set state = $2, failure_reason",
    run(database, transaction, [id, state]) {
      changePayment(database, transaction, textOf(id), { state: paymentStateOf(state) });
      return [];
    },
  },
  {
    says: "update payments set provider_ref = $2",
    run(database, transaction, [id, ref]) {
      changePayment(database, transaction, textOf(id), { provider_ref: textOf(ref) });
      return [];
    },
  },
  {
    says: "(provider_ref = $2 or idempotency_key = $3)",
    run: ({ tables }, _transaction, [, ref, key]) =>
      [...tables.payments.values()].filter(
        (payment) => (ref !== null && payment.provider_ref === ref) || payment.idempotency_key === key,
      ),
  },
  {
    says: "from payments where order_id = $1 and state = 'succeeded' for update",
    run: ({ tables }, _transaction, [orderId]) =>
      [...tables.payments.values()].filter((payment) => payment.order_id === orderId && payment.state === "succeeded"),
  },
  { says: "moment.at - created_at >= moment.bound as overdue", run: claimDue },
  { says: "returning refund_key, provider_ref", run: claimRefunds },
];

function unprocessed({ tables }: Database): PaymentEventRow[] {
  return [...tables.paymentEvents.values()].filter((event) => event.processedAtMs === null);
}

function changeEvents(
  database: Database,
  transaction: Transaction,
  eventIds: readonly string[],
  change: Partial<PaymentEventRow>,
): void {
  for (const eventId of eventIds) {
    const event = database.tables.paymentEvents.get(eventId);
    if (event !== undefined) {
      database.put(transaction, database.tables.paymentEvents, eventId, { ...event, ...change });
    }
  }
}

function changePayment(
  database: Database,
  transaction: Transaction,
  id: string,
  change: Partial<PaymentTableRow>,
): void {
  const payment = database.tables.payments.get(id);
  if (payment !== undefined) database.put(transaction, database.tables.payments, id, { ...payment, ...change });
}

const paymentStates: readonly PaymentState[] = [
  "created",
  "pending",
  "failed",
  "cancelled",
  "succeeded",
  "refunding",
  "refunded",
];

function paymentStateOf(value: unknown): PaymentState {
  const state = paymentStates.find((known) => known === value);
  if (state === undefined) throw new Error(`no state of a payment: ${String(value)}`);
  return state;
}

function claimDue(database: Database, transaction: Transaction, values: readonly unknown[]) {
  const [, , waitMs, boundMs, max] = values.map(Number);
  if (waitMs === undefined || boundMs === undefined) return [];
  const at = database.now();
  const due = [...database.tables.payments.values()]
    .filter(({ state }) => state === "created" || state === "pending")
    .filter(({ created_at_ms: created, checked_at_ms: checked }) => {
      const last = checked ?? created;
      const turnMs = Math.max(waitMs, Math.min(3_600_000, (at - created) / 4));
      return at - last >= turnMs || (at - created >= boundMs && last < created + boundMs);
    })
    .sort((left, right) => (left.checked_at_ms ?? left.created_at_ms) - (right.checked_at_ms ?? right.created_at_ms))
    .slice(0, max);
  return due.map((payment) => {
    changePayment(database, transaction, payment.id, { checked_at_ms: at });
    return { ...payment, overdue: at - payment.created_at_ms >= boundMs };
  });
}

function claimRefunds(database: Database, transaction: Transaction, values: readonly unknown[]) {
  const at = database.now();
  const due = [...database.tables.payments.values()]
    .filter(({ state }) => state === "refunding")
    .filter(({ checked_at_ms: checked }) => checked === null || at - checked >= Number(values[2]))
    .slice(0, Number(values[3]));
  for (const payment of due) changePayment(database, transaction, payment.id, { checked_at_ms: at });
  return due;
}
