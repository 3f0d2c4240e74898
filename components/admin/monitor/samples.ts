import type { Units } from "./total-units";

/** How the units stood in one second. */
export interface Sample {
  /** The second by the shop's clock, since 1970. */
  readonly second: number;
  readonly sold: number;
  readonly held: number;
  readonly stock: number;
}

/** Twelve minutes by the second; beyond that the older half keeps every other one. */
const samplesMax = 720;

/** Adds what a poll saw. One a second: a later look at the same second counts, an older one comes too late. */
export function addSample(samples: readonly Sample[], atMs: number, { sold, held, stock }: Units): readonly Sample[] {
  const sample = { second: Math.floor(atMs / 1_000), sold, held, stock };
  const last = samples.at(-1);
  if (last !== undefined && sample.second < last.second) {
    // The shop's clock was put back: what was seen before belongs to another time.
    return last.second - sample.second > 2 ? [sample] : samples;
  }
  const kept = last?.second === sample.second ? samples.slice(0, -1) : samples;
  return thin([...kept, sample]);
}

function thin(samples: readonly Sample[]): readonly Sample[] {
  if (samples.length <= samplesMax) return samples;
  const half = samples.length / 2;
  return samples.filter((_, index) => index >= half || index % 2 === 0);
}

/** At most so many samples, spread evenly, the newest first and always there. */
export function pickSamples(samples: readonly Sample[], most: number): readonly Sample[] {
  const step = Math.max(1, Math.ceil(samples.length / most));
  return samples.toReversed().filter((_, index) => index % step === 0);
}
