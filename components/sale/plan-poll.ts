import { spreadPollMs } from "@/components/api/polling";
import type { SaleStateAnswer } from "@/lib/domain";
import type { SaleView } from "./merge-sale-state";
import { isOver } from "./merge-sale-state";

const hourMs = 3_600_000;
const minuteMs = 60_000;

export interface PollMoment {
  readonly nowMs: number;
  readonly view: Pick<SaleView, "phase" | "stock" | "startsAtMs">;
  /** What the server said last. */
  readonly answer: Pick<SaleStateAnswer, "phase" | "pollMs"> | null;
  readonly savesData: boolean;
  /** Returns [0, 1). */
  readonly random: () => number;
}

/**
 * Milliseconds until the next question for a sale's state; 0 means none.
 * Nothing is asked in the last minute before the start: the page switches by its own clock, and the first
 * question comes spread over the two seconds after.
 */
export function nextPollMs(moment: PollMoment): number {
  const { nowMs, view, answer, random } = moment;
  if (isOver(view)) {
    // Ended by our own clock alone: ask once more, the store may have extended it in the last seconds.
    const told = answer === null || answer.phase === "ended" || answer.phase === "cancelled";
    return told ? 0 : 1_000 + 2_000 * random();
  }
  if (view.phase === "scheduled") return untilNextBeforeStart(moment);

  const usualMs = usualPollMs(view);
  // An answer from before the start says how often to ask before the start.
  const serversMs = answer !== null && answer.phase !== "scheduled" ? answer.pollMs : usualMs;
  if (serversMs <= 0) return 0;
  // The first question after the start, when the timer for it was lost to a sleeping tab.
  const baseMs = answer !== null && answer.phase === "scheduled" && nowMs - view.startsAtMs < 2_000 ? 1_000 : serversMs;
  return spreadPollMs(baseMs, random(), moment.savesData);
}

/** Sold out is asked about seldom: only the store can bring units back, by adding stock. */
function usualPollMs({ phase, stock }: PollMoment["view"]): number {
  if (phase === "live" && stock === "gone") return 30_000;
  return phase === "paused" || stock === "held" ? 5_000 : 3_000;
}

function untilNextBeforeStart({ nowMs, view, answer, savesData, random }: PollMoment): number {
  const remainingMs = view.startsAtMs - nowMs;
  const afterStartMs = remainingMs + 2_000 * random();
  if (remainingMs > hourMs) return Math.min(remainingMs - hourMs + spreadPollMs(30_000, random(), false), hourMs);
  const serversMs = answer !== null && answer.phase === "scheduled" && answer.pollMs > 0 ? answer.pollMs : 30_000;
  const delayMs = spreadPollMs(serversMs, random(), savesData);
  return remainingMs - delayMs < minuteMs ? afterStartMs : delayMs;
}
