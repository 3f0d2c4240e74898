import { randomBytes } from "node:crypto";
import { applyFailure } from "./apply-charge";
import type { PaymentParts } from "./payment-parts";
import type { PayOutcome, PayRequest } from "./ports";
import type { ChargeAnswer, ChargeRequest } from "./provider";
import { settleCharge, withPayment } from "./settle-charge";

/**
 * Begins to pay an order. The order is `paying` and the payment's key is stored before the provider is called, so
 * whatever happens to the call or to this process, the worker can ask the provider about that key.
 * Rejects when the database fails; calling again is then safe (`already_paying`, `already_paid` or a new try).
 */
export async function startPayment(parts: PaymentParts, request: PayRequest): Promise<PayOutcome> {
  const opened = await openPayment(parts, request);
  if (typeof opened === "string") return opened;
  const answer = await callProvider(parts, opened);
  switch (answer.word) {
    case "charge":
      await settleCharge(parts, answer.charge);
      return "paying";
    case "no_answer":
      // The order stays `paying`: the bank may have taken the money. The sweep asks until somebody knows.
      return "paying";
    case "away":
      await withPayment(parts, { ref: null, idempotencyKey: opened.idempotencyKey }, (context, payment) =>
        applyFailure(context, payment, awayReason),
      );
      return "provider_away";
  }
}

const awayReason = "The payment service could not be reached. Nothing was charged.";

async function openPayment(
  parts: PaymentParts,
  request: PayRequest,
): Promise<ChargeRequest | Exclude<PayOutcome, "paying" | "provider_away">> {
  const clockSpec = parts.clock.spec();
  return parts.pool.transaction(async (client) => {
    const step = await parts.steps.markPaying(client, request.orderId, request.accountId, clockSpec);
    if (step.word !== "paying") return step.word;
    const paymentId = `p_${randomBytes(16).toString("base64url")}`;
    const idempotencyKey = `pay:${paymentId}`;
    await client.query(
      `insert into payments (id, order_id, provider, idempotency_key, amount_minor, currency, method, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, shop_now($8), shop_now($8))`,
      [
        paymentId,
        request.orderId,
        parts.provider.name,
        idempotencyKey,
        step.amount.minor,
        step.amount.currency,
        request.method,
        clockSpec,
      ],
    );
    return {
      idempotencyKey,
      orderId: request.orderId,
      amount: step.amount,
      method: request.method,
      simulate: request.simulate,
    };
  });
}

async function callProvider(parts: PaymentParts, charge: ChargeRequest): Promise<ChargeAnswer> {
  try {
    return await parts.provider.charge(charge);
  } catch (error) {
    parts.logger.warn({ err: error, orderId: charge.orderId }, "the payment provider's answer was lost");
    return { word: "no_answer" };
  }
}
