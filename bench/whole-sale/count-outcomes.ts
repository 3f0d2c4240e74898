import { createStopwatch, type Latencies, type Stopwatch } from "../load/latencies";

/** The steps of a shopper's way, each timed from when it was due. */
export const steps = ["ticket", "attempt", "join the line", "poll"] as const;
export type Step = (typeof steps)[number];

/** What a whole crowd heard. */
export interface Outcomes {
  readonly times: Readonly<Record<Step, Stopwatch>>;
  /** From the click that was meant to the last word, with everything that was asked again between. */
  readonly lastWord: Stopwatch;
  /** How late a request was handed to the wire: the generator's own fault. */
  readonly lateness: Stopwatch;
  /** Last words by name: `reserved`, `in line`, or the code of the refusal. */
  readonly became: Map<string, number>;
  /** Answers that asked to come again, by code. */
  readonly askedAgain: Map<string, number>;
  /** What a healthy shop never says. */
  readonly errors: Map<string, number>;
  requests: number;
  answers: number;
}

export function createOutcomes(): Outcomes {
  return {
    times: {
      ticket: createStopwatch(),
      attempt: createStopwatch(),
      "join the line": createStopwatch(),
      poll: createStopwatch(),
    },
    lastWord: createStopwatch(),
    lateness: createStopwatch(),
    became: new Map(),
    askedAgain: new Map(),
    errors: new Map(),
    requests: 0,
    answers: 0,
  };
}

export function countIn(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** For the results that are kept. */
export function describeOutcomes(outcomes: Outcomes): Record<string, unknown> {
  const times: Record<string, Latencies> = {};
  for (const step of steps) times[step] = outcomes.times[step].latencies();
  return {
    requests: outcomes.requests,
    stepsMs: times,
    lastWordMs: outcomes.lastWord.latencies(),
    generatorLateMs: outcomes.lateness.latencies(),
    became: Object.fromEntries(outcomes.became),
    askedAgain: Object.fromEntries(outcomes.askedAgain),
    errors: Object.fromEntries(outcomes.errors),
  };
}
