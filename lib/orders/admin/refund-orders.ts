import type { RefundResult } from "../../domain";
import type { OrderDeskParts, StoreWish } from "./order-desk-parts";
import { refundByStore } from "./refund-by-store";

/**
 * Refunds several orders for one reason, one transaction each: what happened to one says nothing about the others, and
 * what has been done stays done if a later one fails.
 */
export async function refundOrders(
  parts: OrderDeskParts,
  wish: Omit<StoreWish, "orderId"> & { readonly orderIds: readonly string[] },
): Promise<readonly RefundResult[]> {
  const results: RefundResult[] = [];
  for (const id of new Set(wish.orderIds)) {
    const outcome = await refundByStore(parts, { orderId: id, reason: wish.reason, actor: wish.actor });
    switch (outcome.word) {
      case "done":
        results.push({ id, outcome: outcome.state });
        break;
      case "as_wished":
        results.push({ id, outcome: "already" });
        break;
      case "refused":
        results.push({ id, outcome: "refused", detail: outcome.detail });
        break;
      case "not_found":
        results.push({ id, outcome: "not_found", detail: "There is no order with this id." });
        break;
    }
  }
  return results;
}
