const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Above this a running clock says less than a date. */
const datedAboveMs = 48 * hourMs;

/** What the clock's face shows. Whole seconds are rounded up, so it reaches 0 exactly at the moment. */
export type CountdownFace =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "digits"; readonly text: string }
  /** The last ten seconds: one number, larger. */
  | { readonly kind: "last"; readonly text: string }
  /** Seconds would pretend to a sharpness the measured clock has not. */
  | { readonly kind: "any_moment" };

export interface CountdownOptions {
  readonly showSeconds: boolean;
  /** Null while unknown. */
  readonly clockErrorMs: number | null;
}

/** An error above this makes the last seconds a guess. */
const sharpEnoughMs = 500;

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The clock's face at so many milliseconds before the moment. */
export function countdownFace(remainingMs: number, options: CountdownOptions): CountdownFace {
  const seconds = Math.max(0, Math.ceil(remainingMs / secondMs));
  if (remainingMs > datedAboveMs) return { kind: "days", days: Math.floor(remainingMs / dayMs) };
  if (seconds <= 10 && remainingMs > 0 && options.clockErrorMs !== null && options.clockErrorMs > sharpEnoughMs) {
    return { kind: "any_moment" };
  }
  if (seconds <= 10) return { kind: "last", text: String(seconds) };
  if (!options.showSeconds) {
    const minutes = Math.ceil(remainingMs / minuteMs);
    return { kind: "digits", text: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}` };
  }
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return { kind: "digits", text: `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}` };
}

function count(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? "" : "s"}`;
}

/** `4 minutes 12 seconds`, the two largest units; for those who listen. */
export function spokenDuration(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / secondMs));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), "day"],
    [Math.floor((seconds % 86_400) / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
    [seconds % 60, "second"],
  ];
  const from = parts.findIndex(([value]) => value > 0);
  if (from === -1) return "0 seconds";
  return parts
    .slice(from, from + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => count(value, unit))
    .join(" ");
}

/** For the tab's title: `04:12` within the hour, `1:04:12` above; null when further away than a day. */
export function titleCountdown(remainingMs: number): string | null {
  if (remainingMs > dayMs) return null;
  const seconds = Math.max(0, Math.ceil(remainingMs / secondMs));
  const hours = Math.floor(seconds / 3600);
  const rest = `${twoDigits(Math.floor((seconds % 3600) / 60))}:${twoDigits(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

const milestonesMs = [10 * minuteMs, 5 * minuteMs, minuteMs, 30 * secondMs, 10 * secondMs] as const;

/**
 * What to speak when the remaining time went from `before` to `now`: the milestone just passed, or null. A
 * jump over several (the tab slept) speaks only the last one.
 */
export function milestonePassed(beforeMs: number, nowMs: number): string | null {
  if (nowMs <= 0) return null;
  const passed = milestonesMs.filter((milestoneMs) => beforeMs > milestoneMs && nowMs <= milestoneMs).at(-1);
  return passed === undefined ? null : `Opens in ${spokenDuration(passed)}.`;
}

/** How long a sale took, to the second: `3 min 12 s`, `1 h 4 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / secondMs));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/**
 * The clock for those who listen: it changes once a minute and never ticks. `verb` is what happens at the end,
 * as in "Opens in 5 minutes".
 */
export function spokenCountdown(verb: string, remainingMs: number): string {
  if (remainingMs <= minuteMs) return `${verb} in less than a minute`;
  return `${verb} in ${spokenDuration(Math.ceil(remainingMs / minuteMs) * minuteMs)}`;
}
