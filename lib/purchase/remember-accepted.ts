import type { Attempt } from "../domain";

/** What this process was told by gates that may be lost: the attempts they accepted a moment ago, about in that order. */
export interface AcceptedMemory {
  /** `epoch`: of the gate that said so. */
  remember(attempt: Attempt, epoch: number): void;
  /** It is decided, and in a book. */
  forget(attemptId: string): void;
  has(attemptId: string): boolean;
  all(): readonly Accepted[];
}

export interface Accepted {
  readonly attempt: Attempt;
  readonly epoch: number;
}

/** What was accepted longer ago is booked, or its shopper's receipt drives it. Nothing grows old while nobody is accepted. */
const keptAtLeastMs = 60_000;
/** Twice as many take some ten megabytes. */
const halfMax = 25_000;

/**
 * Whom the gate gave a unit or a place is in no book yet when the gate is lost with its stream. This process told them
 * "accepted", so it can say it again: to the books (book-accepted), or to the next gate (drive-again).
 *
 * It is kept in two halves, of which the older one is forgotten as a whole. One map that loses its first entries
 * again and again would walk over where they have been whenever it looks for the next: thousands of steps with every win.
 */
export function rememberAccepted(realNowMs: () => number): AcceptedMemory {
  let older = new Map<string, Accepted>();
  let newer = new Map<string, Accepted>();
  let newerSinceMs = realNowMs();

  return {
    remember(attempt, epoch) {
      const nowMs = realNowMs();
      if (nowMs - newerSinceMs >= keptAtLeastMs || newer.size >= halfMax) {
        older = newer;
        newer = new Map();
        newerSinceMs = nowMs;
      }
      older.delete(attempt.attemptId);
      newer.set(attempt.attemptId, { attempt, epoch });
    },
    forget(attemptId) {
      older.delete(attemptId);
      newer.delete(attemptId);
    },
    has: (attemptId) => newer.has(attemptId) || older.has(attemptId),
    all: () => [...older.values(), ...newer.values()],
  };
}
