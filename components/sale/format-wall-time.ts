import { type Locale, localeTags } from "@/lib/domain";

/** A moment as a wall clock in a time zone shows it. */
interface WallTime {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it, and clocks use it each second. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * Only numbers and names come from Intl. Its order and its separators differ between the versions of Node and of
 * browsers, and text that differs there is a hydration mismatch.
 */
function wallTime(epochMs: number, timeZone: string): WallTime {
  const parts: Record<string, number> = {};
  for (const part of formatFor(timeZone).formatToParts(epochMs)) parts[part.type] = Number(part.value);
  return {
    year: parts.year ?? 0,
    month: parts.month ?? 1,
    day: parts.day ?? 1,
    hour: parts.hour ?? 0,
    minute: parts.minute ?? 0,
    second: parts.second ?? 0,
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

type NamedPart = "weekday" | "month";

const names = new Map<string, Intl.DateTimeFormat>();

/** The short name of a date's weekday or month: `Fri`, `Dec`, `周五`, `12月`. */
function nameOf(time: WallTime, part: NamedPart, locale: Locale): string {
  const key = `${locale} ${part}`;
  const format = names.get(key) ?? new Intl.DateTimeFormat(localeTags[locale], { [part]: "short", timeZone: "UTC" });
  names.set(key, format);
  return format.format(Date.UTC(time.year, time.month - 1, time.day));
}

interface DateOrder {
  date(day: number, month: string): string;
  withWeekday(weekday: string, date: string): string;
  withTime(day: string, time: string): string;
}

const orders: Readonly<Record<Locale, DateOrder>> = {
  en: {
    date: (day, month) => `${day} ${month}`,
    withWeekday: (weekday, date) => `${weekday} ${date}`,
    withTime: (day, time) => `${day}, ${time}`,
  },
  zh: {
    date: (day, month) => `${month}${day}日`,
    withWeekday: (weekday, date) => `${date}${weekday}`,
    withTime: (day, time) => `${day} ${time}`,
  },
};

function dateOf(time: WallTime, locale: Locale): string {
  return orders[locale].date(time.day, nameOf(time, "month", locale));
}

function dayOf(time: WallTime, locale: Locale): string {
  return orders[locale].withWeekday(nameOf(time, "weekday", locale), dateOf(time, locale));
}

function clockOf(time: WallTime, seconds: boolean): string {
  const minutes = `${twoDigits(time.hour)}:${twoDigits(time.minute)}`;
  return seconds ? `${minutes}:${twoDigits(time.second)}` : minutes;
}

/** `12:00`; with seconds only when the moment has some, so that a start at 12:00:45 is not shown as 12:00. */
export function formatTime(epochMs: number, timeZone: string): string {
  const time = wallTime(epochMs, timeZone);
  return clockOf(time, time.second !== 0);
}

/** `12:14`, cut and not rounded: an early end is safer to show than a late one. */
export function formatMinute(epochMs: number, timeZone: string): string {
  return clockOf(wallTime(epochMs, timeZone), false);
}

/** `12:14:30` */
export function formatExactTime(epochMs: number, timeZone: string): string {
  return clockOf(wallTime(epochMs, timeZone), true);
}

/** `12:00:00.412`: when the server received a click, the shopper's proof of it. */
export function formatMilliseconds(epochMs: number, timeZone: string): string {
  const fraction = String(((epochMs % 1000) + 1000) % 1000).padStart(3, "0");
  return `${formatExactTime(epochMs, timeZone)}.${fraction}`;
}

/** `12 Dec`, `12月12日` */
export function formatDate(epochMs: number, timeZone: string, locale: Locale = "en"): string {
  return dateOf(wallTime(epochMs, timeZone), locale);
}

/** `Fri 12 Dec`, `12月12日周五` */
export function formatDay(epochMs: number, timeZone: string, locale: Locale = "en"): string {
  return dayOf(wallTime(epochMs, timeZone), locale);
}

/** `Fri 12 Dec, 12:00`, `12月12日周五 12:00` */
export function formatMoment(epochMs: number, timeZone: string, locale: Locale = "en"): string {
  const time = wallTime(epochMs, timeZone);
  return orders[locale].withTime(dayOf(time, locale), clockOf(time, time.second !== 0));
}

const sixDaysMs = 6 * 86_400_000;

/** `Fri 12:00` within the coming six days, `12 Dec 12:00` beyond, where a weekday would be ambiguous. */
export function formatShortMoment(epochMs: number, nowMs: number, timeZone: string, locale: Locale = "en"): string {
  const time = wallTime(epochMs, timeZone);
  const isNear = Math.abs(epochMs - nowMs) < sixDaysMs;
  const day = isNear ? nameOf(time, "weekday", locale) : dateOf(time, locale);
  return `${day} ${clockOf(time, time.second !== 0)}`;
}

/** The city in an IANA zone's name: `America/Argentina/Buenos_Aires` is Buenos Aires. */
export function zoneCity(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
