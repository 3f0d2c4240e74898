/** How fast accepted attempts are booked, as this process has seen it in the last seconds. */
export interface LinePace {
  /** How long what waits to be booked will take at that pace; null when it is not known, or nothing moves. */
  waitMs(saleId: number): Promise<number | null>;
}

export interface LinePaceParts {
  readonly readProgress: (saleId: number) => Promise<{ readonly waiting: number; readonly finished: number } | null>;
  readonly realNowMs: () => number;
  readonly onError: (error: unknown) => void;
}

interface Sample {
  readonly atMs: number;
  readonly waiting: number;
  readonly finished: number;
}

/** Only the last seconds count: what was fast before says nothing of a worker that stands still now. */
const windowMs = 10_000;
/** Redis is asked once in this time, however many shoppers poll. */
const ageMaxMs = 500;
/** Shorter looks are mostly chance. */
const spanMinMs = 1_000;

/**
 * The whole backlog counts as ahead of everybody, and time in which nothing was to do counts as slowness: both err
 * to the longer wait.
 */
export function createLinePace(parts: LinePaceParts): LinePace {
  const seen = new Map<number, readonly Sample[]>();
  const asking = new Map<number, Promise<void>>();

  async function look(saleId: number): Promise<void> {
    try {
      const progress = await parts.readProgress(saleId);
      const atMs = parts.realNowMs();
      const before = (seen.get(saleId) ?? []).filter((sample) => atMs - sample.atMs <= windowMs);
      // A stream that was begun anew counts from 0 again.
      const isSame = progress !== null && before.every((sample) => sample.finished <= progress.finished);
      seen.set(saleId, progress === null ? [] : [...(isSame ? before : []), { atMs, ...progress }]);
    } catch (error) {
      parts.onError(error);
    } finally {
      asking.delete(saleId);
    }
  }

  function forgetOthers(nowMs: number): void {
    for (const [saleId, samples] of seen) {
      if (nowMs - (samples.at(-1)?.atMs ?? 0) > windowMs) seen.delete(saleId);
    }
  }

  return {
    async waitMs(saleId) {
      const nowMs = parts.realNowMs();
      const lastMs = seen.get(saleId)?.at(-1)?.atMs;
      if (lastMs === undefined || nowMs - lastMs >= ageMaxMs) {
        const looking = asking.get(saleId) ?? look(saleId);
        asking.set(saleId, looking);
        await looking;
        asking.delete(saleId);
      }
      forgetOthers(parts.realNowMs());
      return waitOf(seen.get(saleId) ?? []);
    },
  };
}

function waitOf(samples: readonly Sample[]): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const spanMs = last.atMs - first.atMs;
  const finished = last.finished - first.finished;
  return spanMs < spanMinMs || finished <= 0 ? null : (last.waiting / finished) * spanMs;
}
