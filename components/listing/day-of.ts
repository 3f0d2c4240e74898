import { formatMoment } from "../sale/format-wall-time";

const dayMs = 86_400_000;

/** `Fri 12 Dec` in a time zone. */
export function dayOf(epochMs: number, timeZone: string): string {
  const moment = formatMoment(epochMs, timeZone);
  return moment.slice(0, moment.indexOf(","));
}

/** `today`, `tomorrow`, or the date; without a present moment always the date. */
export function nameDay(epochMs: number, nowMs: number | null, timeZone: string): string {
  const day = dayOf(epochMs, timeZone);
  if (nowMs === null) return day;
  if (day === dayOf(nowMs, timeZone)) return "today";
  return day === dayOf(nowMs + dayMs, timeZone) ? "tomorrow" : day;
}
