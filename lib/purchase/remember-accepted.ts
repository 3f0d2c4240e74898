import type { Attempt } from "../domain";

/** What this process was told by gates that may be lost: the attempts they accepted a moment ago, oldest first. */
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

interface Kept extends Accepted {
  readonly atMs: number;
}

/** What was accepted longer ago is booked, or its shopper's receipt drives it. Nothing grows old while nobody is accepted. */
const keptMs = 60_000;
/** Some ten megabytes. */
const keptMax = 50_000;

/**
 * Whom the gate gave a unit or a place is in no book yet when the gate is lost with its stream. This process told them
 * "accepted", so it can say it again: to the books (book-accepted), or to the next gate (drive-again).
 */
export function rememberAccepted(realNowMs: () => number): AcceptedMemory {
  const kept = new Map<string, Kept>();

  function forgetOld(nowMs: number): void {
    for (const [attemptId, { atMs }] of kept) {
      if (atMs >= nowMs - keptMs && kept.size <= keptMax) return;
      kept.delete(attemptId);
    }
  }

  return {
    remember(attempt, epoch) {
      const atMs = realNowMs();
      // Once more is at the end again.
      kept.delete(attempt.attemptId);
      kept.set(attempt.attemptId, { attempt, epoch, atMs });
      forgetOld(atMs);
    },
    forget: (attemptId) => void kept.delete(attemptId),
    has: (attemptId) => kept.has(attemptId),
    all: () => [...kept.values()],
  };
}
