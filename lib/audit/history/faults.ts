/** A healthy shop gives its last word within this. */
export const healthyWithinMs = 10_000;
/** A shop in which something went wrong gives it within this of the end of that. */
export const mendedWithinMs = 60_000;

/** When the shop was broken on purpose. */
export interface Faults {
  begin(kind: string, atMs: number): void;
  end(kind: string, atMs: number): void;
  /**
   * By when a shop must have done what it was asked at `sinceMs`, for whoever asks again at `askedMs`. Infinite while
   * something is broken.
   */
  dueMs(sinceMs: number, askedMs: number): number;
  /** Whether something was broken at some moment between the two, or is being mended. */
  troubled(fromMs: number, toMs: number): boolean;
}

export function createFaults(): Faults {
  const faults: { readonly kind: string; readonly fromMs: number; toMs: number }[] = [];
  return {
    begin: (kind, atMs) => void faults.push({ kind, fromMs: atMs, toMs: Number.POSITIVE_INFINITY }),
    end(kind, atMs) {
      const open = faults.find((fault) => fault.kind === kind && fault.toMs === Number.POSITIVE_INFINITY);
      if (open !== undefined) open.toMs = atMs;
    },
    dueMs: (sinceMs, askedMs) =>
      faults
        .filter(({ fromMs, toMs }) => fromMs <= askedMs && toMs + mendedWithinMs >= sinceMs)
        .reduce((dueMs, { toMs }) => Math.max(dueMs, toMs + mendedWithinMs), sinceMs + healthyWithinMs),
    troubled: (fromMs, toMs) => faults.some((fault) => fault.fromMs <= toMs && fault.toMs + mendedWithinMs >= fromMs),
  };
}
