import type { OrderSteps } from "../payments/ports";
import type { TransactionClient } from "../platform/postgres";
import type { QueueOrderMails } from "./ports";

/**
 * The steps of payments, with the mails they are reasons for: paid, money back, and the sale called off over a paid
 * order (unpaid ones: see cancel-orders). Each is written in the transaction of the step.
 */
export function withOrderMails(steps: OrderSteps, queue: QueueOrderMails): OrderSteps {
  return {
    ...steps,
    async markPaid(client, orderId, clockSpec) {
      const step = await steps.markPaid(client, orderId, clockSpec);
      if (step.word === "moved") await queue(client, "order_paid", [orderId]);
      return step;
    },
    async reacquireLate(client, orderId, clockSpec) {
      const step = await steps.reacquireLate(client, orderId, clockSpec);
      if (step.word === "moved") await queue(client, "order_paid", [orderId]);
      return step;
    },
    async markRefunding(client, orderId, detail, clockSpec) {
      const step = await steps.markRefunding(client, orderId, detail, clockSpec);
      if (step.word === "moved" && (await isSaleCancelled(client, orderId))) {
        await queue(client, "sale_cancelled", [orderId]);
      }
      return step;
    },
    async markRefunded(client, orderId, clockSpec) {
      const step = await steps.markRefunded(client, orderId, clockSpec);
      if (step.word === "moved") await queue(client, "order_refunded", [orderId]);
      return step;
    },
  };
}

async function isSaleCancelled(client: TransactionClient, orderId: string): Promise<boolean> {
  const { rows } = await client.query<{ status: string }>(
    "SELECT sale.status FROM orders o JOIN sales sale ON sale.id = o.sale_id WHERE o.id = $1",
    [orderId],
  );
  return rows[0]?.status === "cancelled";
}
