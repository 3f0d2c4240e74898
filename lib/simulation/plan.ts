import fc from "fast-check";
import type { Simulation } from "../domain";

/** A shopper's mind, made up before. */
export interface ShopperPlan {
  readonly itemIndex: number;
  readonly quantity: number;
  readonly joinLine: boolean;
  readonly pays: readonly Simulation[];
  /** Of the same account as the shopper before: a second tab. */
  readonly sharesAccount: boolean;
}

/** A sale, its shoppers, and what happens: each number of the tape decides one step. */
export interface Plan {
  readonly items: readonly { readonly total: number; readonly later: number }[];
  readonly limit: number;
  readonly lineFactor: number;
  readonly shoppers: readonly ShopperPlan[];
  /** The step before which a marketer calls the sale off; null in most stories. */
  readonly cancelledAt: number | null;
  /** What breaks in this story: one kind of thing over and over reaches further than a little of everything. */
  readonly trouble: Trouble;
  /** So many answers of the provider are lost when all else is well again. */
  readonly lateLosses: number;
  readonly tape: readonly number[];
}

export type Trouble = "anything" | "programs" | "redis" | "messages";

const stepsMin = 200;
const stepsMax = 400;

const shopper = fc.record({
  itemIndex: fc.constantFrom(0, 0, 0, 1),
  quantity: fc.constantFrom(1, 1, 1, 2),
  joinLine: fc.boolean(),
  pays: fc.array(fc.constantFrom<Simulation>("ok", "ok", "decline", "timeout", "late"), { minLength: 1, maxLength: 3 }),
  sharesAccount: fc.constantFrom(false, false, false, true),
});

const item = fc.record({ total: fc.integer({ min: 1, max: 3 }), later: fc.constantFrom(0, 0, 0, 1) });

/** Few units and a few more shoppers, so that everything scarce is fought for. */
export const planArbitrary: fc.Arbitrary<Plan> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 2 }),
  limit: fc.constantFrom(1, 1, 2),
  lineFactor: fc.constantFrom(1, 2, 3),
  shoppers: fc.array(shopper, { minLength: 3, maxLength: 6 }),
  cancelledAt: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 80, max: stepsMin }) },
  ),
  trouble: fc.constantFrom<Trouble>("anything", "anything", "programs", "redis", "redis", "messages"),
  lateLosses: fc.constantFrom(0, 0, 1, 2),
  tape: fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: stepsMin, maxLength: stepsMax }),
});

/** The numbers of one step: each choice takes its part of what is left. */
export class Dice {
  constructor(private left: number) {}

  below(choices: number): number {
    const chosen = this.left % choices;
    this.left = Math.floor(this.left / choices);
    return chosen;
  }

  oneOf<Choice>(choices: readonly Choice[]): Choice | undefined {
    return choices[this.below(Math.max(1, choices.length))];
  }
}
