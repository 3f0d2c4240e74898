import type { ShopPool } from "../platform/postgres";
import { lockOrder } from "./lock-order";
import { type Move, moveOrders } from "./move-orders";

export type GiveUpResult = "left" | "already" | "not_found" | "too_late";

const toLeft: Move = { from: ["reserved"], to: "left", event: "left", units: "return", tellGate: true };

/**
 * The shopper gives the unit back. `already`: it is not held any more, for whatever reason; `too_late`: it is paid or
 * being paid; `not_found`: no such order, or another account's.
 */
export function giveUpOrder(
  pool: ShopPool,
  orderId: string,
  accountId: string,
  clockSpec: string,
): Promise<GiveUpResult> {
  return pool.transaction(async (client) => {
    const order = await lockOrder(client, orderId, clockSpec);
    if (order === null || order.accountId !== accountId) return "not_found";
    switch (order.state) {
      case "reserved":
        await moveOrders(client, [orderId], toLeft, clockSpec);
        return "left";
      case "paying":
      case "paid":
        return "too_late";
      case "left":
      case "expired":
      case "cancelled":
      case "refunding":
      case "refunded":
        return "already";
    }
  });
}
