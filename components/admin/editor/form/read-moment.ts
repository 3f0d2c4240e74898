import { instantsOf, isTimeZone, utcOffsetAt, wallTimeAt } from "@/lib/domain/wall-time";

/** A time as it is typed, and which of two moments is meant where the clocks show it twice. */
export interface TypedTime {
  readonly text: string;
  readonly which: "earlier" | "later" | null;
}

export type MomentReading =
  | { readonly word: "at"; readonly at: string; readonly twins: Twins | null }
  | { readonly word: "empty" }
  | { readonly word: "unreadable" }
  /** The zone is no zone yet, so no time in it can be read. */
  | { readonly word: "no_zone" }
  | { readonly word: "skipped"; readonly before: string; readonly after: string }
  | { readonly word: "twice"; readonly twins: Twins };

export interface Twins {
  readonly earlier: string;
  readonly later: string;
}

export function readMoment({ text, which }: TypedTime, timeZone: string): MomentReading {
  if (text.trim() === "") return { word: "empty" };
  const wall = readWall(text);
  if (wall === null) return { word: "unreadable" };
  if (!isTimeZone(timeZone)) return { word: "no_zone" };
  const reading = instantsOf(wall, timeZone);
  switch (reading.word) {
    case "one":
      return { word: "at", at: reading.at, twins: null };
    case "none":
      return { word: "skipped", before: reading.before, after: reading.after };
    case "two": {
      const twins = { earlier: reading.earlier, later: reading.later };
      return which === null ? { word: "twice", twins } : { word: "at", at: twins[which], twins };
    }
    case "unreadable":
      return { word: "unreadable" };
  }
}

/** As it would be typed: `2026-12-01 12:00`, and which of two moments it is. */
export function writeMoment(at: string, timeZone: string): TypedTime {
  const wall = wallTimeAt(at, timeZone);
  const reading = instantsOf(wall, timeZone);
  const text = wall.replace("T", " ");
  if (reading.word !== "two") return { text, which: null };
  return { text, which: Date.parse(reading.earlier) === Date.parse(at) ? "earlier" : "later" };
}

/** `02:30 (UTC+02:00)`, to tell two equal times apart. */
export function describeTwin(at: string, timeZone: string): string {
  return `${wallTimeAt(at, timeZone).slice(11)} (UTC${utcOffsetAt(at, timeZone)})`;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const datePatterns: readonly { readonly pattern: RegExp; readonly order: readonly ("y" | "m" | "d")[] }[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})$/, order: ["y", "m", "d"] },
  { pattern: /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/, order: ["d", "m", "y"] },
  { pattern: /^(\d{1,2})\.?\s([a-z]{3})[a-z]*\.?,?\s(\d{4})$/, order: ["d", "m", "y"] },
  { pattern: /^([a-z]{3})[a-z]*\.?\s(\d{1,2}),?\s(\d{4})$/, order: ["m", "d", "y"] },
];

const clockPattern = /^(.+?)(?:,?\s+|(?<=\d)t(?=\d))(\d{1,2})(?::(\d{2}))?(?::(\d{2}(?:\.\d{1,3})?))?\s?(am|pm)?$/;

/**
 * The canonical text of a typed time: `2026-12-01 12:00`. Understands `1 Dec 2026 12:00`, `Dec 1, 2026 7pm` and
 * `1.12.2026 19:00` too, with or without the weekday before; not 1/12/2026, which is two days.
 */
export function readWall(text: string): string | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /, "");
  const [, dateText = "", hourText = "", minute, second, half] = clockPattern.exec(plain) ?? [];
  const date = readDate(dateText);
  const hour = readHour(hourText, half);
  // A bare "7" may be a day or a morning; with am or pm, or minutes, it is an hour.
  if (date === null || hour === null || (minute === undefined && half === undefined)) return null;
  const clock = [hour, minute ?? "00", ...(second === undefined ? [] : [second])].join(":");
  return `${date} ${clock}`;
}

function readDate(text: string): string | null {
  for (const { pattern, order } of datePatterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const part = (name: "y" | "m" | "d") => match[1 + order.indexOf(name)] ?? "";
    const month = months.indexOf(part("m"));
    const monthText = month === -1 ? part("m") : String(month + 1);
    if (!/^\d+$/.test(monthText)) return null;
    return [part("y"), monthText.padStart(2, "0"), part("d").padStart(2, "0")].join("-");
  }
  return null;
}

function readHour(text: string, half: string | undefined): string | null {
  const hour = Number(text);
  if (text === "") return null;
  if (half === undefined) return text.padStart(2, "0");
  if (hour < 1 || hour > 12) return null;
  return String((hour % 12) + (half === "pm" ? 12 : 0)).padStart(2, "0");
}
