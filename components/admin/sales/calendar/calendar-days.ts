import { instantsOf, wallTimeAt } from "@/lib/domain/wall-time";

/** A day of the calendar as a text: `2026-11-27`. */
export type Day = string;

export interface DaySpan {
  readonly day: Day;
  /** The moments at which it begins and ends in the zone; most last 24 hours. */
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 86_400_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

export function dayAt(atMs: number, timeZone: string): Day {
  return wallTimeAt(new Date(atMs).toISOString(), timeZone).slice(0, 10);
}

/** The day of an address, or `today` when it names none. */
export function readDay(text: string, today: Day): Day {
  const noonMs = Date.parse(`${text}T12:00:00.000Z`);
  const isDay = dayPattern.test(text) && !Number.isNaN(noonMs) && text === isoDay(noonMs);
  return isDay ? text : today;
}

export function addDays(day: Day, days: number): Day {
  return isoDay(noonOf(day) + days * dayMs);
}

/** The same day in another month, or that month's last. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(date, last), 12));
}

/** Monday is 0. */
function weekdayOf(day: Day): number {
  return (new Date(noonOf(day)).getUTCDay() + 6) % 7;
}

export function weekOf(day: Day): readonly Day[] {
  const monday = addDays(day, -weekdayOf(day));
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** The whole weeks that hold a day's month. */
export function monthOf(day: Day): readonly (readonly Day[])[] {
  const month = day.slice(0, 7);
  const weeks: (readonly Day[])[] = [];
  let week = weekOf(`${month}-01`);
  while (weeks.length === 0 || week[0]?.startsWith(month)) {
    weeks.push(week);
    week = weekOf(addDays(week[0] ?? day, 7));
  }
  return weeks;
}

/** When a day begins and ends in a zone: not always 24 hours apart. */
export function spanOf(day: Day, timeZone: string): DaySpan {
  return { day, fromMs: midnightMs(day, timeZone), toMs: midnightMs(addDays(day, 1), timeZone) };
}

/** A midnight that daylight saving skips is the first moment after it; of two the first begins the day. */
function midnightMs(day: Day, timeZone: string): number {
  const reading = instantsOf(`${day}T00:00`, timeZone);
  switch (reading.word) {
    case "one":
      return Date.parse(reading.at);
    case "none":
      return Date.parse(reading.after);
    case "two":
      return Date.parse(reading.earlier);
    case "unreadable":
      throw new Error(`${day} is no day`);
  }
}

function noonOf(day: Day): number {
  return Date.parse(`${day}T12:00:00.000Z`);
}

function isoDay(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const weekdayNames: readonly string[] = weekdays;

/** `Fri 27 November` */
export function spellDay(day: Day): string {
  return `${weekdays[weekdayOf(day)] ?? ""} ${Number(day.slice(8))} ${monthName(day)}`;
}

/** `November 2026` */
export function spellMonth(day: Day): string {
  return `${monthName(day)} ${day.slice(0, 4)}`;
}

function monthName(day: Day): string {
  return months[Number(day.slice(5, 7)) - 1] ?? "";
}
