import { type AdminOrderRow, formatOrderNumber, type OrderState } from "../../domain";

/** An order of a list as PostgreSQL tells it. */
export interface OrderListRow {
  readonly id: string;
  readonly number: number;
  readonly saleSlug: string;
  readonly saleTitle: string;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly state: OrderState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly quantity: number;
  readonly placedAt: Date;
  readonly payBy: Date;
  readonly paymentRef: string | null;
}

/** Of several payments the one that took money counts, else the newest. */
export const orderListColumns = `o.id, o.number, sale.slug AS "saleSlug", sale.title AS "saleTitle",
  o.account_id AS "buyerId", account.name AS "buyerName", account.email AS "buyerEmail", o.state,
  o.amount_minor AS "amountMinor", o.currency, o.quantity, o.created_at AS "placedAt", o.pay_by AS "payBy",
  (SELECT payment.provider_ref FROM payments payment WHERE payment.order_id = o.id AND payment.provider_ref IS NOT NULL
    ORDER BY payment.state IN ('succeeded', 'refunding', 'refunded') DESC, payment.created_at DESC LIMIT 1)
    AS "paymentRef"`;

export const orderListJoins = `JOIN sales sale ON sale.id = o.sale_id JOIN accounts account ON account.id = o.account_id`;

export function orderRowOf(row: OrderListRow, showEmail: (email: string) => string): AdminOrderRow {
  return {
    id: row.id,
    number: formatOrderNumber(row.number),
    saleSlug: row.saleSlug,
    saleTitle: row.saleTitle,
    buyer: { id: row.buyerId, name: row.buyerName, email: showEmail(row.buyerEmail) },
    state: row.state,
    amount: { minor: row.amountMinor, currency: row.currency },
    quantity: row.quantity,
    placedAt: row.placedAt.toISOString(),
    payBy: row.state === "reserved" ? row.payBy.toISOString() : null,
    paymentRef: row.paymentRef,
  };
}
