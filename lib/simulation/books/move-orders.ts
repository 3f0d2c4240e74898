import { attemptIdOfOrder, isLiveOrder, type OrderState, orderTransitions } from "../../domain";
import { extendedHoldMaxSeconds, extensionSeconds } from "../../orders/hold-rules";
import { takenSlots } from "./bookings";
import { type Database, GuardError, type Transaction } from "./database";
import { countUnits, enterLedger } from "./stock";
import type { News, OrderRow } from "./tables";

/** The parameters of the one statement that moves orders (lib/orders/move-orders.ts). */
export interface MoveParameters {
  readonly orderIds: readonly string[];
  readonly from: readonly OrderState[];
  readonly to: OrderState;
  readonly event: string;
  readonly kinds: readonly string[];
  readonly causes: readonly string[];
  readonly held: number;
  readonly sold: number;
  readonly tellGate: boolean;
}

export function moveOrders(database: Database, transaction: Transaction, move: MoveParameters) {
  const { orders } = database.tables;
  const found = [...orders.values()].filter(
    (order) =>
      move.orderIds.includes(order.id) && (database.flaws.movesWithoutComparing || move.from.includes(order.state)),
  );
  const moved = found
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map((order) => moveOne(database, order, move));
  for (const order of moved) {
    database.put(transaction, orders, order.id, order);
    database.put(transaction, database.tables.events, database.next(), { orderId: order.id, state: order.state });
  }
  let refusedItems = 0;
  if (move.held !== 0 || move.sold !== 0) {
    for (const [itemId, quantity] of unitsByItem(moved)) {
      const by = { held: move.held * quantity, sold: move.sold * quantity };
      if (!countUnits(database, transaction, itemId, by)) refusedItems += 1;
    }
  }
  for (const { id, itemId, quantity } of moved) {
    for (const [position, kind] of move.kinds.entries()) {
      const cause = `${move.causes[position]}:${id}`;
      enterLedger(database, transaction, { cause, itemId, kind, quantity, orderId: id });
    }
  }
  if (move.tellGate) for (const order of moved) tellGate(database, transaction, order);
  return moved.map(({ id, version, payByMs }) => ({ orderId: id, version, payByMs, refusedItems }));
}

function moveOne(database: Database, order: OrderRow, move: MoveParameters): OrderRow {
  const { to } = move;
  const isUnguarded = database.flaws.movesWithoutComparing;
  if (order.state !== to && !orderTransitions[order.state].includes(to) && !isUnguarded) {
    throw new GuardError("orders_state_machine", `order ${order.id} cannot go from ${order.state} to ${to}`);
  }
  if (isLiveOrder(to) && !isLiveOrder(order.state)) {
    const taken = takenSlots([...database.tables.orders.values()], order.accountId);
    if ((taken & order.slots) !== 0) {
      throw new GuardError("order_lines_one_live_per_slot", `a slot of order ${order.id} is taken`);
    }
  }
  return {
    ...order,
    state: to,
    version: order.version + 1,
    payByMs: payByAfter(database, order, move),
    extensionsUsed: order.extensionsUsed + (move.event === "extended" ? 1 : 0),
    payingSinceMs: to === "paying" ? database.now() : null,
  };
}

function payByAfter(database: Database, order: OrderRow, move: MoveParameters): number {
  if (move.event === "extended") {
    const longest = order.reservedAtMs + extendedHoldMaxSeconds * 1_000;
    return Math.min(order.payByMs + extensionSeconds * 1_000, longest);
  }
  if (move.to !== "reserved" || order.payingSinceMs === null) return order.payByMs;
  return database.now() + (order.payByMs - order.payingSinceMs);
}

function unitsByItem(orders: readonly OrderRow[]): Map<number, number> {
  const units = new Map<number, number>();
  for (const { itemId, quantity } of orders) units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  return units;
}

function tellGate(database: Database, transaction: Transaction, order: OrderRow): void {
  const { id, version, accountId, itemId, quantity, slots, receivedAtMs } = order;
  const subject = { accountId, itemId, quantity, slots, receivedAtMs };
  const verdict = { attemptId: attemptIdOfOrder(id), version, subject, ...wordOf(order) };
  writeNews(database, transaction, { saleId: saleIdOf(database), verdict });
}

function wordOf(order: OrderRow): object {
  if (order.state === "reserved") return { state: "reserved", payByMs: order.payByMs };
  if (order.state === "cancelled" || order.state === "refunded") return { state: "lost", reason: "cancelled" };
  return { state: order.state };
}

/** There is one sale in these books. */
export function saleIdOf(database: Database): number {
  return [...database.tables.sales.keys()][0] ?? 0;
}

export function writeNews(database: Database, transaction: Transaction, payload: News): void {
  const id = database.next();
  const row = { id, topic: "gate", payload, tries: 0, notBeforeMs: database.now() };
  database.put(transaction, database.tables.outbox, id, row);
}
