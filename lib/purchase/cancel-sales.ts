import type { Loop } from "../platform/loop";

/** The part of cancelling that takes time. */
export interface CancelSalesParts {
  /** Cancels unpaid orders of cancelled sales, at most `max`; says how many. */
  readonly cancelUnpaid: (max: number) => Promise<number>;
  readonly findOrdersToRefund: (
    max: number,
  ) => Promise<readonly { readonly orderId: string; readonly detail: string }[]>;
  readonly refund: (orderId: string, detail: string) => Promise<unknown>;
}

/** Orders changed in one transaction: its locks last for some ten milliseconds. */
const cancelMax = 200;
/** Refunds begin one by one, each in a transaction of its own, so a round stays under a second. */
const refundMax = 50;

/**
 * Undoes the orders of cancelled sales: whatever is live in one is cancelled or goes into its refund, until nothing
 * is. It looks at what there is and remembers nothing, so it does not matter when a worker dies, and several may run.
 */
export function cancelSalesLoop(parts: CancelSalesParts): Loop {
  return {
    name: "cancel",
    idleMs: 500,
    async once() {
      const cancelled = await parts.cancelUnpaid(cancelMax);
      const due = await parts.findOrdersToRefund(refundMax);
      for (const { orderId, detail } of due) await parts.refund(orderId, detail);
      return cancelled + due.length;
    },
  };
}
