import { type Database, GuardError, type Transaction } from "./database";
import type { LedgerRow } from "./tables";

/** A cause moves units once. */
export function enterLedger(database: Database, transaction: Transaction, row: LedgerRow): void {
  const { ledger } = database.tables;
  const isFlawed = database.flaws.movesWithoutComparing === true && ledger.has(row.cause);
  const cause = isFlawed ? `${row.cause}:${database.next()}` : row.cause;
  database.insert(transaction, ledger, cause, { ...row, cause }, "stock_ledger_cause_key");
}

/** Counts an item's units if they are free: false when they are not, an error when a counter would break. */
export function countUnits(
  database: Database,
  transaction: Transaction,
  itemId: number,
  by: { readonly held: number; readonly sold: number },
): boolean {
  const { items } = database.tables;
  const item = items.get(itemId);
  if (item === undefined) return false;
  const counted = { ...item, held: item.held + by.held, sold: item.sold + by.sold };
  const isGuarded = database.flaws.booksWithoutGuard !== true && database.flaws.movesWithoutComparing !== true;
  if (isGuarded) {
    if (counted.held + counted.sold > item.released) return false;
    if (counted.held < 0 || counted.sold < 0) throw new GuardError("sale_items_counters", `item ${itemId} below 0`);
  }
  database.put(transaction, items, itemId, counted);
  return true;
}
