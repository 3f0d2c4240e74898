import { notFound } from "next/navigation";
import { isOrderId, type OrderAnswer, plainOrderPath } from "@/lib/domain";
import { orderBody } from "@/lib/http/respond-order";
import { services } from "@/lib/wiring";
import { requireReader } from "../read-reader";

interface OwnOrder {
  readonly order: OrderAnswer;
  /** The sale's zone. */
  readonly timeZone: string;
  readonly nowMs: number;
}

/** An order of the reader's own; 404 for another's exactly as for none. */
export async function readOwnOrder(id: string, page?: "pay"): Promise<OwnOrder> {
  if (!isOrderId(id)) notFound();
  const reader = await requireReader(plainOrderPath(id, page === undefined ? {} : { page }));
  const { orders, board, clock } = await services();
  const order = await orders.findForAccount(id, reader.accountId);
  if (order === null) notFound();
  return {
    order: orderBody(order),
    timeZone: board.byId(order.saleId)?.timeZone ?? "UTC",
    nowMs: clock.nowMs(),
  };
}
