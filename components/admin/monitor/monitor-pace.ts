import type { MonitorAnswer } from "@/lib/domain";

const everySecondMs = 1_000;
const calmMs = 5_000;
const restMs = 10_000;
/** From here on the start is watched by the second. */
const nearStartMs = 90_000;

/** How long to wait before asking again: once a second while something happens, seldom when it is over. */
export function monitorPaceMs({ phase, asOf, startsAt, items, intents }: MonitorAnswer): number {
  switch (phase) {
    case "live":
    case "paused":
      return everySecondMs;
    case "scheduled":
      return Date.parse(startsAt) - Date.parse(asOf) <= nearStartMs ? everySecondMs : calmMs;
    case "ended":
    case "cancelled":
      return intents > 0 || items.some(({ held }) => held > 0) ? everySecondMs * 2 : restMs;
    case "draft":
      return restMs;
  }
}
