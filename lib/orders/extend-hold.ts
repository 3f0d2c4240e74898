import type { ShopPool } from "../platform/postgres";
import { countExtensionsLeft } from "./hold-rules";
import { lockOrder } from "./lock-order";
import { type Move, moveOrders } from "./move-orders";
import type { ExtendOutcome } from "./ports";

const toExtended: Move = { from: ["reserved"], to: "reserved", event: "extended", units: "stay", tellGate: true };

/** Two more minutes for a hold that still runs; see hold-rules for how often. */
export function extendHold(
  pool: ShopPool,
  orderId: string,
  accountId: string,
  clockSpec: string,
): Promise<ExtendOutcome> {
  return pool.transaction(async (client) => {
    const order = await lockOrder(client, orderId, clockSpec);
    if (order === null || order.accountId !== accountId) return { word: "not_found" };
    if (order.state !== "reserved" || !order.holdRuns) return { word: "too_late" };
    if (countExtensionsLeft(order) === 0) return { word: "none_left" };
    const [moved] = await moveOrders(client, [orderId], toExtended, clockSpec);
    if (moved === undefined) throw new Error(`order ${orderId} is reserved and locked but could not be extended`);
    const { payByMs } = moved;
    const extended = { reservedAtMs: order.reservedAtMs, payByMs, extensionsUsed: order.extensionsUsed + 1 };
    return { word: "extended", payByMs, extensionsLeft: countExtensionsLeft(extended) };
  });
}
