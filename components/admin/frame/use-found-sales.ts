"use client";

import { useDeferredValue } from "react";
import type { AdminSalesAnswer } from "@/lib/domain";
import { useAnswer } from "../../api/use-answer";

const shownMax = 6;
const none: AdminSalesAnswer["sales"] = [];

function neverPoll(): number {
  return 0;
}

/** The first sales with a text in their title or slug; the live ones and the latest while there is no text. */
export function useFoundSales(text: string): AdminSalesAnswer["sales"] {
  const wish = useDeferredValue(text.trim());
  const query = wish === "" ? "" : `?q=${encodeURIComponent(wish)}`;
  const { answer } = useAnswer<AdminSalesAnswer>(`/api/admin/sales${query}`, neverPoll);
  return answer === null ? none : answer.sales.slice(0, shownMax);
}
