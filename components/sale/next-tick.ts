/** Timers may fire a fraction of a millisecond early; a tick must not come before its second. */
const earlyMs = 1;

/**
 * Milliseconds until the page must look at the clock again: the next whole second of the distance to
 * `targetMs`, or the next of the other moments if that comes first.
 */
export function nextTickMs(nowMs: number, targetMs: number, moments: readonly number[]): number {
  const intoSecondMs = (((nowMs - targetMs) % 1000) + 1000) % 1000;
  let delayMs = 1000 - intoSecondMs;
  for (const momentMs of [targetMs, ...moments]) {
    if (momentMs > nowMs) delayMs = Math.min(delayMs, momentMs - nowMs);
  }
  return Math.max(earlyMs, delayMs);
}
