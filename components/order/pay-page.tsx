"use client";

import { useTimeZone } from "../shell/use-time-zone";
import { OrderLoading } from "./order-loading";
import { OrderTrouble, obstacleOf } from "./order-trouble";
import { PayDesk } from "./pay-desk";
import { useOrder } from "./use-order";

/** The way from a held item to a paid one. */
export function PayPage({ orderId }: { readonly orderId: string }) {
  const order = useOrder(orderId);
  const zone = useTimeZone();
  if (order.answer === null) {
    const obstacle = obstacleOf(order.session, order.problem, order.unreachable);
    return obstacle === null ? (
      <OrderLoading orderId={orderId} />
    ) : (
      <OrderTrouble obstacle={obstacle} path={`/orders/${orderId}/pay`} />
    );
  }
  return zone === null ? (
    <OrderLoading orderId={orderId} />
  ) : (
    <PayDesk order={order} shown={order.answer} zone={zone} />
  );
}
