import type { Pool } from "pg";
import { type CsvValue, formatOrderNumber, writeMoney } from "../../domain";
import { conditionsOf, type OrderFilter } from "./order-filter";
import { type OrderListRow, orderListColumns, orderListJoins } from "./order-rows";

const pageSize = 1_000;

/**
 * All orders of a filter, newest first, page after page, in the columns of `orderFileColumns`. Each page is a query of its own that goes on behind the last
 * row of the one before: neither memory nor a database connection is held while a slow client reads, and an order is
 * never in it twice. Orders that are placed, or move into or out of the filter, meanwhile may be in it or not.
 */
export async function* exportAdminOrders(
  pool: Pool,
  filter: OrderFilter,
): AsyncGenerator<readonly (readonly CsvValue[])[]> {
  const { where, values } = await conditionsOf(pool, filter);
  const behind = `(o.created_at, o.id) < ($${values.length + 1}, $${values.length + 2})`;
  let last: OrderListRow | undefined;
  do {
    const { rows } = await pool.query<OrderListRow>(
      `SELECT ${orderListColumns} FROM orders o ${orderListJoins}
       WHERE ${where}${last === undefined ? "" : ` AND ${behind}`}
       ORDER BY o.created_at DESC, o.id DESC LIMIT ${pageSize}`,
      [...values, ...(last === undefined ? [] : [last.placedAt, last.id])],
    );
    if (rows.length > 0) yield rows.map(cellsOf);
    last = rows.length < pageSize ? undefined : rows.at(-1);
  } while (last !== undefined);
}

function cellsOf(row: OrderListRow): readonly CsvValue[] {
  return [
    formatOrderNumber(row.number),
    row.id,
    row.saleSlug,
    row.saleTitle,
    row.buyerId,
    row.buyerName,
    row.buyerEmail,
    row.state,
    row.quantity,
    writeMoney({ minor: row.amountMinor, currency: row.currency }),
    row.currency,
    row.placedAt.toISOString(),
    row.state === "reserved" ? row.payBy.toISOString() : null,
    row.paymentRef,
  ];
}
