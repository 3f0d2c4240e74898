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

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

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
 * Only the numbers come from Intl. Its words and separators differ between the versions of Node and of
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

function weekdayOf(time: WallTime): string {
  return weekdays[new Date(Date.UTC(time.year, time.month - 1, time.day)).getUTCDay()] ?? "";
}

function dateOf(time: WallTime): string {
  return `${time.day} ${months[time.month - 1] ?? ""}`;
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

/** `12 Dec` */
export function formatDate(epochMs: number, timeZone: string): string {
  return dateOf(wallTime(epochMs, timeZone));
}

/** `Fri 12 Dec, 12:00` */
export function formatMoment(epochMs: number, timeZone: string): string {
  const time = wallTime(epochMs, timeZone);
  return `${weekdayOf(time)} ${dateOf(time)}, ${clockOf(time, time.second !== 0)}`;
}

const sixDaysMs = 6 * 86_400_000;

/** `Fri 12:00` within the coming six days, `12 Dec 12:00` beyond, where a weekday would be ambiguous. */
export function formatShortMoment(epochMs: number, nowMs: number, timeZone: string): string {
  const time = wallTime(epochMs, timeZone);
  const day = Math.abs(epochMs - nowMs) < sixDaysMs ? weekdayOf(time) : dateOf(time);
  return `${day} ${clockOf(time, time.second !== 0)}`;
}

/** The city in an IANA zone's name: `America/Argentina/Buenos_Aires` is Buenos Aires. */
export function zoneCity(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
