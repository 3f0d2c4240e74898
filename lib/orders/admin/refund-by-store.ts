import type { OrderState } from "../../domain";
import type { RefundOutcome } from "../../payments/ports";
import { type OrderDeskParts, orderObject, type StoreWish, sayReason, type VerbOutcome } from "./order-desk-parts";
import { refundPossible } from "./what-is-possible";

/** `done` with the state the order went to. */
export type RefundByStore =
  | { readonly word: "done"; readonly state: "refunding" | "refunded" }
  | Exclude<VerbOutcome, { readonly word: "done" }>;

/**
 * The store gives a paid order's money back. The order moves once, whoever else asks for it at the same moment, and the
 * log has one entry; the worker then sends the money, and the unit returns with it.
 */
export async function refundByStore(parts: OrderDeskParts, wish: StoreWish): Promise<RefundByStore> {
  const { orderId, reason, actor } = wish;
  const { rows } = await parts.pool.query<{ state: OrderState; number: number }>(
    "SELECT state, number FROM orders WHERE id = $1",
    [orderId],
  );
  const order = rows[0];
  if (order === undefined) return { word: "not_found" };
  if (order.state === "refunding" || order.state === "refunded") return { word: "as_wished" };
  // What is paid can only become refunding, so what is true here stays true.
  const possible = refundPossible(order.state);
  if (!possible.may) return { word: "refused", detail: possible.reason };
  const detail = sayReason("The store gave your money back", reason);
  const outcome = await parts.payments.refund(orderId, detail, (client, moved) =>
    parts.recordChange(client, {
      actor,
      verb: "refund",
      object: orderObject(order.number),
      before: { state: "paid" },
      after: { state: stateAfter(moved), reason },
    }),
  );
  return outcome === "not_paid" ? { word: "as_wished" } : { word: "done", state: stateAfter(outcome) };
}

function stateAfter(outcome: RefundOutcome): "refunding" | "refunded" {
  return outcome === "nothing_taken" ? "refunded" : "refunding";
}
