import { build, type Histogram } from "hdr-histogram-js";

/** How long something took, in milliseconds. NaN where it never happened. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Histograms count whole microseconds. */
const perMs = 1_000;

export interface Stopwatch {
  took(ms: number): void;
  latencies(): Latencies;
  readonly histogram: Histogram;
}

export function createStopwatch(): Stopwatch {
  const histogram = build({ numberOfSignificantValueDigits: 3 });
  return {
    histogram,
    took: (ms) => histogram.recordValue(Math.max(1, Math.round(ms * perMs))),
    latencies: () => latenciesOf(histogram),
  };
}

/** Those of several together: percentiles cannot be averaged. */
export function joinLatencies(watches: readonly Stopwatch[]): Latencies {
  const joined = build({ numberOfSignificantValueDigits: 3 });
  for (const { histogram } of watches) joined.add(histogram);
  return latenciesOf(joined);
}

function latenciesOf(histogram: Histogram): Latencies {
  const { totalCount } = histogram;
  const at = (percentile: number) =>
    totalCount === 0 ? Number.NaN : Math.round(histogram.getValueAtPercentile(percentile) / 10) / 100;
  return { count: totalCount, p50: at(50), p99: at(99), p999: at(99.9), max: at(100) };
}
