import { type Attempt, type AttemptOutlook, etaBandOf, isFinalAttempt } from "../domain";

/** By how long ago the shop received it: 0.7 s, then 1, 1.5, 2 and at last 3 s from one question to the next. */
const steps = [
  { beforeMs: 700, pollMs: 700 },
  { beforeMs: 1_700, pollMs: 1_000 },
  { beforeMs: 3_200, pollMs: 1_500 },
  { beforeMs: 5_200, pollMs: 2_000 },
] as const;
const steadyPollMs = 3_000;
/** A wait of minutes need not be watched. */
const patientPollMs = 15_000;
/** So shortly before its turn an attempt is asked about as often as at first. */
const turnMs = 5_000;

/** When to ask again; 0 when nothing changes any more, slower where only the shopper can act. */
export function attemptPollMs(attempt: Pick<Attempt, "state">, outlook: AttemptOutlook | null): number {
  if (isFinalAttempt(attempt.state)) return 0;
  switch (attempt.state) {
    case "queued":
      return queuedPollMs(outlook ?? { ageMs: 0, waitMs: null });
    case "paying":
      return 1_500;
    default:
      return 5_000;
  }
}

function queuedPollMs({ ageMs, waitMs }: Pick<AttemptOutlook, "ageMs" | "waitMs">): number {
  if (waitMs !== null && waitMs < turnMs) return steps[0].pollMs;
  const step = steps.find(({ beforeMs }) => ageMs < beforeMs);
  if (step !== undefined) return step.pollMs;
  return etaBandOf(waitMs) === "over_5_min" ? patientPollMs : steadyPollMs;
}
