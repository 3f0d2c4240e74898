import type { HistoryCheck } from "../ports";
import { spellTime } from "../spell-time";
import { createBreaches } from "../tally-breaches";

/**
 * I4. Whoever was accepted hears a decision within ten seconds, or within a minute of the end of what was broken; whoever
 * is in line hears it within that of leaving it. Who stopped asking earlier proves nothing here, but accepted-is-booked
 * looks for an outcome.
 */
export const acceptedGetsAWord: HistoryCheck = {
  name: "accepted-gets-a-word",
  invariant: "I4",
  open({ attempts, faults }) {
    return {
      end() {
        const breaches = createBreaches();
        for (const { attemptId, confirmingMs, undecidedMs } of attempts.values()) {
          if (undecidedMs <= faults.dueMs(confirmingMs, undecidedMs)) continue;
          const waited = ((undecidedMs - confirmingMs) / 1_000).toFixed(1);
          breaches.add(`${attemptId} had no decision at ${spellTime(undecidedMs)}, ${waited} s after it began to wait`);
        }
        return breaches.finding(attempts.size);
      },
    };
  },
};
