/*
 * Between what a clock on the wall shows and moments in time, with Intl alone, so that browser and server decide alike.
 * A wall time is a text such as `2026-12-01T10:00`; moments are ISO 8601 UTC with milliseconds.
 */

/** The moments at which the clocks of a zone show a wall time. */
export type WallTimeReading =
  | { readonly word: "one"; readonly at: string }
  /** The clocks are put forward over it. The wished time less and plus what they skip: 01:30 and 03:30 for 02:30. */
  | { readonly word: "none"; readonly before: string; readonly after: string }
  /** The clocks are put back over it. */
  | { readonly word: "two"; readonly earlier: string; readonly later: string }
  | { readonly word: "unreadable" };

const dayMs = 86_400_000;

/** `2026-12-01T10:00`, with a space or a T, with or without seconds; `24:00` is the midnight that ends the day. */
const wallPattern = /^([1-9]\d{3})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;

/** When the clocks in a zone show a wall time. Throws for a zone that Intl does not know; see `isTimeZone`. */
export function instantsOf(wall: string, timeZone: string): WallTimeReading {
  const wallMs = parseWall(wall);
  if (wallMs === null) return { word: "unreadable" };
  // No clock is further than a day from UTC, so these two offsets are those around the wall time.
  const before = offsetMs(wallMs - dayMs, timeZone);
  const after = offsetMs(wallMs + dayMs, timeZone);
  const [first, second] = [...new Set([before, after])]
    .map((offset) => wallMs - offset)
    .filter((atMs) => atMs + offsetMs(atMs, timeZone) === wallMs)
    .sort((left, right) => left - right);
  if (first === undefined) return { word: "none", before: isoOf(wallMs - after), after: isoOf(wallMs - before) };
  if (second === undefined) return { word: "one", at: isoOf(first) };
  return { word: "two", earlier: isoOf(first), later: isoOf(second) };
}

/** What the clocks in a zone show at a moment: `2026-12-01T10:00`, with seconds only if there are some. */
export function wallTimeAt(at: string, timeZone: string): string {
  const atMs = Date.parse(at);
  const text = isoOf(atMs + offsetMs(atMs, timeZone)).slice(0, -1);
  return text.replace(/(?::00)?\.000$/, "");
}

/** How far the clocks in a zone are from UTC at a moment: `+02:00`. It tells two equal wall times apart. */
export function utcOffsetAt(at: string, timeZone: string): string {
  const minutes = Math.round(offsetMs(Date.parse(at), timeZone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** Whether it is the IANA name of a zone. Intl also takes offsets, which know nothing of daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** As milliseconds since 1970 on a clock that shows UTC; null when it is no time of a day of the calendar. */
function parseWall(wall: string): number | null {
  const match = wallPattern.exec(wall);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0"] = match;
  const midnightMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC takes the 30th of February for the 2nd of March.
  if (isoOf(midnightMs).slice(0, 10) !== `${year}-${month}-${day}`) return null;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const intoDayMs = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000 + Number(fraction.padEnd(3, "0"));
  return clock.minute > 59 || clock.second > 59 || intoDayMs > dayMs ? null : midnightMs + intoDayMs;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** More names than there are zones: other spellings of a name must not fill the memory. */
const formatsMax = 1_000;

/** Making a format costs far more than using it. */
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
  if (formats.size >= formatsMax) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** What the zone's clocks show less what UTC's show. */
function offsetMs(atMs: number, timeZone: string): number {
  const wholeMs = Math.floor(atMs / 1_000) * 1_000;
  const parts: Record<string, number> = {};
  for (const part of formatFor(timeZone).formatToParts(wholeMs)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs;
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
