import type { TransactionClient } from "../../platform/postgres";
import type { GateAdjustment } from "./edit-parts";

export interface StockMove {
  readonly saleId: number;
  readonly itemId: number;
  /** Not 0. */
  readonly delta: number;
  /** Names this movement in the ledger for good. */
  readonly cause: string;
  /** Free units of the item by the gate, which knows of wishes not yet booked; null when it is not loaded. */
  readonly gateFree: number | null;
}

export type StockMoveResult =
  | { readonly word: "moved"; readonly adjustment: GateAdjustment }
  | { readonly word: "refused"; readonly detail: string };

interface ItemRow {
  readonly sku: string;
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
}

/**
 * Moves the stock of an opened item: counters, ledger and the gate's news in the caller's transaction. New units may
 * be sold at once. Units are taken from those that are free now, then from releases still to come, the latest first;
 * never from what is sold or held.
 */
export async function adjustStock(
  client: TransactionClient,
  move: StockMove,
  clockSpec: string,
): Promise<StockMoveResult> {
  const { rows } = await client.query<ItemRow>(
    "SELECT sku, total, released, held, sold FROM sale_items WHERE id = $1 AND sale_id = $2 FOR NO KEY UPDATE",
    [move.itemId, move.saleId],
  );
  const item = rows[0];
  if (item === undefined) throw new Error(`sale ${move.saleId} has no item ${move.itemId}`);
  const releasedDelta = move.delta > 0 ? move.delta : -Math.min(-move.delta, freeUnits(item, move.gateFree));
  const refusal = refuseMove(item, move, releasedDelta);
  if (refusal !== null) return { word: "refused", detail: refusal };
  const fromReleases = releasedDelta - move.delta;
  if (fromReleases > 0) await shrinkReleases(client, move.itemId, fromReleases);
  await client.query(moveSql, [move.saleId, move.itemId, move.delta, releasedDelta, move.cause, clockSpec]);
  const { itemId, cause, delta: totalDelta } = move;
  return { word: "moved", adjustment: { itemId, cause, totalDelta, releasedDelta } };
}

function freeUnits(item: ItemRow, gateFree: number | null): number {
  const free = item.released - item.held - item.sold;
  return Math.max(0, gateFree === null ? free : Math.min(free, gateFree));
}

/** 31 bits hold every sum the counters can come to. */
const totalMax = 10_000_000;

function refuseMove(item: ItemRow, move: StockMove, releasedDelta: number): string | null {
  if (item.total + move.delta > totalMax) return `The stock of ${item.sku} can be at most ${totalMax}.`;
  if (move.delta > 0) return null;
  const unreleased = item.total - item.released;
  const takeable = -releasedDelta + unreleased;
  if (-move.delta <= takeable) return null;
  const bound = item.total - takeable;
  return (
    `The stock of ${item.sku} can be lowered to ${bound} at most: ${item.sold} are sold and ` +
    `${bound - item.sold} are held or just being taken. That is ${takeable} fewer, not ${-move.delta}.`
  );
}

async function shrinkReleases(client: TransactionClient, itemId: number, units: number): Promise<void> {
  const { rows } = await client.query<{ id: number; quantity: number }>(
    "SELECT id, quantity FROM releases WHERE item_id = $1 AND opened_at IS NULL ORDER BY at DESC, id DESC FOR UPDATE",
    [itemId],
  );
  let left = units;
  for (const release of rows) {
    const taken = Math.min(left, release.quantity);
    left -= taken;
    if (taken === release.quantity) await client.query("DELETE FROM releases WHERE id = $1", [release.id]);
    else if (taken > 0) {
      await client.query("UPDATE releases SET quantity = quantity - $2 WHERE id = $1", [release.id, taken]);
    }
  }
  if (left > 0) throw new Error(`item ${itemId} has ${left} units that are neither released nor in a release`);
}

/** The cause of the total's movement is also the gate's; readers of the ledger find both rows by it. */
const moveSql = `
WITH counted AS (
  UPDATE sale_items SET total = total + $3, released = released + $4 WHERE id = $2 RETURNING id
), entered AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause, at)
  SELECT $1, $2, 'adjust', $3, $5, shop_now($6) FROM counted
), released AS (
  INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause, at)
  SELECT $1, $2, 'release', $4, 'release:' || $5, shop_now($6) FROM counted WHERE $4::int <> 0
)
INSERT INTO outbox (topic, payload)
SELECT 'gate', jsonb_build_object('saleId', $1::int, 'adjust', jsonb_build_object(
  'itemId', $2::int, 'cause', $5::text, 'totalDelta', $3::int, 'releasedDelta', $4::int)) FROM counted`;
