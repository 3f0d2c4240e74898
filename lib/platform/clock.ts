/**
 * The shop's clock. Outside tests it is the machine's. The test tools shift or freeze it for all processes
 * at once, so whoever compares times elsewhere (Redis, PostgreSQL) must be given the same shift: `spec`.
 */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** How to correct another clock: `+0`, `+5000`, `-5000` (add) or `=1763634000000` (frozen there). */
  spec(): string;
}

export interface AdjustableClock extends Clock {
  adjust(spec: string): void;
}

const specPattern = /^([+-]\d{1,15}|=\d{1,15})$/;

export function isClockSpec(text: string): boolean {
  return specPattern.test(text);
}

/** Applies a spec to a time of another clock. */
export function applyClockSpec(spec: string, realMs: number): number {
  return spec.startsWith("=") ? Number(spec.slice(1)) : realMs + Number(spec);
}

export function createClock(realNowMs: () => number = Date.now): AdjustableClock {
  let current = "+0";
  return {
    nowMs: () => applyClockSpec(current, realNowMs()),
    spec: () => current,
    adjust(spec) {
      if (!isClockSpec(spec)) throw new Error(`not a clock spec: ${spec}`);
      current = spec;
    },
  };
}
