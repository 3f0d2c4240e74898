/** Tickets are given from this long before the start. */
const leadMs = 30 * 60_000;

/**
 * When to fetch a ticket ahead of the start, in milliseconds from now; null where it is fetched with the click.
 * Those who wait since long are spread over the first five minutes in which tickets are given, latecomers over
 * a third of what is left.
 */
export function ticketDelayMs(nowMs: number, startsAtMs: number, random: number): number | null {
  const remainingMs = startsAtMs - nowMs;
  if (remainingMs <= 0) return null;
  const untilGivenMs = remainingMs - leadMs;
  if (untilGivenMs > 0) return untilGivenMs + 1_000 + random * 300_000;
  return random * Math.min(20_000, remainingMs / 3);
}
