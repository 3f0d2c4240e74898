import { type Applied, type ApplyContext, applyCharge } from "./apply-charge";
import type { PaymentParts } from "./payment-parts";
import { lockPayment, type PaymentName, type PaymentRecord } from "./payment-record";
import type { Charge } from "./provider";

/**
 * Runs `work` on a payment in one transaction that holds its lock, with the payment as it is by then.
 * Null when no payment of ours belongs to the charge.
 */
export function withPayment<Result>(
  parts: PaymentParts,
  name: PaymentName,
  work: (context: ApplyContext, payment: PaymentRecord) => Promise<Result>,
): Promise<Result | null> {
  return parts.pool.transaction(async (client) => {
    const payment = await lockPayment(client, parts.provider.name, name);
    if (payment === null) return null;
    return work({ client, steps: parts.steps, clockSpec: parts.clock.spec() }, payment);
  });
}

/** Applies a charge in a transaction of its own. */
export async function settleCharge(parts: PaymentParts, charge: Charge): Promise<Applied | "unknown_charge"> {
  const applied = await withPayment(parts, charge, (context, payment) => applyCharge(context, payment, charge));
  return applied ?? "unknown_charge";
}
