import { instantsOf } from "@/lib/domain";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The moment at which a day begins in a zone; null for what is no day. A midnight that is skipped begins after it. */
export function dayStart(day: string, timeZone: string): string | null {
  if (!dayPattern.test(day)) return null;
  const reading = instantsOf(`${day}T00:00`, timeZone);
  switch (reading.word) {
    case "one":
      return reading.at;
    case "none":
      return reading.after;
    case "two":
      return reading.earlier;
    case "unreadable":
      return null;
  }
}

/** The moment at which a day ends in a zone: the start of the next. */
export function dayEnd(day: string, timeZone: string): string | null {
  if (!dayPattern.test(day)) return null;
  const next = new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000);
  return Number.isNaN(next.getTime()) ? null : dayStart(next.toISOString().slice(0, 10), timeZone);
}
