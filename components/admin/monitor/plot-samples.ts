import type { Sample } from "./samples";

export interface Plot {
  /** Paths in a box of 1000 by 100. */
  readonly sold: string;
  /** Stands on what is sold. */
  readonly held: string;
  readonly stock: string;
  /** Seconds since 1970 at the left and the right edge. */
  readonly from: number;
  readonly to: number;
  /** Units at the upper edge. */
  readonly top: number;
}

export const plotWidth = 1_000;
export const plotHeight = 100;

/** A sale that has just begun is not stretched over the whole width. */
const leastSeconds = 60;

/** Steps of sold, of held on top of it, and of the stock. Null before the first sample. */
export function plotSamples(samples: readonly Sample[]): Plot | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = first.second;
  const to = Math.max(last.second, from + leastSeconds);
  const top = Math.max(1, ...samples.map(({ stock, sold, held }) => Math.max(stock, sold + held)));
  const x = (second: number) => round(((second - from) / (to - from)) * plotWidth);
  const y = (units: number) => round(plotHeight - (units / top) * plotHeight);
  const steps = (unitsOf: (sample: Sample) => number) =>
    samples.map((sample) => `H${x(sample.second)}V${y(unitsOf(sample))}`).join("");
  const line = (unitsOf: (sample: Sample) => number) => `M0 ${y(unitsOf(first))}${steps(unitsOf)}`;
  const area = (unitsOf: (sample: Sample) => number) => `${line(unitsOf)}V${plotHeight}H0Z`;
  return {
    sold: area(({ sold }) => sold),
    held: area(({ sold, held }) => sold + held),
    stock: line(({ stock }) => stock),
    from,
    to,
    top,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
