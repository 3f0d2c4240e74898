import type { AdminSaleSummary, SalePhase } from "@/lib/domain";

/** What the sheets need to know of a sale in order to say what an act means. */
export interface SteeredSale
  extends Pick<AdminSaleSummary, "slug" | "title" | "price" | "startsAt" | "endsAt" | "timeZone" | "sold" | "held"> {
  readonly phase: SalePhase;
  /** Also true before the start: then it would not open. */
  readonly paused: boolean;
}

/** A sale that is published and not over. */
export function isSteerable(phase: SalePhase): boolean {
  return phase === "scheduled" || phase === "live" || phase === "paused";
}

export function salePath(slug: string): string {
  return `/api/admin/sales/${encodeURIComponent(slug)}`;
}
