import type { WordsFor } from "../words/provide-words";

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

/** `4 minutes 12 seconds`, the two largest units; for those who listen. */
export function spokenDuration(remainingMs: number, say: WordsFor<"sale" | "time">): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / secondMs));
  const parts = [
    { count: Math.floor(seconds / 86_400), speak: say.time.days },
    { count: Math.floor((seconds % 86_400) / 3600), speak: say.time.hours },
    { count: Math.floor((seconds % 3600) / 60), speak: say.time.minutes },
    { count: seconds % 60, speak: say.time.seconds },
  ];
  const from = parts.findIndex(({ count }) => count > 0);
  const [larger, smaller] = parts.slice(from).map(({ count, speak }) => (count > 0 ? speak({ count }) : null));
  if (from === -1 || !larger) return say.time.seconds({ count: 0 });
  return smaller ? say.sale.twoUnits({ larger, smaller }) : larger;
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
export function milestonePassed(beforeMs: number, nowMs: number, say: WordsFor<"sale" | "time">): string | null {
  if (nowMs <= 0) return null;
  const passed = milestonesMs.filter((milestoneMs) => beforeMs > milestoneMs && nowMs <= milestoneMs).at(-1);
  return passed === undefined ? null : say.sale.opensInSentence({ duration: spokenDuration(passed, say) });
}

/** How long a sale took, to the second: `3 min 12 s`, `1 h 4 min`. */
export function formatDuration(durationMs: number, say: WordsFor<"time">): string {
  const all = Math.max(1, Math.round(durationMs / secondMs));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  if (hours > 0)
    return minutes === 0 ? say.time.durationHours({ hours }) : say.time.durationHoursMinutes({ hours, minutes });
  if (minutes === 0) return say.time.durationSeconds({ seconds });
  return seconds === 0 ? say.time.durationMinutes({ minutes }) : say.time.durationMinutesSeconds({ minutes, seconds });
}

/**
 * The clock for those who listen, as in "Opens in 5 minutes": it changes once a minute and never ticks. `verb` is
 * what happens at the end.
 */
export function spokenCountdown(verb: "opens" | "ends", remainingMs: number, say: WordsFor<"sale" | "time">): string {
  const isOpening = verb === "opens";
  if (remainingMs <= minuteMs) return isOpening ? say.sale.opensSoon : say.sale.endsSoon;
  const duration = spokenDuration(Math.ceil(remainingMs / minuteMs) * minuteMs, say);
  return isOpening ? say.sale.opensIn({ duration }) : say.sale.endsIn({ duration });
}
