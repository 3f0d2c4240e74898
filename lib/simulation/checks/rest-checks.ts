import { type AttemptState, attemptIdOfOrder, attemptOfOrder, isFinalAttempt, orderIdOfAttempt } from "../../domain";
import type { Accepted } from "../actors/shopper";
import type { OrderRow } from "../books/tables";
import { isLiveRecord, isLoaded } from "../gate/gate-state";
import type { World } from "../world";

// What must be true when the faults are over and the worker has had its time.

export function checkRest(world: World): readonly string[] {
  return [...checkOutcomes(world), ...checkNothingWaits(world), ...checkAgreement(world), ...checkLineIsServed(world)];
}

function acceptedOf(world: World): readonly Accepted[] {
  return world.shoppers.flatMap((shopper) => shopper.accepted);
}

/** I3, I4: whatever was accepted has exactly one outcome, or a place in line, and the shopper is told. */
function checkOutcomes(world: World): readonly string[] {
  const { tables } = world.database;
  return acceptedOf(world).flatMap(({ attemptId, state, place }) => {
    const hasOrder = tables.orders.has(orderIdOfAttempt(attemptId));
    const hasFailure = tables.failures.has(attemptId);
    const waits = tables.line.get(attemptId)?.state === "waiting";
    const outcomes = [hasOrder, hasFailure, waits].filter(Boolean).length;
    const breaches = outcomes === 1 ? [] : [`I3 attempt ${attemptId} has ${outcomes} outcomes`];
    if (state === "queued" && place === null) breaches.push(`I4 attempt ${attemptId} is still being confirmed`);
    return breaches;
  });
}

/** I4: nothing is left on its way. */
function checkNothingWaits({ redis, database }: World): readonly string[] {
  const { gate } = redis.keys;
  const breaches: string[] = [];
  if (!isLoaded(gate)) breaches.push("I4 the gate is not loaded");
  if (gate.entries.length > 0) breaches.push(`I4 ${gate.entries.length} intents are not worked`);
  if ((gate.group?.pending.size ?? 0) > 0) breaches.push("I4 intents are pending");
  if (database.tables.outbox.size > 0) breaches.push(`I4 ${database.tables.outbox.size} news for the gate wait`);
  return breaches;
}

/** I10: the gate knows what PostgreSQL knows. */
function checkAgreement({ redis, database }: World): readonly string[] {
  const { gate } = redis.keys;
  const { tables } = database;
  const breaches: string[] = [];
  for (const { id, ...books } of tables.items.values()) {
    const stock = gate.stock.get(id);
    const isSame = stock !== undefined && stock.held === books.held && stock.sold === books.sold;
    if (!isSame || stock.released !== books.released) {
      breaches.push(`I10 item ${id}: the gate says ${JSON.stringify(stock)}, the books ${JSON.stringify(books)}`);
    }
  }
  for (const order of tables.orders.values()) {
    const told = gate.attempts.get(attemptIdOfOrder(order.id))?.state;
    const expected = wordOf(order, tables.ledger.has(`sell:${order.id}`));
    if (told !== undefined && !expected.includes(told)) {
      breaches.push(`I10 order ${order.id} is ${order.state}, the gate says ${told}`);
    }
  }
  for (const [attemptId, record] of gate.attempts) {
    const isBooked = tables.orders.has(orderIdOfAttempt(attemptId));
    // Who left a line that Redis has lost since, and was driven into it again by a receipt, is refused at his turn.
    const waits = record.sequence !== null && tables.line.has(attemptId);
    if (isLiveRecord(record) && !isBooked && !waits) breaches.push(`I6 the gate holds ${attemptId} for nobody`);
  }
  return breaches;
}

/** An order that never was sold keeps its old word while its money goes back. */
function wordOf(order: OrderRow, wasSold: boolean): readonly (AttemptState | "unknown")[] {
  if (order.state === "refunding") return wasSold ? ["paid"] : ["expired", "left", "lost"];
  if (order.state === "refunded") return wasSold ? ["lost"] : ["expired", "left", "lost"];
  return [attemptOfOrder(order.state).state];
}

/** I5: nobody waits beside units that would do. */
function checkLineIsServed({ redis, database }: World): readonly string[] {
  const { gate } = redis.keys;
  if ([...database.tables.sales.values()][0]?.status !== "published") return [];
  return [...gate.stock].flatMap(([itemId, { released, held, sold }]) => {
    const head = gate.lines.get(itemId)?.[0];
    const wants = head === undefined ? undefined : gate.attempts.get(head.attemptId)?.quantity;
    const free = released - held - sold;
    return wants !== undefined && wants <= free ? [`I5 item ${itemId}: ${free} are free and somebody waits`] : [];
  });
}

/** When the sale is over and every hold, payment and refund has run its course. */
export function checkEnd(world: World): readonly string[] {
  const { tables } = world.database;
  const breaches: string[] = [];
  for (const { attemptId, state } of acceptedOf(world)) {
    if (!isFinalAttempt(state)) breaches.push(`I4 attempt ${attemptId} is ${state} at the end`);
  }
  for (const { id, state } of tables.orders.values()) {
    if (["reserved", "paying", "refunding"].includes(state)) breaches.push(`I4 order ${id} is ${state} at the end`);
  }
  return [...breaches, ...checkMoney(world), ...checkRest(world)];
}

/** I8: the provider keeps what paid orders cost, gave nothing back twice, and every paid order has its one payment. */
function checkMoney({ provider, database }: World): readonly string[] {
  const { tables } = database;
  const breaches: string[] = [];
  const paid = [...tables.orders.values()].filter((order) => order.state === "paid");
  const owed = paid.reduce((sum, order) => sum + order.amountMinor, 0);
  if (provider.keptMinor !== owed)
    breaches.push(`I8 the provider keeps ${provider.keptMinor}, paid orders cost ${owed}`);
  for (const { charge, refundKeys } of provider.charges) {
    if (refundKeys.size > 1) breaches.push(`I8 charge ${charge.ref} was given back ${refundKeys.size} times`);
  }
  for (const { id } of paid) {
    const settled = [...tables.payments.values()].filter(
      (payment) => payment.order_id === id && payment.state === "succeeded",
    );
    if (settled.length !== 1) breaches.push(`I8 order ${id} is paid by ${settled.length} payments`);
  }
  for (const { id, state } of tables.payments.values()) {
    if (["created", "pending", "refunding"].includes(state)) breaches.push(`I8 payment ${id} is ${state} at the end`);
  }
  return breaches;
}

/** A promise is made once PostgreSQL has committed it, so there is an order behind every one. */
export function checkPromises(world: World): readonly string[] {
  return acceptedOf(world)
    .filter(
      ({ isPromised, attemptId }) => isPromised && world.database.orderOf(orderIdOfAttempt(attemptId)) === undefined,
    )
    .map(({ attemptId }) => `I3 ${attemptId} was promised and is in no book`);
}
