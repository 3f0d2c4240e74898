import { isLiveOrder, orderTransitions } from "../../domain";
import type { Database } from "../books/database";
import { saleIdOf } from "../books/move-orders";
import type { ItemRow, LedgerRow, OrderRow } from "../books/tables";

// What must be true of the books at every instant.

export function checkBooks(database: Database): readonly string[] {
  const { tables } = database;
  const ledger = [...tables.ledger.values()];
  const orders = [...tables.orders.values()];
  const sale = tables.sales.get(saleIdOf(database));
  return [
    ...[...tables.items.values()].flatMap((item) => checkItem(item, orders, ledger)),
    ...orders.flatMap((order) => checkUnits(order, ledger)),
    ...checkLimits(orders, sale?.limitPerAccount ?? 0),
    ...checkWishes(orders),
    ...checkHistories(database),
  ];
}

/** I1, I10: what is out is released, and counters, ledger and orders tell the same. */
function checkItem(item: ItemRow, orders: readonly OrderRow[], ledger: readonly LedgerRow[]): readonly string[] {
  const { id, total, released, held, sold } = item;
  const breaches: string[] = [];
  if (held < 0 || sold < 0 || held + sold > released || released > total) {
    breaches.push(`I1 item ${id}: ${held} held and ${sold} sold of ${released} released of ${total}`);
  }
  const mine = orders.filter((order) => order.itemId === id);
  const heldByOrders = sumOf(mine.filter(({ state }) => state === "reserved" || state === "paying"));
  const soldByOrders = sumOf(mine.filter((order) => isSold(order, ledger)));
  if (held !== heldByOrders || sold !== soldByOrders) {
    breaches.push(`I1 item ${id}: counts ${held}/${sold}, orders say ${heldByOrders}/${soldByOrders}`);
  }
  const moved = (kind: string) => sumOf(ledger.filter((row) => row.itemId === id && row.kind === kind));
  const heldByLedger = moved("reserve") - moved("return") - moved("sell");
  const soldByLedger = moved("sell") - moved("refund_return");
  if (held !== heldByLedger || sold !== soldByLedger || released !== moved("release")) {
    breaches.push(`I1 item ${id}: counts ${held}/${sold}, the ledger says ${heldByLedger}/${soldByLedger}`);
  }
  return breaches;
}

function sumOf(rows: readonly { readonly quantity: number }[]): number {
  return rows.reduce((sum, row) => sum + row.quantity, 0);
}

/** Money is going back, and the unit with it when it has gone. */
function isSold(order: OrderRow, ledger: readonly LedgerRow[]): boolean {
  if (order.state === "paid") return true;
  return order.state === "refunding" && ledger.some((row) => row.kind === "sell" && row.orderId === order.id);
}

/** I7: an order's units are out once or back, never back twice. */
function checkUnits(order: OrderRow, ledger: readonly LedgerRow[]): readonly string[] {
  const mine = ledger.filter((row) => row.orderId === order.id);
  const count = (kind: string) => mine.filter((row) => row.kind === kind).length;
  const out = count("reserve") - count("return") - count("refund_return");
  const isOut = isLiveOrder(order.state) || isSold(order, ledger);
  return out === (isOut ? 1 : 0) ? [] : [`I7 order ${order.id} is ${order.state}, its units are out ${out} times`];
}

/** I2: nobody has more live units than the limit, nor one slot twice. */
function checkLimits(orders: readonly OrderRow[], limit: number): readonly string[] {
  const live = orders.filter((order) => isLiveOrder(order.state));
  return [...new Set(live.map((order) => order.accountId))].flatMap((accountId) => {
    const mine = live.filter((order) => order.accountId === accountId);
    const slots = mine.reduce((mask, order) => mask | order.slots, 0);
    const units = sumOf(mine);
    const isOver = units > limit || bitsOf(slots) !== units;
    return isOver ? [`I2 account ${accountId}: ${units} live units in slots ${slots}, the limit is ${limit}`] : [];
  });
}

export function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** I13: one wish, however often it is sent, is one order. */
function checkWishes(orders: readonly OrderRow[]): readonly string[] {
  const wishes = orders.map((order) => order.id.slice(3).replace(/_+$/, "").split("-").slice(0, 2).join("-"));
  const doubled = wishes.filter((wish, position) => wishes.indexOf(wish) !== position);
  return doubled.map((wish) => `I13 the wish ${wish} has more than one order`);
}

/** I9: a history is a way through the states. */
function checkHistories({ tables }: Database): readonly string[] {
  const last = new Map<string, OrderRow["state"]>();
  const breaches: string[] = [];
  for (const { orderId, state } of tables.events.values()) {
    const before = last.get(orderId);
    const isStep = before === undefined ? state === "reserved" : before === state || leadsTo(before, state);
    if (!isStep) breaches.push(`I9 order ${orderId} went from ${before ?? "nothing"} to ${state}`);
    last.set(orderId, state);
  }
  for (const order of tables.orders.values()) {
    if (last.get(order.id) !== order.state) breaches.push(`I9 order ${order.id} is ${order.state} without an event`);
  }
  return breaches;
}

function leadsTo(before: OrderRow["state"], after: OrderRow["state"]): boolean {
  return orderTransitions[before].includes(after);
}
