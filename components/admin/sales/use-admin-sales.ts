"use client";

import type { AdminSalesAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

const listPollMs = 10_000;

function pollList(): number {
  return listPollMs;
}

/** Sales as the API lists them; `query` is its own, for example `status=draft&page=2`. */
export function useAdminSales(query: string): PolledAnswer<AdminSalesAnswer> {
  return useAnswer<AdminSalesAnswer>(`/api/admin/sales${query === "" ? "" : `?${query}`}`, pollList);
}
