/** What a person or the worker has decided about a sale. The phase follows from it and the time. */
export const saleStatuses = ["draft", "published", "paused", "ended", "cancelled"] as const;
export type SaleStatus = (typeof saleStatuses)[number];

export const salePhases = ["draft", "scheduled", "live", "paused", "ended", "cancelled"] as const;
export type SalePhase = (typeof salePhases)[number];

export const endedReasons = ["time", "sold_out", "stopped"] as const;
export type EndedReason = (typeof endedReasons)[number];

/** Stock in words: `held` means all taken but some may return, `gone` means no unit can return. */
export const stockBands = ["plenty", "low", "last", "held", "gone"] as const;
export type StockBand = (typeof stockBands)[number];

export const admissionModes = ["first_come", "shuffle", "draw"] as const;
export type AdmissionMode = (typeof admissionModes)[number];

/** What becomes of a sale while its gate, in Redis, cannot be reached: nothing is sold, or PostgreSQL sells by itself. */
export const withoutGateWords = ["closed", "books"] as const;
export type WithoutGate = (typeof withoutGateWords)[number];

/** Where a sale is sold from now: `nowhere` while its gate is rebuilt after it was sold from the books. */
export const soldFromWords = ["gate", "books", "nowhere"] as const;
export type SoldFrom = (typeof soldFromWords)[number];

/** The part of a sale from which its phase follows. Times are epoch milliseconds. */
export interface SaleSchedule {
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly endedReason: EndedReason | null;
}

/**
 * The phase at a moment. The window is half-open: the start belongs to the sale, the end does not.
 * A paused sale that has not begun is still scheduled, and one whose end has passed has ended.
 */
export function salePhase(sale: SaleSchedule, nowMs: number): SalePhase {
  if (sale.status === "draft" || sale.status === "cancelled" || sale.status === "ended") {
    return sale.status;
  }
  if (nowMs < sale.startsAtMs) return "scheduled";
  if (nowMs >= sale.endsAtMs) return "ended";
  return sale.status === "paused" ? "paused" : "live";
}

/** Why an ended sale ended; null while it has not. Running out of time needs nobody to record it. */
export function endedReason(sale: SaleSchedule, nowMs: number): EndedReason | null {
  if (salePhase(sale, nowMs) !== "ended") return null;
  return sale.endedReason ?? "time";
}

/** Counters of an item or of a whole sale: `total = unreleased + available + held + sold`. */
export interface StockCounts {
  readonly total: number;
  readonly released: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
}

export function addStock(counts: readonly StockCounts[]): StockCounts {
  const sum = { total: 0, released: 0, available: 0, held: 0, sold: 0 };
  for (const count of counts) {
    sum.total += count.total;
    sum.released += count.released;
    sum.available += count.available;
    sum.held += count.held;
    sum.sold += count.sold;
  }
  return sum;
}

/**
 * Half or more of the released stock free is plenty, under 5 % or three are the last few.
 * Nothing free is `held` while a hold or a later release can still bring units, else `gone`.
 */
export function stockBand(counts: StockCounts): StockBand {
  if (counts.available <= 0) {
    return counts.held > 0 || counts.released < counts.total ? "held" : "gone";
  }
  const share = counts.available / counts.released;
  if (share >= 0.5) return "plenty";
  return share < 0.05 || counts.available <= 3 ? "last" : "low";
}
