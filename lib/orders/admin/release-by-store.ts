import { lockOrder } from "../lock-order";
import { type Move, moveOrders } from "../move-orders";
import { type OrderDeskParts, orderObject, type StoreWish, sayReason, type VerbOutcome } from "./order-desk-parts";
import { releasePossible } from "./what-is-possible";

const toReleased: Move = { from: ["reserved"], to: "cancelled", event: "released", units: "return", tellGate: true };

/**
 * The store gives a hold up: the unit returns, to the line first and then to everybody, and the shopper gets a mail.
 * Money that arrives for it later goes back, as with every cancelled order.
 */
export function releaseByStore(parts: OrderDeskParts, wish: StoreWish): Promise<VerbOutcome> {
  const { orderId, reason, actor } = wish;
  const clockSpec = parts.clock.spec();
  return parts.pool.transaction(async (client): Promise<VerbOutcome> => {
    const order = await lockOrder(client, orderId, clockSpec);
    if (order === null) return { word: "not_found" };
    const possible = releasePossible(order.state);
    if (!possible.may) {
      const released = order.state === "cancelled" && (await wasReleased());
      return released ? { word: "as_wished" } : { word: "refused", detail: possible.reason };
    }
    const detail = sayReason("The store released your hold", reason);
    await moveOrders(client, [orderId], toReleased, clockSpec, detail);
    await parts.queueOrderMails(client, "hold_released", [orderId], { reason });
    await parts.recordChange(client, {
      actor,
      verb: "release",
      object: orderObject(order.number),
      before: { state: "reserved" },
      after: { state: "cancelled", reason },
    });
    return { word: "done" };

    async function wasReleased(): Promise<boolean> {
      const { rows } = await client.query("SELECT 1 FROM order_events WHERE order_id = $1 AND kind = 'released'", [
        orderId,
      ]);
      return rows.length > 0;
    }
  });
}
