import type { Problem } from "@/lib/domain";

/** What to do after the shop said no to a click. */
export type NextStep =
  /** Send the same key again by itself. */
  | { readonly word: "resend"; readonly afterMs: number; readonly reason: "busy" | "not_open" }
  /** The ticket is no good: get another, once, and send the same key. */
  | { readonly word: "new_ticket" }
  /** The shopper may try again after a while. */
  | { readonly word: "throttled"; readonly forMs: number }
  /** The server stumbled: whether the click counted is unknown. */
  | { readonly word: "check" }
  /** A definite no. Nothing was taken, so the same key may be sent again unless it is `spoilt`. */
  | { readonly word: "refuse"; readonly spoilt: boolean };

export interface StepHistory {
  readonly busyResends: number;
  readonly notOpenResends: number;
  readonly newTickets: number;
  /** How long the shopper has been waiting for this click. */
  readonly waitedMs: number;
}

/** A wish that has heard "busy" for this long is handed back to the shopper. */
const busyPatienceMs = 90_000;
/** "Not open" a moment before the start is a matter of clocks; further away it is a plain no. */
const nearlyOpenMs = 2_000;

/** `random` is in [0, 1) and spreads the resends of a crowd that was told the same wait. */
export function decideStep(
  problem: Pick<Problem, "code">,
  retryAfterMs: number | null,
  history: StepHistory,
  random: number,
): NextStep {
  switch (problem.code) {
    case "busy": {
      if (history.waitedMs > busyPatienceMs) return { word: "refuse", spoilt: false };
      const afterMs = retryAfterMs ?? Math.min(8_000, 1_000 * 2 ** history.busyResends);
      return { word: "resend", afterMs: Math.round(afterMs * (1 + 0.5 * random)), reason: "busy" };
    }
    case "not_open": {
      const afterMs = retryAfterMs ?? Number.POSITIVE_INFINITY;
      if (afterMs >= nearlyOpenMs || history.notOpenResends > 0) return { word: "refuse", spoilt: false };
      return { word: "resend", afterMs, reason: "not_open" };
    }
    case "bad_ticket":
      return history.newTickets === 0 ? { word: "new_ticket" } : { word: "refuse", spoilt: false };
    case "throttled":
      return { word: "throttled", forMs: retryAfterMs ?? 5_000 };
    case "internal":
      return { word: "check" };
    default:
      return { word: "refuse", spoilt: problem.code === "key_reused" };
  }
}
