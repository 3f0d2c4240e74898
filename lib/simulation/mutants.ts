import { type Flaws, flawless } from "./flaws";

/** A shop with one defect. Each is one that shops have had; whoever explores must find it. */
export interface Mutant {
  readonly name: string;
  readonly flaws: Flaws;
}

export const mutants: readonly Mutant[] = [
  { name: "books without a guard on the counter", flaws: { ...flawless, books: { booksWithoutGuard: true } } },
  { name: "books without looking at slots", flaws: { ...flawless, books: { ignoresSlots: true } } },
  {
    name: "releases a unit without comparing the order's state",
    flaws: { ...flawless, books: { movesWithoutComparing: true }, programs: { givesUpInTwoSteps: true } },
  },
  { name: "serves the line and leaves the served in it", flaws: { ...flawless, gate: { servedStaysInLine: true } } },
  { name: "lets the gate believe old news", flaws: { ...flawless, gate: { believesOldNews: true } } },
  { name: "returns a unit with every telling", flaws: { ...flawless, gate: { returnsWithEveryTelling: true } } },
  { name: "keeps the slots of who let a hold expire", flaws: { ...flawless, gate: { keepsSlotsOfTheExpired: true } } },
  { name: "counts a release each time it is told", flaws: { ...flawless, gate: { forgetsCauses: true } } },
  { name: "makes the worker's group at the end of the stream", flaws: { ...flawless, gate: { groupAtTheEnd: true } } },
  { name: "acknowledges before the commit", flaws: { ...flawless, programs: { acknowledgesBeforeCommit: true } } },
  {
    name: "takes a lost answer of a commit for a failure",
    flaws: { ...flawless, programs: { failsOnLostCommit: true } },
  },
  {
    name: "forgets what Redis lost, whatever the receipt says",
    flaws: { ...flawless, programs: { ignoresReceipts: true } },
  },
  {
    name: "expires what it read as due, paid or not",
    flaws: { ...flawless, programs: { expiresWithoutComparing: true } },
  },
  { name: "refunds without a key", flaws: { ...flawless, programs: { refundsWithoutKey: true } } },
  { name: "charges without the key it has stored", flaws: { ...flawless, programs: { chargesWithoutKey: true } } },
  { name: "takes nothing over from the dead", flaws: { ...flawless, programs: { takesNothingOver: true } } },
  { name: "keeps money that comes late", flaws: { ...flawless, programs: { keepsLateMoney: true } } },
  { name: "makes a new wish of every click", flaws: { ...flawless, programs: { newWishPerClick: true } } },
  { name: "forgets the news for the gate", flaws: { ...flawless, programs: { forgetsNews: true } } },
  { name: "believes a Redis that was restarted", flaws: { ...flawless, programs: { believesRestartedRedis: true } } },
];

/** What shows when one worker stands still in the middle of a load and another goes on (worker-steps.test.ts). */
export const mutantsOfLoads: readonly Mutant[] = [
  {
    name: "reads the books before it closes the gate",
    flaws: { ...flawless, programs: { readsBooksBeforeClosing: true } },
  },
  { name: "lets an older load win", flaws: { ...flawless, gate: { lastLoadWins: true } } },
];
