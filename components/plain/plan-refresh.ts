import { type AttemptAnswer, type BuyRefusal, isFinalAttempt, type SaleStateAnswer } from "@/lib/domain";
import type { SaleView } from "../sale/merge-sale-state";
import { nextPollMs } from "../sale/plan-poll";

export interface RefreshMoment {
  readonly nowMs: number;
  readonly view: Pick<SaleView, "phase" | "stock" | "startsAtMs">;
  readonly state: Pick<SaleStateAnswer, "phase" | "pollMs">;
  readonly attempt: Pick<AttemptAnswer, "state" | "pollMs" | "payBy" | "place"> | null;
  readonly loading: boolean;
  readonly refused: BuyRefusal | null;
  /** When the same form may be sent again. */
  readonly untilMs: number | null;
  /** In [0, 1). */
  readonly random: number;
}

const secondMs = 1_000;
/** A whole page costs more than an answer to a script, and people need a moment to read it. */
const leastMs = 2_000;
const inLineLeastMs = 4_000;
/** Browsers and people forget longer ones. */
const mostMs = 3_600_000;

/**
 * Seconds until the page renews itself, never sooner than a script would ask; null where nothing can change, or
 * where only the reader can change it, who may be filling in the form.
 */
export function planRefreshSeconds(moment: RefreshMoment): number | null {
  const delayMs = delayOf(moment);
  return delayMs === null ? null : Math.ceil(Math.min(mostMs, Math.max(leastMs, delayMs)) / secondMs);
}

function delayOf(moment: RefreshMoment): number | null {
  const { attempt, loading, nowMs, untilMs, refused, random } = moment;
  if (loading) return 2 * secondMs;
  if (attempt !== null && !isFinalAttempt(attempt.state)) return delayOfAttempt(attempt, nowMs, random);
  if (refused === "throttled" && untilMs !== null) return Math.max(0, untilMs - nowMs) + secondMs * random;
  return delayOfSale(moment);
}

function delayOfAttempt(
  { state, pollMs, payBy, place }: NonNullable<RefreshMoment["attempt"]>,
  nowMs: number,
  random: number,
): number {
  // Held: only the end of the hold comes by itself.
  if (state === "reserved" && payBy !== undefined) return Date.parse(payBy) - nowMs + secondMs * (1 + 2 * random);
  // A line moves slowly, and a page that is drawn anew is harder to read than a number that changes.
  const baseMs = place === undefined ? pollMs : Math.max(pollMs, inLineLeastMs);
  return baseMs * (1 + 0.4 * random);
}

function delayOfSale({ nowMs, view, state, refused, random }: RefreshMoment): number | null {
  const hasOpenForm = view.phase === "live" && view.stock !== "held" && view.stock !== "gone" && refused === null;
  if (hasOpenForm || refused === "busy") return null;
  const delayMs = nextPollMs({ nowMs, view, answer: state, savesData: false, random: () => random });
  return delayMs === 0 ? null : delayMs;
}
