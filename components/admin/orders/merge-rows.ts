import type { AdminOrderRow } from "@/lib/domain";

export interface MergedRows {
  /** What is shown: the rows as they were, each as it is now. */
  readonly rows: readonly AdminOrderRow[];
  /** How many newer rows wait to be shown. */
  readonly news: number;
}

/**
 * Rows must not jump under somebody's pointer: those shown stay where they are and only change their content; what is
 * new is counted until it is asked for.
 */
export function mergeRows(shown: readonly AdminOrderRow[], latest: readonly AdminOrderRow[]): MergedRows {
  const now = new Map(latest.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    news: latest.filter((row) => !known.has(row.id)).length,
  };
}
