import { build, type Histogram } from "hdr-histogram-js";

/** How long something took, in milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface CrowdReport {
  readonly sale: string;
  readonly shoppers: number;
  readonly seed: number;
  readonly stock: number;
  /** Attempts the shop took: with a unit, or with a place in line. */
  readonly accepted: number;
  /** Accepted, and later in line as some of them. */
  readonly inLine: number;
  /** Shoppers who got no attempt, by the code of the last answer. */
  readonly refused: Readonly<Record<string, number>>;
  /** What became of attempts in the end. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly paid: number;
  /** From the moment of the click that was meant to the shop's first answer that was no "try again". */
  readonly answerMs: Latencies;
  /** The same to the last word: an order, a refusal, or a loss. Places in line are left out. */
  readonly decisionMs: Latencies;
  /** From the start to the first look at the sale that says it is live; null when it was live before. */
  readonly switchDelayMs: Latencies | null;
  /** Units of live orders beyond the stock. */
  readonly oversold: number;
  /** Accepted attempts, or payments, without a last word in time. */
  readonly stuck: number;
  /** Answers and failures that a healthy shop never gives, by kind; `busy` and `throttled` are no errors. */
  readonly errors: Readonly<Record<string, number>>;
  /** Answers that asked to come again, by code. */
  readonly askedAgain: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly tookMs: number;
  /** Null when the shop's Redis is not known here. */
  readonly audit: { readonly ok: boolean; readonly broken: readonly string[] } | null;
}

/** What the shoppers of a crowd count together. */
export interface Tally {
  count(kind: "refused" | "outcomes" | "errors" | "askedAgain", name: string): void;
  add(kind: "accepted" | "inLine" | "paid" | "stuck" | "requests"): void;
  took(kind: "answer" | "decision" | "switch", ms: number): void;
  counted(): Pick<
    CrowdReport,
    "accepted" | "inLine" | "paid" | "stuck" | "requests" | "refused" | "outcomes" | "errors" | "askedAgain"
  > &
    Pick<CrowdReport, "answerMs" | "decisionMs" | "switchDelayMs">;
}

/** Histograms count whole microseconds. */
const perMs = 1_000;

export function createTally(): Tally {
  const names = {
    refused: new Map(),
    outcomes: new Map(),
    errors: new Map(),
    askedAgain: new Map(),
  } as const satisfies Record<string, Map<string, number>>;
  const sums = { accepted: 0, inLine: 0, paid: 0, stuck: 0, requests: 0 };
  const times = { answer: newHistogram(), decision: newHistogram(), switch: newHistogram() };
  return {
    count(kind, name) {
      const counts: Map<string, number> = names[kind];
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    add(kind) {
      sums[kind] += 1;
    },
    took(kind, ms) {
      times[kind].recordValue(Math.max(1, Math.round(ms * perMs)));
    },
    counted: () => ({
      ...sums,
      refused: Object.fromEntries(names.refused),
      outcomes: Object.fromEntries(names.outcomes),
      errors: Object.fromEntries(names.errors),
      askedAgain: Object.fromEntries(names.askedAgain),
      answerMs: latenciesOf(times.answer),
      decisionMs: latenciesOf(times.decision),
      switchDelayMs: times.switch.totalCount === 0 ? null : latenciesOf(times.switch),
    }),
  };
}

function newHistogram(): Histogram {
  return build({ numberOfSignificantValueDigits: 3 });
}

function latenciesOf(histogram: Histogram): Latencies {
  const at = (percentile: number) =>
    histogram.totalCount === 0 ? 0 : Math.round(histogram.getValueAtPercentile(percentile) / 10) / 100;
  return { count: histogram.totalCount, p50: at(50), p90: at(90), p99: at(99), max: at(100) };
}
