import fc from "fast-check";
import { type Flaws, flawless } from "./flaws";
import { type Plan, planArbitrary } from "./plan";
import { type Played, play } from "./play";

/** The story of a seed: always the same. */
export function planOf(seed: number): Plan {
  const [plan] = fc.sample(planArbitrary, { seed, numRuns: 1 });
  if (plan === undefined) throw new Error(`seed ${seed} tells no story`);
  return plan;
}

export function playSeed(seed: number, flaws: Flaws = flawless): Promise<Played> {
  return play(planOf(seed), flaws);
}

export interface Found {
  readonly seed: number;
  readonly breaches: readonly string[];
  readonly steps: readonly string[];
}

/** Plays seed after seed until something is wrong; null when nothing is. */
export async function explore(
  seeds: { readonly from: number; readonly count: number },
  flaws: Flaws = flawless,
  afterEach: (seed: number, played: Played) => void = () => undefined,
): Promise<Found | null> {
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed += 1) {
    const played = await playSeed(seed, flaws);
    if (played.breaches.length > 0) return { seed, breaches: played.breaches, steps: played.steps };
    afterEach(seed, played);
  }
  return null;
}

/** The same defect in as short a story as fast-check can find. */
export async function shorten(seed: number, flaws: Flaws = flawless): Promise<Played | null> {
  const property = fc.asyncProperty(planArbitrary, async (plan) => {
    const { breaches } = await play(plan, flaws);
    return breaches.length === 0;
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: 60_000 });
  return counterexample === null ? null : play(counterexample[0], flaws);
}

const lastSteps = 25;

/** What went wrong, what happened before, and how to see it again. */
export function describeFound({ seed, breaches, steps }: Found): string {
  return [
    `seed ${seed}:`,
    ...breaches.map((breach) => `  ${breach}`),
    "the last steps:",
    ...steps.slice(-lastSteps).map((step) => `  ${step}`),
    `again, and shortened: npm run simulate -- --seed ${seed} --seeds 1`,
  ].join("\n");
}
