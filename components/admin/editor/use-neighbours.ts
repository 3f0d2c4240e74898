"use client";

import { useDeferredValue } from "react";
import type { AdminSalesAnswer, CheckFacts } from "@/lib/domain";
import { useAnswer } from "../../api/use-answer";

function neverPoll(): number {
  return 0;
}

const none: CheckFacts["neighbours"] = [];

/** Published sales that run at some time between two moments, without the edited one. */
export function useNeighbours(
  slug: string | null,
  startsAt: string | undefined,
  endsAt: string | undefined,
): CheckFacts["neighbours"] {
  const isSpan = startsAt !== undefined && endsAt !== undefined && startsAt < endsAt;
  const query = isSpan ? new URLSearchParams({ from: startsAt, to: endsAt }).toString() : null;
  const asked = useDeferredValue(query);
  const { answer } = useAnswer<AdminSalesAnswer>(asked === null ? null : `/api/admin/sales?${asked}`, neverPoll);
  if (answer === null || !isSpan) return none;
  return answer.sales
    .filter(
      (sale) =>
        sale.slug !== slug &&
        (sale.status === "published" || sale.status === "paused") &&
        sale.startsAt < endsAt &&
        sale.endsAt > startsAt,
    )
    .map(({ slug: other, title, startsAt: at, skus }) => ({ slug: other, title, startsAtMs: Date.parse(at), skus }));
}
