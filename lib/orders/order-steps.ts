import type { Money, OrderState } from "../domain";
import type { TransactionClient } from "../platform/postgres";
import { type LockedOrder, lockOrder } from "./lock-order";
import { type Move, moveOrders, NoUnitError } from "./move-orders";

// What payments do to an order. Each step runs inside the caller's transaction, locks the order, moves it by
// compare-and-set and writes units, ledger, history and the gate's news with it. A step that finds the order in
// another state changes nothing and says which state that is; all of them throw when there is no such order
// (but markPaying, which is asked about ids that shoppers send).

export type StepResult = { readonly word: "moved" } | { readonly word: "unmoved"; readonly state: OrderState };

export type ReacquireResult = StepResult | { readonly word: "none_free" };

export type MarkPayingResult =
  | { readonly word: "paying"; readonly amount: Money }
  | { readonly word: "already_paying" }
  | { readonly word: "already_paid" }
  /** The time to pay is over, or the order was given back. */
  | { readonly word: "hold_ended" }
  /** No such order, or another account's. */
  | { readonly word: "not_found" };

const toPaying: Move = { from: ["reserved"], to: "paying", event: "paying", units: "stay", tellGate: true };
const toPaid: Move = { from: ["reserved", "paying"], to: "paid", event: "paid", units: "sell", tellGate: true };
const toReservedAgain: Move = { from: ["paying"], to: "reserved", event: "declined", units: "stay", tellGate: true };
const toExpired: Move = { from: ["paying"], to: "expired", event: "expired", units: "return", tellGate: true };
const toPaidLate: Move = { from: ["expired"], to: "paid", event: "paid", units: "sell_late", tellGate: true };
// The gate hears of a refund when the unit is free again; until then its word stays what it was.
const toRefunding: Move = {
  from: ["paid", "expired", "left", "cancelled"],
  to: "refunding",
  event: "refunding",
  units: "stay",
  tellGate: false,
};
const toRefundedUnsold: Move = {
  from: ["refunding"],
  to: "refunded",
  event: "refunded",
  units: "stay",
  tellGate: false,
};
const toRefundedSold: Move = { ...toRefundedUnsold, units: "return_sold", tellGate: true };

/** reserved -> paying, if the order is the account's and its hold still runs; the hold is frozen from here on. */
export async function markPaying(
  client: TransactionClient,
  orderId: string,
  accountId: string,
  clockSpec: string,
): Promise<MarkPayingResult> {
  const order = await lockOrder(client, orderId, clockSpec);
  if (order === null || order.accountId !== accountId) return { word: "not_found" };
  switch (order.state) {
    case "reserved":
      if (!order.holdRuns) return { word: "hold_ended" };
      await moveOrders(client, [orderId], toPaying, clockSpec);
      return { word: "paying", amount: { minor: order.amountMinor, currency: order.currency } };
    case "paying":
      return { word: "already_paying" };
    case "paid":
      return { word: "already_paid" };
    case "expired":
    case "left":
    case "cancelled":
    case "refunding":
    case "refunded":
      return { word: "hold_ended" };
  }
}

/** reserved | paying -> paid: the unit is sold. */
export async function markPaid(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult> {
  return move(client, await lockExisting(client, orderId, clockSpec), toPaid, clockSpec);
}

/**
 * paying -> reserved, with the time that was left when the shopper began to pay.
 * `detail` is the reason in plain words; it becomes the order's event `declined`.
 */
export async function markReservedAgain(
  client: TransactionClient,
  orderId: string,
  detail: string,
  clockSpec: string,
): Promise<StepResult> {
  return move(client, await lockExisting(client, orderId, clockSpec), toReservedAgain, clockSpec, detail);
}

/** paying -> expired: the unit returns. */
export async function markExpired(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult> {
  return move(client, await lockExisting(client, orderId, clockSpec), toExpired, clockSpec);
}

/**
 * expired -> paid, for money that came late: if the sale was not cancelled, a unit is free and the account has not
 * taken another in its place. `none_free` leaves the order expired.
 */
export async function reacquireLate(
  client: TransactionClient,
  orderId: string,
  clockSpec: string,
): Promise<ReacquireResult> {
  const order = await lockExisting(client, orderId, clockSpec);
  if (!toPaidLate.from.includes(order.state)) return { word: "unmoved", state: order.state };
  if (await isSaleCancelled(client, order.saleId)) return { word: "none_free" };
  await client.query("SAVEPOINT reacquire");
  try {
    await moveOrders(client, [orderId], toPaidLate, clockSpec, "The payment arrived late; a unit was still free.");
    await client.query("RELEASE SAVEPOINT reacquire");
    return { word: "moved" };
  } catch (error) {
    if (!(error instanceof NoUnitError || isSlotTaken(error))) throw error;
    await client.query("ROLLBACK TO SAVEPOINT reacquire");
    return { word: "none_free" };
  }
}

/** paid | expired | left | cancelled -> refunding. `detail` says why the money goes back. */
export async function markRefunding(
  client: TransactionClient,
  orderId: string,
  detail: string,
  clockSpec: string,
): Promise<StepResult> {
  return move(client, await lockExisting(client, orderId, clockSpec), toRefunding, clockSpec, detail);
}

/** refunding -> refunded. A unit that had been sold returns. */
export async function markRefunded(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult> {
  const order = await lockExisting(client, orderId, clockSpec);
  return move(client, order, (await wasSold(client, orderId)) ? toRefundedSold : toRefundedUnsold, clockSpec);
}

/** All steps, for those who take them as one parameter. */
export const orderSteps = {
  markPaying,
  markPaid,
  markReservedAgain,
  markExpired,
  reacquireLate,
  markRefunding,
  markRefunded,
} as const;

async function lockExisting(client: TransactionClient, orderId: string, clockSpec: string): Promise<LockedOrder> {
  const order = await lockOrder(client, orderId, clockSpec);
  if (order === null) throw new Error(`there is no order ${orderId}`);
  return order;
}

async function move(
  client: TransactionClient,
  order: LockedOrder,
  wanted: Move,
  clockSpec: string,
  detail = "",
): Promise<StepResult> {
  if (!wanted.from.includes(order.state)) return { word: "unmoved", state: order.state };
  await moveOrders(client, [order.id], wanted, clockSpec, detail);
  return { word: "moved" };
}

async function isSaleCancelled(client: TransactionClient, saleId: number): Promise<boolean> {
  // A cancellation of this very moment may be overlooked here; cancel-orders then finds the paid order.
  const { rows } = await client.query<{ status: string }>("SELECT status FROM sales WHERE id = $1", [saleId]);
  return rows[0]?.status === "cancelled";
}

async function wasSold(client: TransactionClient, orderId: string): Promise<boolean> {
  const { rows } = await client.query("SELECT 1 FROM stock_ledger WHERE cause = $1", [`sell:${orderId}`]);
  return rows.length > 0;
}

/** Another live order of the account sits in a slot of this one. */
function isSlotTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "order_lines_one_live_per_slot";
}
