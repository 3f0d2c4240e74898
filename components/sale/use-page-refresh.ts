"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { SaleView } from "./merge-sale-state";
import type { SaleFacts } from "./sale-facts";

/** A crowd that hears of a change together fetches the new page spread over these seconds. */
const spreadFromMs = 2_000;
const spreadOverMs = 6_000;

/**
 * Fetches the static page anew, in place, when the server tells of a newer version than the page was made from
 * (a new time, a reason for a cancellation) and once when the sale has ended (when it was sold out).
 */
export function usePageRefresh(facts: SaleFacts, view: SaleView): void {
  const router = useRouter();
  const isOutdated = view.version > facts.version;
  const lacksEnd = view.phase === "ended" && view.endedAtMs === null;
  useEffect(() => {
    if (!isOutdated && !lacksEnd) return;
    const timer = setTimeout(() => router.refresh(), spreadFromMs + Math.random() * spreadOverMs);
    return () => clearTimeout(timer);
  }, [router, isOutdated, lacksEnd]);
}
