import type { OrderRefusal } from "@/lib/domain";

const words: Readonly<Record<OrderRefusal, string>> = {
  hold_ended: "The time to pay this order is over. You were not charged.",
  provider_away: "The payment provider does not answer. Nothing was charged and your hold goes on; try again.",
  none_left: "This hold has been extended as often as it can be.",
  too_late: "This hold is over or already being paid; it cannot be extended.",
  paid_or_paying: "This order is paid or being paid and cannot be given back here.",
};

/** Why a form of an order's page was not taken. */
export function orderNote(refused: OrderRefusal): string {
  return words[refused];
}
