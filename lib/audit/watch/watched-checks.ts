import { countersMatchLedger } from "../books/counters-match-ledger";
import { countersMatchOrders } from "../books/counters-match-orders";
import { deadLettersAreKnown } from "../books/dead-letters-are-known";
import { limitPerAccount } from "../books/limit-per-account";
import { neverOversold } from "../books/never-oversold";
import { oneOutcomePerAttempt } from "../books/one-outcome-per-attempt";
import { unitsMoveOnce } from "../books/units-move-once";
import { gateCountsMatchBooks } from "../gate/gate-counts-match-books";
import type { BookCheck, GateCheck } from "../ports";

/** I1 to I3 and I7: what a shop is watched for while it sells. The whole audit looks at far more, and takes longer. */
export const watchedBooks: readonly BookCheck[] = [
  neverOversold,
  countersMatchLedger,
  countersMatchOrders,
  limitPerAccount,
  oneOutcomePerAttempt,
  deadLettersAreKnown,
  unitsMoveOnce,
];

/** I10. */
export const watchedGate: readonly GateCheck[] = [gateCountsMatchBooks];

export const watchedNames: readonly string[] = [...watchedBooks, ...watchedGate].map(({ name }) => name);
