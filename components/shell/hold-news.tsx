"use client";

import { useEffect } from "react";
import type { OrderAnswer } from "@/lib/domain";
import { useOrders } from "../order/use-orders";
import { formatTime } from "../sale/format-wall-time";
import { NewsLine } from "./news-line";
import { useTimeZone } from "./use-time-zone";

/** Never asks again sooner than this, however wrong the device's clock is. */
const shortestWaitMs = 15_000;

const words = {
  held: (title: string, until: string) => `${title} is held for you until ${until}.`,
  paying: (title: string) => `${title}: your payment is being checked.`,
  pay: "Pay now",
  view: "View order",
};

/** What is held for the account and waits for its payment; nothing on the order's and the sale's own pages. */
export function HoldNews({ pathname }: { readonly pathname: string }) {
  const zone = useTimeZone();
  const { answer, mutate } = useOrders({ enabled: true, before: null, follow: false });
  const open = firstOpenOrder(answer?.orders ?? []);
  const payBy = open?.payBy ?? null;

  useEffect(() => {
    if (payBy === null) return;
    const waitMs = Math.max(shortestWaitMs, Date.parse(payBy) - Date.now());
    const timer = setTimeout(() => void mutate(), waitMs);
    return () => clearTimeout(timer);
  }, [payBy, mutate]);

  if (open === null || zone === null || tellsItself(pathname, open)) return null;
  if (open.state === "reserved" && open.payBy !== undefined) {
    const until = formatTime(Date.parse(open.payBy), zone);
    return <NewsLine text={words.held(open.saleTitle, until)} href={`/orders/${open.id}/pay`} act={words.pay} />;
  }
  return <NewsLine text={words.paying(open.saleTitle)} href={`/orders/${open.id}`} act={words.view} />;
}

/** The order's pages and the sale's page say more of it than a line could, and a line there would push them down. */
function tellsItself(pathname: string, order: OrderAnswer): boolean {
  return pathname.startsWith(`/orders/${order.id}`) || pathname.startsWith(`/sales/${order.saleSlug}`);
}

/** The hold that ends first comes before payments that are under way. */
function firstOpenOrder(orders: readonly OrderAnswer[]): OrderAnswer | null {
  const held = orders
    .filter((order) => order.state === "reserved" && order.payBy !== undefined)
    .sort((one, other) => Date.parse(one.payBy ?? "") - Date.parse(other.payBy ?? ""));
  return held[0] ?? orders.find((order) => order.state === "paying") ?? null;
}
