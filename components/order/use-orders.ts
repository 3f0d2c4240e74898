"use client";

import { useEffect } from "react";
import { isFinalOrder, type OrdersAnswer } from "@/lib/domain";
import { onTabNews } from "../api/tab-news";
import { type PolledAnswer, useAnswer } from "../api/use-answer";

/** Where the newest orders are. */
export const newestOrdersPath = "/api/orders";

const pendingPollMs = 3_000;

function pollWhilePending(answer: OrdersAnswer): number {
  return answer.orders.every((order) => isFinalOrder(order.state)) ? 0 : pendingPollMs;
}

function neverPoll(): number {
  return 0;
}

interface OrdersQuestion {
  /** Nobody signed in has no orders to ask for. */
  readonly enabled: boolean;
  /** The cursor of a later page; null is the newest orders. */
  readonly before: string | null;
  /** Whether to keep asking while an order can still change by itself. */
  readonly follow: boolean;
}

/** A page of the account's orders, newest first. Follows other tabs of this browser. */
export function useOrders({ enabled, before, follow }: OrdersQuestion): PolledAnswer<OrdersAnswer> {
  const path = before === null ? newestOrdersPath : `${newestOrdersPath}?before=${encodeURIComponent(before)}`;
  const polled = useAnswer<OrdersAnswer>(enabled ? path : null, follow ? pollWhilePending : neverPoll);
  const { mutate } = polled;
  useEffect(() => onTabNews("orders", () => void mutate()), [mutate]);
  return polled;
}
