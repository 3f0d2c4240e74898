import { sendMoneyBack } from "./apply-charge";
import type { PaymentParts } from "./payment-parts";
import { type PaymentRow, paymentColumns, readPaymentRow } from "./payment-record";
import type { Payments, RefundOutcome } from "./ports";

/**
 * A paid order goes to `refunding`, and its payment with it: from here refund-payments sends the money back. Repeating
 * it changes nothing. The payment is locked before the order, as everywhere.
 */
export function refundOrder(
  parts: PaymentParts,
  orderId: string,
  detail: string,
  also?: Parameters<Payments["refund"]>[2],
): Promise<RefundOutcome> {
  const clockSpec = parts.clock.spec();
  return parts.pool.transaction(async (client) => {
    const found = await client.query<PaymentRow>(
      `select ${paymentColumns} from payments where order_id = $1 and state = 'succeeded' for update`,
      [orderId],
    );
    const step = await parts.steps.markRefunding(client, orderId, detail, clockSpec);
    if (step.word === "unmoved") return "not_paid";
    const row = found.rows[0];
    if (row === undefined) {
      await parts.steps.markRefunded(client, orderId, clockSpec);
      await also?.(client, "nothing_taken");
      return "nothing_taken";
    }
    await sendMoneyBack({ client, steps: parts.steps, clockSpec }, readPaymentRow(row));
    await also?.(client, "refund_due");
    return "refund_due";
  });
}
