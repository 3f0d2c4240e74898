import type { ReturnHistory } from "./read-odds";

export interface KeepOddsParts {
  readonly read: () => Promise<ReturnHistory>;
  readonly realNowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** With fewer past sales than this nothing is said: one odd sale would be the whole truth. */
const salesMin = 3;
const keptMs = 300_000;
/** A database that is away is not asked by every poll. */
const retryMs = 10_000;

/**
 * The shop's history of returned units, as far as it is known: never waits. It is read again behind the reader's back
 * when it is older than a few minutes; null until it was read once, and while there are too few sales.
 */
export function keepOdds({ read, realNowMs, onError }: KeepOddsParts): () => ReturnHistory | null {
  let known: ReturnHistory | null = null;
  let readAgainAtMs = Number.NEGATIVE_INFINITY;

  async function renew(): Promise<void> {
    try {
      known = await read();
    } catch (error) {
      readAgainAtMs = realNowMs() + retryMs;
      onError(error);
    }
  }

  return () => {
    if (realNowMs() >= readAgainAtMs) {
      readAgainAtMs = realNowMs() + keptMs;
      void renew();
    }
    return known !== null && known.sales >= salesMin ? known : null;
  };
}
