import { attemptIdOfOrder, isLiveOrder, type LostReason, lostReasons, orderIdOfAttempt } from "../../domain";
import { judgeBookings } from "../../orders/judge-bookings";
import type {
  BookingRequest,
  BookingResult,
  GateTruth,
  LineLoss,
  LineRecord,
  RecordedAttempt,
} from "../../orders/ports";
import type { BookingFacts } from "../../orders/read-booking-facts";
import { type Database, GuardError, type Transaction } from "./database";
import { countUnits, enterLedger } from "./stock";
import type { FailureRow, LineRow, OrderRow } from "./tables";

// What lib/orders/place-orders.ts, record-line.ts, find-attempt.ts and read-for-gate.ts say in SQL, said once more with
// the same guards; a test holds both to the same answers. Who is booked is judged by the shop's own code.

type Judged = {
  readonly request: BookingRequest;
  readonly reason: LostReason | "left" | null;
  readonly isNew: boolean;
};

export function place(
  database: Database,
  transaction: Transaction,
  saleId: number,
  requests: readonly BookingRequest[],
): readonly BookingResult[] {
  const distinct = [...new Map(requests.map((request) => [request.attemptId, request])).values()];
  const judged = judge(database, saleId, distinct);
  const sale = database.tables.sales.get(saleId);
  for (const { request, reason, isNew } of judged) {
    if (isNew && reason === null && sale !== undefined) book(database, transaction, saleId, request);
    else if (isNew && reason !== null) fail(database, transaction, request, reason);
    const entry = database.tables.line.get(request.attemptId);
    if (isNew && entry?.state === "waiting") {
      const state = reason === null ? "offered" : "closed";
      database.put(transaction, database.tables.line, request.attemptId, { ...entry, state });
    }
  }
  return judged.map(({ request, reason }) => resultOf(database, request.attemptId, reason));
}

/** The shop's own judgement, of what these tables say. */
function judge(database: Database, saleId: number, requests: readonly BookingRequest[]): readonly Judged[] {
  const { failures } = database.tables;
  const { admitted, refused } = judgeBookings(saleId, requests, factsOf(database, saleId, requests));
  const reasons = new Map(refused.map(({ request, reason }) => [request, reason]));
  return requests.map((request) => {
    if (admitted.includes(request)) return { request, reason: null, isNew: true };
    const reason = reasons.get(request);
    if (reason !== undefined) return { request, reason, isNew: true };
    return { request, reason: failures.get(request.attemptId)?.reason ?? null, isNew: false };
  });
}

function factsOf(database: Database, saleId: number, requests: readonly BookingRequest[]): BookingFacts {
  const { tables, flaws } = database;
  const sale = tables.sales.get(saleId);
  const orders = [...tables.orders.values()];
  const isUnguarded = flaws.booksWithoutGuard === true;
  return {
    sale:
      sale === undefined
        ? null
        : {
            ...{ cancelled: sale.status === "cancelled", priceMinor: sale.priceMinor, currency: "EUR" },
            ...{ limitPerAccount: sale.limitPerAccount, payByMs: database.now() + sale.paymentWindowMs },
          },
    items: [...tables.items.values()].map(({ id, released, held, sold }) => ({
      id,
      free: isUnguarded ? Number.MAX_SAFE_INTEGER : released - held - sold,
    })),
    placed: orders.filter(({ id }) => requests.some(({ attemptId }) => orderIdOfAttempt(attemptId) === id)),
    failed: [...tables.failures.values()],
    taken: flaws.ignoresSlots
      ? []
      : requests.map(({ accountId }) => ({ accountId, slots: takenSlots(orders, accountId) })),
    unknownAccounts: [],
    waiting: [],
  };
}

export function takenSlots(orders: readonly OrderRow[], accountId: string): number {
  return orders
    .filter((order) => order.accountId === accountId && isLiveOrder(order.state))
    .reduce((slots, order) => slots | order.slots, 0);
}

function book(database: Database, transaction: Transaction, saleId: number, request: BookingRequest): void {
  const { tables } = database;
  const sale = tables.sales.get(saleId);
  if (sale === undefined) throw new GuardError("orders_sale_id_fkey", `no sale ${saleId}`);
  const { accountId, itemId, quantity, slots, receivedAtMs } = request;
  const nowMs = database.now();
  const id = orderIdOfAttempt(request.attemptId);
  const order: OrderRow = {
    ...{ id, accountId, itemId, quantity, slots, state: "reserved", version: 1 },
    ...{ amountMinor: sale.priceMinor * quantity, receivedAtMs, reservedAtMs: nowMs },
    ...{ payByMs: nowMs + sale.paymentWindowMs, payingSinceMs: null, extensionsUsed: 0 },
  };
  database.insert(transaction, tables.orders, id, order, "orders_pkey");
  database.put(transaction, tables.events, database.next(), { orderId: id, state: "reserved" });
  enterLedger(database, transaction, { cause: `reserve:${id}`, itemId, kind: "reserve", quantity, orderId: id });
  if (!countUnits(database, transaction, itemId, { held: quantity, sold: 0 })) {
    throw new Error("units were booked that are not free");
  }
}

