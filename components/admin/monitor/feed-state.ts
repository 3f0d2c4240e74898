export interface FeedFacts {
  /** The device's clock. */
  readonly nowMs: number;
  readonly answeredAtMs: number;
  /** Since when the page is looked at: a hidden page asks nothing, and its numbers are then old without a fault. */
  readonly watchedSinceMs: number;
  readonly paceMs: number;
  /** The last question failed. */
  readonly failed: boolean;
  readonly online: boolean;
}

/** Later than this after its turn an answer is missing. */
const patienceMs = 4_000;

/** Whether numbers stopped coming, so that what is shown is frozen. */
export function isFeedLost({ nowMs, answeredAtMs, watchedSinceMs, paceMs, failed, online }: FeedFacts): boolean {
  if (failed || !online) return true;
  return nowMs - Math.max(answeredAtMs, watchedSinceMs) > paceMs + patienceMs;
}
