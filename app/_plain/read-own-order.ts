import { notFound } from "next/navigation";
import { isOrderId, type Locale, type OrderAnswer, plainOrderPath } from "@/lib/domain";
import { orderBody } from "@/lib/http/respond-order";
import { services } from "@/lib/wiring";
import { readChoices } from "./read-choices";
import { requireReader } from "./read-reader";

interface OwnOrder {
  readonly order: OrderAnswer;
  /** The sale's zone. */
  readonly timeZone: string;
  /** What the account chose for times; null where it chose none. */
  readonly ownZone: string | null;
  readonly nowMs: number;
}

/** An order of the reader's own; 404 for another's exactly as for none. */
export async function readOwnOrder(locale: Locale, id: string, page?: "pay"): Promise<OwnOrder> {
  if (!isOrderId(id)) notFound();
  const reader = await requireReader(plainOrderPath(id, page === undefined ? {} : { page }, locale));
  const { orders, board, clock } = await services();
  const [order, choices] = await Promise.all([orders.findForAccount(id, reader.accountId), readChoices()]);
  if (order === null) notFound();
  return {
    order: orderBody(order),
    ownZone: choices.timeZone,
    timeZone: board.byId(order.saleId)?.timeZone ?? "UTC",
    nowMs: clock.nowMs(),
  };
}
