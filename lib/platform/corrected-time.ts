/**
 * The time of day of a process that sells. Redis' clock opens and closes a sale, and several processes must agree with it;
 * a machine whose clock jumped would open its pages at another time than the gate opens, and refuse everybody until then.
 * So each process hears Redis' time every second, and goes by it while its own is plainly wrong.
 */
export interface CorrectedTime {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Redis told `toldMs` at some moment between two of the steady clock. */
  hear(toldMs: number, askedAtMs: number, heardAtMs: number): void;
  /** How far our own clock is ahead of Redis' (negative: behind); null while that is not known. */
  aheadMs(): number | null;
}

export interface CorrectedTimeParts {
  /** The machine's clock, which may jump. */
  readonly ownNowMs: () => number;
  /** A clock that only counts on. */
  readonly steadyNowMs: () => number;
}

/** Preflight calls clocks apart from here on; up to it the machine's own clock is the finer one. */
const apartMs = 250;
/** The other told its time somewhere within the round trip: with a longer one we know too little. */
const roundTripMaxMs = 100;
/** Steady clocks of two machines drift by up to 0.1 ms a second: after ten minutes, by 60 ms. */
const trustedForMs = 600_000;

export function createCorrectedTime({ ownNowMs, steadyNowMs }: CorrectedTimeParts): CorrectedTime {
  /** Redis' clock less our steady one. */
  let beginningMs = 0;
  let heardAtSteadyMs = Number.NEGATIVE_INFINITY;

  const isKnown = (steadyMs: number) => steadyMs - heardAtSteadyMs <= trustedForMs;

  return {
    nowMs() {
      const ownMs = ownNowMs();
      const steadyMs = steadyNowMs();
      if (!isKnown(steadyMs)) return ownMs;
      const redisMs = beginningMs + steadyMs;
      return Math.abs(ownMs - redisMs) <= apartMs ? ownMs : Math.round(redisMs);
    },
    hear(toldMs, askedAtMs, heardAtMs) {
      if (heardAtMs - askedAtMs > roundTripMaxMs) return;
      beginningMs = toldMs - (askedAtMs + heardAtMs) / 2;
      heardAtSteadyMs = heardAtMs;
    },
    aheadMs() {
      const steadyMs = steadyNowMs();
      return isKnown(steadyMs) ? ownNowMs() - beginningMs - steadyMs : null;
    },
  };
}
