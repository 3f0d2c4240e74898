/** One question to the server for its time, measured on the browser's monotonic clock. */
export interface ClockSample {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** Epoch milliseconds, as the server answered. */
  readonly serverNowMs: number;
}

/** What to add to the monotonic clock to get the server's time, and by how much that can be wrong. */
export interface ClockEstimate {
  readonly offsetMs: number;
  /** Half the round trip: the answer may have been written at its very beginning or end. */
  readonly errorMs: number;
  /** Monotonic time of the sample. */
  readonly measuredAtMs: number;
}

/** Quartz runs off by some tens of parts per million; an old estimate is worth that much less. */
const driftPerMs = 100 / 1_000_000;

export function estimateOf(sample: ClockSample): ClockEstimate {
  const midpointMs = (sample.sentAtMs + sample.receivedAtMs) / 2;
  return {
    offsetMs: sample.serverNowMs - midpointMs,
    errorMs: (sample.receivedAtMs - sample.sentAtMs) / 2,
    measuredAtMs: sample.receivedAtMs,
  };
}

/** The estimate of the sample with the shortest round trip; null without samples. */
export function bestEstimate(samples: readonly ClockSample[]): ClockEstimate | null {
  let best: ClockEstimate | null = null;
  for (const sample of samples) {
    const estimate = estimateOf(sample);
    if (best === null || estimate.errorMs < best.errorMs) best = estimate;
  }
  return best;
}

/** How wrong an estimate can be by now: its own error and the drift of two clocks since. */
export function errorNowMs(estimate: ClockEstimate, monotonicMs: number): number {
  return estimate.errorMs + Math.max(0, monotonicMs - estimate.measuredAtMs) * driftPerMs;
}

/**
 * Which of two estimates to go by. A new one that contradicts the old (the server's clock was set, the
 * machine slept) always wins; of two that agree, the sharper one does.
 */
export function chooseEstimate(known: ClockEstimate | null, fresh: ClockEstimate, monotonicMs: number): ClockEstimate {
  if (known === null) return fresh;
  const knownErrorMs = errorNowMs(known, monotonicMs);
  const agree = Math.abs(known.offsetMs - fresh.offsetMs) <= knownErrorMs + fresh.errorMs;
  return agree && knownErrorMs < fresh.errorMs ? known : fresh;
}