function fail(database: Database, transaction: Transaction, request: BookingRequest, reason: LostReason | "left") {
  const { attemptId, accountId, itemId, quantity, receivedAtMs } = request;
  const row: FailureRow = { attemptId, accountId, itemId, quantity, receivedAtMs, reason };
  database.put(transaction, database.tables.failures, attemptId, row);
}

function resultOf(database: Database, attemptId: string, reason: LostReason | "left" | null): BookingResult {
  if (reason !== null) {
    return { attemptId, word: "failed", reason: lostReasons.find((known) => known === reason) ?? "cancelled" };
  }
  const order = database.orderOf(orderIdOfAttempt(attemptId));
  if (order === undefined) throw new Error(`attempt ${attemptId} was not booked`);
  const { version, payByMs, state } = order;
  return state === "reserved"
    ? { attemptId, word: "reserved", version, payByMs }
    : { attemptId, word: "moved_on", version, state, payByMs };
}

export function recordLine(
  database: Database,
  transaction: Transaction,
  joined: readonly LineRecord[],
  gone: readonly LineLoss[],
): void {
  const { tables } = database;
  for (const { attemptId, accountId, itemId, quantity, slots, sequence, receivedAtMs } of joined) {
    if (tables.line.has(attemptId)) continue;
    const state = lineStateOf(database, attemptId);
    const row: LineRow = { attemptId, accountId, itemId, quantity, slots, sequence, receivedAtMs, state };
    database.put(transaction, tables.line, attemptId, row);
  }
  for (const loss of gone) {
    if (tables.orders.has(orderIdOfAttempt(loss.attemptId))) continue;
    if (!tables.failures.has(loss.attemptId)) fail(database, transaction, loss, loss.reason);
    const entry = tables.line.get(loss.attemptId);
    if (entry?.state !== "waiting") continue;
    const state = loss.reason === "left" ? "left" : "closed";
    database.put(transaction, tables.line, loss.attemptId, { ...entry, state });
  }
}

/** As lib/orders/record-leave.ts. */
export function recordLeave(
  database: Database,
  transaction: Transaction,
  { saleId, epoch, loss }: { readonly saleId: number; readonly epoch: number; readonly loss: LineLoss },
): "recorded" | "stale_epoch" {
  const { tables } = database;
  if (tables.failures.get(loss.attemptId)?.reason === "left") return "recorded";
  if (tables.sales.get(saleId)?.epoch !== epoch) return "stale_epoch";
  recordLine(database, transaction, [], [loss]);
  return "recorded";
}

function lineStateOf({ tables }: Database, attemptId: string): LineRow["state"] {
  if (tables.orders.has(orderIdOfAttempt(attemptId))) return "offered";
  const failure = tables.failures.get(attemptId);
  if (failure === undefined) return "waiting";
  return failure.reason === "left" ? "left" : "closed";
}

export function findAttempt(database: Database, saleId: number, attemptId: string): RecordedAttempt | null {
  const order = database.orderOf(orderIdOfAttempt(attemptId));
  if (order !== undefined) return recordOfOrder(saleId, order);
  const failure = database.tables.failures.get(attemptId);
  return failure === undefined ? null : recordOfFailure(saleId, failure);
}

function recordOfOrder(saleId: number, order: OrderRow): RecordedAttempt {
  const { id, accountId, itemId, quantity, receivedAtMs, slots, version, payByMs, state } = order;
  const about = { attemptId: attemptIdOfOrder(id), saleId, accountId, itemId, quantity, receivedAtMs };
  return { ...about, slots, version, payByMs, orderState: state, failure: null };
}

function recordOfFailure(saleId: number, failure: FailureRow): RecordedAttempt {
  const { reason, ...about } = failure;
  return { ...about, saleId, slots: 0, version: 1, payByMs: null, orderState: null, failure: reason };
}

/** An order that is being refunded owns its unit until the money is back: to the gate it is paid until then. */
export function readForGate(database: Database, saleId: number): GateTruth {
  const { tables } = database;
  const booked = [...tables.orders.values()].map((order) => {
    const isSold = order.state === "refunding" && tables.ledger.has(`sell:${order.id}`);
    return recordOfOrder(saleId, isSold ? { ...order, state: "paid" } : order);
  });
  const failed = [...tables.failures.values()].map((failure) => recordOfFailure(saleId, failure));
  const attempts = [...booked, ...failed].sort(
    (left, right) => left.receivedAtMs - right.receivedAtMs || (left.attemptId < right.attemptId ? -1 : 1),
  );
  const line = [...tables.line.values()]
    .filter(({ state, attemptId }) => state === "waiting" && findAttempt(database, saleId, attemptId) === null)
    .sort((left, right) => left.sequence - right.sequence)
    .map(({ state: _state, ...entry }) => entry);
  return {
    items: [...tables.items.values()].map(({ id, ...counts }) => ({ itemId: id, ...counts })),
    attempts,
    line,
    causes: [...tables.ledger.values()]
      .filter(({ kind }) => kind === "release" || kind === "adjust")
      .map(({ cause }) => cause),
  };
}
