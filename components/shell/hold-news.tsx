"use client";

import { useEffect } from "react";
import { localPath, locatePage, type OrderAnswer } from "@/lib/domain";
import { useOrders } from "../order/use-orders";
import { formatTime } from "../sale/format-wall-time";
import type { WordsFor } from "../words/provide-words";
import { NewsLine } from "./news-line";
import { useTimeZone } from "./use-time-zone";

/** Never asks again sooner than this, however wrong the device's clock is. */
const shortestWaitMs = 15_000;

interface HoldNewsProps {
  readonly pathname: string;
  readonly say: WordsFor<"attempt">;
}

/** What is held for the account and waits for its payment; nothing on the order's and the sale's own pages. */
export function HoldNews({ pathname, say }: HoldNewsProps) {
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

  if (open === null || zone === null || tellsItself(locatePage(pathname).path, open)) return null;
  if (open.state === "reserved" && open.payBy !== undefined) {
    const until = formatTime(Date.parse(open.payBy), zone);
    return (
      <NewsLine
        text={say.attempt.newsHeld({ title: open.saleTitle, time: until })}
        href={localPath(say.locale, `/orders/${open.id}/pay`)}
        act={say.attempt.payNow}
      />
    );
  }
  return (
    <NewsLine
      text={say.attempt.newsPaying({ title: open.saleTitle })}
      href={localPath(say.locale, `/orders/${open.id}`)}
      act={say.attempt.viewOrder}
    />
  );
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
