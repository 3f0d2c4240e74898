import type { Pool } from "pg";
import type {
  AdminOrderAnswer,
  AdminOrderEvent,
  AdminOrderMail,
  AdminPayment,
  MailKind,
  MailState,
  OrderState,
} from "../../domain";
import { type OrderListRow, orderListColumns, orderListJoins, orderRowOf } from "./order-rows";
import { whatIsPossible } from "./what-is-possible";

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One statement, so that order, history, payments and mails are of one moment. */
const orderSql = `
SELECT ${orderListColumns}, o.received_at AS "receivedAt",
  (SELECT coalesce(json_agg(json_build_object('sku', part.sku, 'name', part.name, 'quantity', part.quantity,
      'unitPrice', json_build_object('minor', part.unit_price_minor, 'currency', o.currency)) ORDER BY part.position), '[]')
    FROM (SELECT item.sku, item.name, item.position, line.unit_price_minor, count(*)::int AS quantity
      FROM order_lines line JOIN sale_items item ON item.id = line.item_id
      WHERE line.order_id = o.id GROUP BY item.id, line.unit_price_minor) part) AS lines,
  (SELECT coalesce(json_agg(json_build_object('at', ${instant("event.at")}, 'kind', event.kind, 'state', event.state,
      'detail', event.detail) ORDER BY event.position), '[]')
    FROM order_history event WHERE event.order_id = o.id) AS history,
  (SELECT coalesce(json_agg(json_build_object('id', payment.id, 'provider', payment.provider,
      'providerRef', payment.provider_ref, 'state', payment.state,
      'amount', json_build_object('minor', payment.amount_minor, 'currency', payment.currency),
      'method', payment.method, 'failureReason', payment.failure_reason, 'createdAt', ${instant("payment.created_at")},
      'updatedAt', ${instant("payment.updated_at")}, 'events', (
        SELECT coalesce(json_agg(json_build_object('id', told.event_id, 'type', told.type,
            'receivedAt', ${instant("told.received_at")}, 'processedAt', ${instant("told.processed_at")},
            'outcome', told.outcome) ORDER BY told.received_at, told.event_id), '[]')
        FROM payment_events told
        WHERE told.provider = payment.provider AND told.provider_ref = payment.provider_ref))
      ORDER BY payment.created_at, payment.id), '[]')
    FROM payments payment WHERE payment.order_id = o.id) AS payments,
  (SELECT coalesce(json_agg(json_build_object('id', mail.id::text, 'kind', mail.kind, 'state', mail.state,
      'createdAt', ${instant("mail.created_at")}, 'sentAt', ${instant("mail.sent_at")}, 'error', mail.error)
      ORDER BY mail.id), '[]')
    FROM mails mail WHERE mail.order_id = o.id) AS mails
FROM orders o ${orderListJoins}
WHERE o.id = $1`;

interface OrderRow extends OrderListRow {
  readonly receivedAt: Date;
  readonly lines: AdminOrderAnswer["lines"];
  readonly history: readonly (Omit<AdminOrderEvent, "state"> & { readonly state: OrderState })[];
  readonly payments: readonly AdminPayment[];
  readonly mails: readonly (Omit<AdminOrderMail, "kind" | "state"> & {
    readonly kind: MailKind;
    readonly state: MailState;
  })[];
}

/** Everything the store knows of an order; null when there is none. */
export async function readAdminOrder(pool: Pick<Pool, "query">, orderId: string): Promise<AdminOrderAnswer | null> {
  const { rows } = await pool.query<OrderRow>(orderSql, [orderId]);
  const row = rows[0];
  if (row === undefined) return null;
  const { receivedAt, lines, history, payments, mails } = row;
  return {
    ...orderRowOf(row, (email) => email),
    receivedAt: receivedAt.toISOString(),
    lines,
    history,
    payments,
    mails,
    can: whatIsPossible(row.state, mails),
  };
}
