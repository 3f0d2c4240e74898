"use client";

import type { AdminOrderAnswer, AdminOrdersAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

const listPollMs = 10_000;
const orderPollMs = 5_000;

function pollList(): number {
  return listPollMs;
}

function pollOrder(): number {
  return orderPollMs;
}

/** A page of orders; `query` is the API's, for example `state=paid&page=2`. */
export function useAdminOrders(query: string): PolledAnswer<AdminOrdersAnswer> {
  return useAnswer<AdminOrdersAnswer>(`/api/admin/orders${query === "" ? "" : `?${query}`}`, pollList);
}

export function adminOrderPath(orderId: string): string {
  return `/api/admin/orders/${encodeURIComponent(orderId)}`;
}

/** One order with everything about it; null asks nothing. */
export function useAdminOrder(orderId: string | null): PolledAnswer<AdminOrderAnswer> {
  return useAnswer<AdminOrderAnswer>(orderId === null ? null : adminOrderPath(orderId), pollOrder);
}
