import type { OrderState } from "../domain";
import type { TransactionClient } from "../platform/postgres";
import { extendedHoldMaxSeconds, extensionSeconds } from "./hold-rules";

/** What a change of state does to the order's units. */
export type UnitMove = "stay" | "return" | "sell" | "sell_late" | "return_sold";

/** The kinds of events in an order's history, but for the first two, which booking writes. */
export type OrderEventKind = OrderState | "declined" | "extended" | "released";

/** A step in the life of orders, with everything that must change in the same transaction. */
export interface Move {
  readonly from: readonly OrderState[];
  readonly to: OrderState;
  /** In the order's history. `extended` also moves the end of the hold. */
  readonly event: OrderEventKind;
  readonly units: UnitMove;
  /** Whether the gate must hear of it. */
  readonly tellGate: boolean;
}

export interface Moved {
  readonly orderId: string;
  readonly version: number;
  readonly payByMs: number;
}

interface UnitEffect {
  readonly held: number;
  readonly sold: number;
  /** Kind and the first word of the cause of each ledger row; the order's id follows, so it happens once. */
  readonly entries: readonly { readonly kind: string; readonly cause: string }[];
}

const unitEffects: Readonly<Record<UnitMove, UnitEffect>> = {
  stay: { held: 0, sold: 0, entries: [] },
  return: { held: -1, sold: 0, entries: [{ kind: "return", cause: "return" }] },
  sell: { held: -1, sold: 1, entries: [{ kind: "sell", cause: "sell" }] },
  // The hold was returned before: the unit is taken once more and sold at once.
  sell_late: {
    held: 0,
    sold: 1,
    entries: [
      { kind: "reserve", cause: "reserve_late" },
      { kind: "sell", cause: "sell" },
    ],
  },
  return_sold: { held: 0, sold: -1, entries: [{ kind: "refund_return", cause: "refund_return" }] },
};

/**
 * The only statement that moves an order (lengthen-holds alone changes one without moving it). Orders in none of the `from` states stay as they are.
 * Item rows are locked in the order of their ids, as everywhere, and counted with a guard.
 */
const moveOrdersSql = `
WITH moved AS (
  UPDATE orders SET
    state = $3,
    version = version + 1,
    updated_at = shop_now($6),
    pay_by = CASE
      WHEN $4 = 'extended' THEN least(
        pay_by + ${extensionSeconds} * interval '1 second',
        reserved_at + ${extendedHoldMaxSeconds} * interval '1 second')
      -- Out of 'paying' the hold goes on with what was left of it when the shopper began to pay.
      WHEN $3 = 'reserved' THEN shop_now($6) + (pay_by - paying_since)
      ELSE pay_by
    END,
    extensions_used = extensions_used + CASE WHEN $4 = 'extended' THEN 1 ELSE 0 END,
    paying_since = CASE WHEN $3 = 'paying' THEN shop_now($6) END
  WHERE id = ANY($1) AND state = ANY($2)
  RETURNING id, sale_id, account_id, state, version, pay_by, received_at
), units AS (
  SELECT line.order_id, line.sale_id, line.item_id, count(*)::int AS quantity, bit_or(1 << (line.slot - 1)) AS slots
  FROM order_lines line JOIN moved ON moved.id = line.order_id
  GROUP BY line.order_id, line.sale_id, line.item_id
), noted AS (
  INSERT INTO order_events (order_id, state, kind, detail, at)
  SELECT id, state, $4, $5, shop_now($6) FROM moved ORDER BY id
), locked AS (
  SELECT item.id, delta.quantity
  FROM (SELECT item_id, sum(quantity)::int AS quantity FROM units GROUP BY item_id) delta
  JOIN sale_items item ON item.id = delta.item_id
  WHERE $9::int <> 0 OR $10::int <> 0
  ORDER BY item.id FOR NO KEY UPDATE OF item
), counted AS (
  UPDATE sale_items item SET
    held = item.held + $9::int * locked.quantity,
    sold = item.sold + $10::int * locked.quantity
  FROM locked
  WHERE item.id = locked.id AND item.held + item.sold + ($9::int + $10::int) * locked.quantity <= item.released
  RETURNING item.id
), entered AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause, at)
  SELECT units.sale_id, units.item_id, entry.kind, units.quantity, units.order_id,
    entry.cause || ':' || units.order_id, shop_now($6)
  FROM units CROSS JOIN unnest($7::text[], $8::text[]) AS entry (kind, cause)
  -- Once the items are locked and counted, so that the ledger is written in the order in which units move.
  WHERE (SELECT count(*) FROM counted) >= 0
), told AS (
  INSERT INTO outbox (topic, payload)
  SELECT 'gate', jsonb_build_object('saleId', moved.sale_id, 'verdict', jsonb_build_object(
      'attemptId', 'a' || substr(moved.id, 2),
      'version', moved.version,
      'subject', jsonb_build_object(
        'accountId', moved.account_id, 'itemId', units.item_id, 'quantity', units.quantity, 'slots', units.slots,
        'receivedAtMs', (extract(epoch FROM moved.received_at) * 1000)::bigint)
    ) || CASE
      WHEN moved.state = 'reserved' THEN
        jsonb_build_object('state', 'reserved', 'payByMs', (extract(epoch FROM moved.pay_by) * 1000)::bigint)
      WHEN moved.state IN ('cancelled', 'refunded') THEN jsonb_build_object('state', 'lost', 'reason', 'cancelled')
      ELSE jsonb_build_object('state', moved.state)
    END)
  FROM moved JOIN units ON units.order_id = moved.id WHERE $11::boolean ORDER BY moved.id
)
SELECT moved.id AS "orderId", moved.version,
  (extract(epoch FROM moved.pay_by) * 1000)::float8 AS "payByMs",
  ((SELECT count(*) FROM locked) - (SELECT count(*) FROM counted))::int AS "refusedItems"
FROM moved ORDER BY moved.id`;

/** Units could not be counted because none is free; the transaction must not be committed. */
export class NoUnitError extends Error {
  override readonly name = "NoUnitError";
}

/**
 * Moves orders by compare-and-set and returns those that moved. Throws NoUnitError when taking units would exceed
 * what is released; the caller rolls back.
 */
export async function moveOrders(
  client: TransactionClient,
  orderIds: readonly string[],
  move: Move,
  clockSpec: string,
  detail = "",
): Promise<readonly Moved[]> {
  const effect = unitEffects[move.units];
  const { rows } = await client.query<Moved & { refusedItems: number }>(moveOrdersSql, [
    orderIds,
    move.from,
    move.to,
    move.event,
    detail,
    clockSpec,
    effect.entries.map((entry) => entry.kind),
    effect.entries.map((entry) => entry.cause),
    effect.held,
    effect.sold,
    move.tellGate,
  ]);
  if (rows[0] !== undefined && rows[0].refusedItems > 0) {
    throw new NoUnitError(`no unit is free for ${rows.map((row) => row.orderId).join(", ")}`);
  }
  return rows.map(({ orderId, version, payByMs }) => ({ orderId, version, payByMs }));
}
