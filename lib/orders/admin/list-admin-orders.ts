import type { Pool } from "pg";
import { type AdminOrderSort, type AdminOrdersAnswer, maskEmail, type OrderState } from "../../domain";
import { conditionsOf, type OrderFilter } from "./order-filter";
import { type OrderListRow, orderListColumns, orderListJoins, orderRowOf } from "./order-rows";

export interface AdminOrdersWish {
  readonly filter: OrderFilter;
  readonly sort: AdminOrderSort;
  readonly direction: "asc" | "desc";
  /** 1 and up. */
  readonly page: number;
}

const pageSize = 50;

/** Sums of one currency stand together: 100 yen are not more than 2 euros. */
const orderings: Readonly<Record<AdminOrderSort, (direction: "ASC" | "DESC") => string>> = {
  placed: (direction) => `o.created_at ${direction}, o.id ${direction}`,
  amount: (direction) => `o.currency, o.amount_minor ${direction}, o.id ${direction}`,
  payBy: (direction) => `o.pay_by ${direction}, o.id ${direction}`,
};

/**
 * A page of all orders, with how many there are in each state under the other filters. Which orders are on the page is
 * found in a table of ids first; what is shown is then read for these fifty alone.
 */
export async function listAdminOrders(pool: Pool, wish: AdminOrdersWish): Promise<AdminOrdersAnswer> {
  const { state } = wish.filter;
  const everyState = await conditionsOf(pool, { ...wish.filter, state: null });
  const [counted, found] = await Promise.all([
    pool.query<{ state: OrderState; count: number }>(
      `SELECT o.state, count(*)::int AS count FROM orders o WHERE ${everyState.where} GROUP BY o.state`,
      [...everyState.values],
    ),
    pool.query<OrderListRow>(pageSql(wish, everyState.where, everyState.values.length), [
      ...everyState.values,
      (wish.page - 1) * pageSize,
      ...(state === null ? [] : [state]),
    ]),
  ]);
  const count = (of: OrderState) => counted.rows.find((row) => row.state === of)?.count ?? 0;
  const all = counted.rows.reduce((sum, row) => sum + row.count, 0);
  const total = state === null ? all : count(state);
  return {
    orders: found.rows.map((row) => orderRowOf(row, maskEmail)),
    counts: { ...countEach(count), all },
    page: wish.page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    total,
  };
}

function pageSql(wish: AdminOrdersWish, where: string, valueCount: number): string {
  const ordering = orderings[wish.sort](wish.direction === "asc" ? "ASC" : "DESC");
  const inState = wish.filter.state === null ? "" : ` AND o.state = $${valueCount + 2}`;
  return `SELECT ${orderListColumns}
    FROM (SELECT o.id FROM orders o WHERE ${where}${inState}
      ORDER BY ${ordering} LIMIT ${pageSize} OFFSET $${valueCount + 1}) page
    JOIN orders o ON o.id = page.id ${orderListJoins}
    ORDER BY ${ordering}`;
}

function countEach(count: (state: OrderState) => number): Record<OrderState, number> {
  return {
    reserved: count("reserved"),
    paying: count("paying"),
    paid: count("paid"),
    expired: count("expired"),
    left: count("left"),
    cancelled: count("cancelled"),
    refunding: count("refunding"),
    refunded: count("refunded"),
  };
}
