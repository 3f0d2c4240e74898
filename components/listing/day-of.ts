import { formatDay } from "../sale/format-wall-time";
import type { WordsFor } from "../words/provide-words";

const dayMs = 86_400_000;

/** `today`, `tomorrow`, or the date; without a present moment always the date. */
export function nameDay(epochMs: number, nowMs: number | null, timeZone: string, say: WordsFor<"listing">): string {
  const day = formatDay(epochMs, timeZone, say.locale);
  if (nowMs === null) return day;
  if (day === formatDay(nowMs, timeZone, say.locale)) return say.listing.today;
  return day === formatDay(nowMs + dayMs, timeZone, say.locale) ? say.listing.tomorrow : day;
}
