import type { TransactionClient } from "../platform/postgres";
import type { PaymentRecord, PaymentState } from "./payment-record";
import type { OrderSteps, StepResult } from "./ports";
import type { Charge } from "./provider";

/** What a charge's state changed in our books. Kept as the outcome of the event that brought it. */
export type Applied =
  | "unchanged"
  | "pending"
  | "paid"
  /** The hold was over, but a unit was free. */
  | "paid_late"
  | "declined"
  | "expired"
  /** The money is with the provider and goes back from there, see refund-payments. */
  | "refund_due"
  | "refunded";

export interface ApplyContext {
  readonly client: TransactionClient;
  readonly steps: OrderSteps;
  readonly clockSpec: string;
}

/**
 * Brings a payment and its order to where the provider's charge is. The one way in: the answer to a call, a webhook
 * and a question of our own all end here. The payment must be locked by this transaction (`lockPayment`).
 *
 * It looks at what the charge is now, never at which message told so, and moves only towards finality. So messages
 * may come twice, late and in any order: the first that finds the charge final does the work, the others nothing.
 */
export async function applyCharge(context: ApplyContext, payment: PaymentRecord, charge: Charge): Promise<Applied> {
  if (payment.providerRef === null) await rememberRef(context, payment, charge.ref);
  if (rankOf(charge.state) <= rankOf(payment.state)) return "unchanged";
  switch (charge.state) {
    case "pending":
      await movePayment(context, payment, "pending");
      return "pending";
    case "failed":
      return applyFailure(context, payment, charge.reason);
    case "cancelled":
      return applyCancellation(context, payment);
    case "succeeded":
      return applySuccess(context, payment, charge);
    case "refunded":
      return applyRefund(context, payment);
  }
}

/** The charge failed, or the provider has none: nothing was taken, and the shopper may try again. */
export async function applyFailure(context: ApplyContext, payment: PaymentRecord, reason: string): Promise<Applied> {
  if (!isUnderWay(payment)) return "unchanged";
  await movePayment(context, payment, "failed", reason);
  await context.steps.markReservedAgain(context.client, payment.orderId, reason, context.clockSpec);
  return "declined";
}

/** The charge was ended because it took too long: nothing was taken, and the unit returns. */
export async function applyCancellation(context: ApplyContext, payment: PaymentRecord): Promise<Applied> {
  if (!isUnderWay(payment)) return "unchanged";
  await movePayment(context, payment, "cancelled", "The payment took too long and was stopped.");
  await context.steps.markExpired(context.client, payment.orderId, context.clockSpec);
  return "expired";
}

async function applySuccess(context: ApplyContext, payment: PaymentRecord, charge: Charge): Promise<Applied> {
  const { client, steps, clockSpec } = context;
  if (charge.amount.minor !== payment.amount.minor || charge.amount.currency !== payment.amount.currency) {
    // A step that finds the order elsewhere changes nothing, so only the order this payment holds is set free.
    if (isUnderWay(payment)) await steps.markReservedAgain(client, payment.orderId, wrongAmountReason, clockSpec);
    return sendMoneyBack(context, payment);
  }
  // The payment first: from markPaid on the item's row, the busiest of a sale, stays locked until the commit.
  await movePayment(context, payment, "succeeded");
  const step = await steps.markPaid(client, payment.orderId, clockSpec);
  if (step.word === "moved") return "paid";
  switch (step.state) {
    case "expired":
      return applyLateSuccess(context, payment);
    case "left":
    case "cancelled":
      mustMove(await steps.markRefunding(client, payment.orderId, orderGoneReason, clockSpec), payment);
      return sendMoneyBack(context, payment);
    case "paid":
    case "refunding":
    case "refunded":
      // Another payment settled this order: this money is one too many, and the order's story is not its to change.
      return sendMoneyBack(context, payment);
    case "reserved":
    case "paying":
      throw new Error(`order ${payment.orderId} is ${step.state} and was not marked paid`);
  }
}

async function applyLateSuccess(context: ApplyContext, payment: PaymentRecord): Promise<Applied> {
  const { client, steps, clockSpec } = context;
  const again = await steps.reacquireLate(client, payment.orderId, clockSpec);
  switch (again.word) {
    case "moved":
      return "paid_late";
    case "none_free":
      mustMove(await steps.markRefunding(client, payment.orderId, tooLateReason, clockSpec), payment);
      return sendMoneyBack(context, payment);
    case "unmoved":
      throw new Error(`order ${payment.orderId} was expired and is ${again.state} in the same transaction`);
  }
}

async function applyRefund(context: ApplyContext, payment: PaymentRecord): Promise<Applied> {
  const { client, steps, clockSpec } = context;
  if (isUnderWay(payment)) {
    // It succeeded and went back before we heard of either.
    await steps.markReservedAgain(client, payment.orderId, returnedReason, clockSpec);
  }
  if (payment.state === "succeeded") {
    // Somebody gave the money back at the provider: the order cannot stay paid.
    await steps.markRefunding(client, payment.orderId, returnedReason, clockSpec);
  }
  await movePayment(context, payment, "refunded");
  // Unmoved when the refund was of a second payment and the order stays paid by the first.
  if (payment.state === "succeeded" || payment.state === "refunding") {
    await steps.markRefunded(client, payment.orderId, clockSpec);
  }
  return "refunded";
}

/** Persists that, and under which key, the money goes back; refund-payments then asks the provider for it. */
export async function sendMoneyBack(context: ApplyContext, payment: PaymentRecord): Promise<Applied> {
  await context.client.query(
    `update payments set state = 'refunding', refund_key = $2, checked_at = null, updated_at = shop_now($3) where id = $1`,
    [payment.id, `refund:${payment.id}`, context.clockSpec],
  );
  return "refund_due";
}

async function movePayment(
  context: ApplyContext,
  payment: PaymentRecord,
  state: PaymentState,
  reason: string | null = null,
): Promise<void> {
  await context.client.query(
    `update payments set state = $2, failure_reason = coalesce($3, failure_reason), updated_at = shop_now($4) where id = $1`,
    [payment.id, state, reason, context.clockSpec],
  );
}

async function rememberRef(context: ApplyContext, payment: PaymentRecord, ref: string): Promise<void> {
  await context.client.query("update payments set provider_ref = $2 where id = $1", [payment.id, ref]);
}

/** The order is `paying` because of this payment, or expired while it waited. */
function isUnderWay(payment: PaymentRecord): boolean {
  return payment.state === "created" || payment.state === "pending";
}

/** Money taken outranks a failure: a provider that changed its mind has the shopper's money all the same. */
function rankOf(state: PaymentState): number {
  switch (state) {
    case "created":
      return 0;
    case "pending":
      return 1;
    case "failed":
    case "cancelled":
      return 2;
    case "succeeded":
      return 3;
    case "refunding":
      return 4;
    case "refunded":
      return 5;
  }
}

function mustMove(step: StepResult, payment: PaymentRecord): void {
  if (step.word === "unmoved") throw new Error(`order ${payment.orderId} is ${step.state} and cannot be refunded`);
}

const wrongAmountReason = "The payment was not the order's amount. It goes back to you in full.";
const orderGoneReason = "The payment came after the order was given up. It goes back to you in full.";
const tooLateReason =
  "The payment came after the hold had ended and every unit was taken. It goes back to you in full.";
const returnedReason = "The payment was returned.";
