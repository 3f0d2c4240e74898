/** What can be broken in the simulated Redis on purpose, see mutants.ts. */
export interface GateFlaws {
  readonly servedStaysInLine?: boolean;
  readonly believesOldNews?: boolean;
  readonly returnsWithEveryTelling?: boolean;
  readonly keepsSlotsOfTheExpired?: boolean;
  readonly lastLoadWins?: boolean;
  readonly groupAtTheEnd?: boolean;
  readonly forgetsCauses?: boolean;
}

/** What can be broken in the simulated PostgreSQL. */
export interface BookFlaws {
  readonly booksWithoutGuard?: boolean;
  readonly movesWithoutComparing?: boolean;
  readonly ignoresSlots?: boolean;
  readonly sellsLateWithoutCounting?: boolean;
}

/** What can be broken in the programs around the product's own code. */
export interface ProgramFlaws {
  readonly acknowledgesBeforeCommit?: boolean;
  readonly failsOnLostCommit?: boolean;
  readonly ignoresReceipts?: boolean;
  readonly expiresWithoutComparing?: boolean;
  readonly refundsWithoutKey?: boolean;
  readonly chargesWithoutKey?: boolean;
  readonly takesNothingOver?: boolean;
  readonly keepsLateMoney?: boolean;
  readonly newWishPerClick?: boolean;
  readonly forgetsNews?: boolean;
  readonly believesRestartedRedis?: boolean;
  readonly givesUpInTwoSteps?: boolean;
  readonly readsBooksBeforeClosing?: boolean;
}

export interface Flaws {
  readonly gate: GateFlaws;
  readonly books: BookFlaws;
  readonly programs: ProgramFlaws;
}

export const flawless: Flaws = { gate: {}, books: {}, programs: {} };
