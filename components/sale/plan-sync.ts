/** No question to the server in the last seconds before a start: everybody would ask at once. */
export const quietBeforeStartMs = 5_000;

/** Five samples 200 ms apart and their round trips take about this long. */
const seriesMs = 1_500;

const regularMs = 300_000;
/** Before a start: one minute and a quarter of one, each spread by 5 s either way. */
const beforeStartMs = [60_000, 15_000] as const;
const spreadMs = 5_000;

/** Whether a moment lies in the silence before one of the starts. */
export function isQuiet(nowMs: number, startsMs: readonly number[]): boolean {
  return startsMs.some((startMs) => nowMs >= startMs - quietBeforeStartMs && nowMs < startMs);
}

/** Whether a series of samples begun now would run into the silence before a start. */
export function wouldBreakQuiet(nowMs: number, startsMs: readonly number[]): boolean {
  return startsMs.some((startMs) => nowMs + seriesMs > startMs - quietBeforeStartMs && nowMs < startMs);
}

/**
 * Milliseconds until the clock should be measured again: about every 5 min, and about 60 s and 15 s before a
 * start, never in its last 5 s. `random` returns [0, 1).
 */
export function nextSyncDelayMs(nowMs: number, startsMs: readonly number[], random: () => number): number {
  let delayMs = regularMs * (0.8 + 0.4 * random());
  for (const startMs of startsMs) {
    for (const leadMs of beforeStartMs) {
      const untilMs = startMs - leadMs + (2 * random() - 1) * spreadMs - nowMs;
      // A measurement just behind us was this very one.
      if (untilMs > spreadMs) delayMs = Math.min(delayMs, untilMs);
    }
  }
  for (const startMs of startsMs) {
    if (wouldBreakQuiet(nowMs + delayMs, [startMs])) delayMs = startMs - nowMs + 2_000 + 3_000 * random();
  }
  return delayMs;
}
