"use client";

import { useMemo } from "react";
import type { SalesAnswer } from "@/lib/domain";
import { useAnswer } from "../api/use-answer";
import { type ListedSale, listAnswer } from "./listed-sale";

const calmPollMs = 60_000;
const busyPollMs = 10_000;
/** A start this close makes the list worth a closer look. */
const soonMs = 10 * 60_000;

function listingPollMs(answer: SalesAnswer): number {
  const nowMs = Date.parse(answer.now);
  const isBusy = answer.sales.some(
    (sale) =>
      sale.phase === "live" ||
      sale.phase === "paused" ||
      (sale.phase === "scheduled" && Date.parse(sale.startsAt) - nowMs < soonMs),
  );
  return isBusy ? busyPollMs : calmPollMs;
}

export interface Listing {
  readonly sales: readonly ListedSale[];
  /** The last question failed: what is shown is the static list or an older answer. */
  readonly stale: boolean;
  readonly refresh: () => void;
}

/** The sales as the server last told, beginning with what the static page was made of. */
export function useListing(made: readonly ListedSale[]): Listing {
  const { answer, problem, unreachable, mutate } = useAnswer<SalesAnswer>("/api/sales", listingPollMs);
  const sales = useMemo(() => (answer === null ? made : answer.sales.map(listAnswer)), [answer, made]);
  return {
    sales,
    stale: problem !== null || unreachable,
    refresh: () => void mutate(),
  };
}
