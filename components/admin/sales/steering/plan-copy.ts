import { wallTimeAt } from "@/lib/domain/wall-time";

const weekMs = 7 * 86_400_000;

/**
 * The start to propose for a copy, as a wall time in the sale's zone: the same weekday and time of day, so many weeks
 * later that it is ahead. Weeks are counted on the wall clock, so that noon stays noon over a change of daylight saving.
 */
export function proposeStart(startsAt: string, timeZone: string, nowMs: number): string {
  const wallMs = Date.parse(`${wallTimeAt(startsAt, timeZone)}Z`);
  const nowWallMs = Date.parse(`${wallTimeAt(new Date(nowMs).toISOString(), timeZone)}Z`);
  const weeks = Math.max(1, Math.floor((nowWallMs - wallMs) / weekMs) + 1);
  return wallTimeAt(new Date(wallMs + weeks * weekMs).toISOString(), "UTC").replace("T", " ");
}

/** The end that keeps the length. */
export function endOfCopy({ startsAt, endsAt }: { startsAt: string; endsAt: string }, newStart: string): string {
  return new Date(Date.parse(newStart) + Date.parse(endsAt) - Date.parse(startsAt)).toISOString();
}
