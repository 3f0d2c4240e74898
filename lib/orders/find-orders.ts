import type { Pool } from "pg";
import { attemptIdOfOrder, type OrderState } from "../domain";
import { countExtensionsLeft } from "./hold-rules";
import type { OrderView } from "./ports";

const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** An order with all that is shown of it, in one round trip; `where` is SQL over `o` with `$n` parameters. */
const selectOrders = (where: string) => `
SELECT o.id, o.number, o.account_id AS "accountId", o.sale_id AS "saleId", sale.slug AS "saleSlug",
  sale.title AS "saleTitle", image.url AS "imageUrl", image.alt AS "imageAlt", o.state,
  o.amount_minor AS "amountMinor", o.currency, o.extensions_used AS "extensionsUsed",
  ${epochMs("o.received_at")} AS "receivedAtMs", ${epochMs("o.reserved_at")} AS "reservedAtMs",
  ${epochMs("o.pay_by")} AS "payByMs",
  (SELECT json_agg(json_build_object('sku', part.sku, 'name', part.name, 'quantity', part.quantity,
      'unitPriceMinor', part.unit_price_minor) ORDER BY part.position)
    FROM (SELECT item.sku, item.name, item.position, line.unit_price_minor, count(*) AS quantity
      FROM order_lines line JOIN sale_items item ON item.id = line.item_id
      WHERE line.order_id = o.id GROUP BY item.id, line.unit_price_minor) part) AS lines,
  (SELECT json_agg(json_build_object('kind', event.kind, 'detail', event.detail, 'atMs', ${epochMs("event.at")})
      ORDER BY event.position)
    FROM order_history event WHERE event.order_id = o.id) AS history
FROM orders o
JOIN sales sale ON sale.id = o.sale_id
LEFT JOIN LATERAL (SELECT url, alt FROM sale_images WHERE sale_id = o.sale_id ORDER BY position LIMIT 1) image ON true
WHERE ${where}`;

interface OrderRow {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly saleId: number;
  readonly saleSlug: string;
  readonly saleTitle: string;
  readonly imageUrl: string | null;
  readonly imageAlt: string | null;
  readonly state: OrderState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly extensionsUsed: number;
  readonly receivedAtMs: number;
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly lines:
    | readonly {
        readonly sku: string;
        readonly name: string;
        readonly quantity: number;
        readonly unitPriceMinor: number;
      }[]
    | null;
  readonly history: readonly { readonly kind: string; readonly detail: string; readonly atMs: number }[] | null;
}

/** An account's own order; null for another account's, exactly as for one that does not exist. */
export async function findOrder(pool: Pool, orderId: string, accountId: string): Promise<OrderView | null> {
  const { rows } = await pool.query<OrderRow>(selectOrders("o.id = $1 AND o.account_id = $2"), [orderId, accountId]);
  return rows[0] === undefined ? null : viewOf(rows[0]);
}

/** Newest first; `before` is the number of the last order of the page before. */
export async function listOrders(
  pool: Pool,
  accountId: string,
  page: { readonly before: number | null; readonly max: number },
): Promise<readonly OrderView[]> {
  const { rows } = await pool.query<OrderRow>(
    `${selectOrders("o.account_id = $1 AND ($2::int IS NULL OR o.number < $2)")} ORDER BY o.number DESC LIMIT $3`,
    [accountId, page.before, page.max],
  );
  return rows.map(viewOf);
}

function viewOf(row: OrderRow): OrderView {
  const { amountMinor, currency, extensionsUsed, lines, history, imageAlt, ...rest } = row;
  return {
    ...rest,
    attemptId: attemptIdOfOrder(row.id),
    imageAlt: imageAlt ?? row.saleTitle,
    amount: { minor: amountMinor, currency },
    lines: (lines ?? []).map(({ unitPriceMinor, ...line }) => ({
      ...line,
      unitPrice: { minor: unitPriceMinor, currency },
    })),
    extensionsLeft: row.state === "reserved" ? countExtensionsLeft({ ...row, extensionsUsed }) : 0,
    history: history ?? [],
  };
}
