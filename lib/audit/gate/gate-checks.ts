import type { GateCheck } from "../ports";
import { gateAccountsMatchAttempts } from "./gate-accounts-match-attempts";
import { gateAttemptsMatchOrders } from "./gate-attempts-match-orders";
import { gateCountsMatchBooks } from "./gate-counts-match-books";
import { gateLineMatchesRecords } from "./gate-line-matches-records";
import { gateRulesAreTheSales } from "./gate-rules-are-the-sales";
import { gateServesTheLine } from "./gate-serves-the-line";
import { streamIsWorked } from "./stream-is-worked";

export const gateChecks: readonly GateCheck[] = [
  gateCountsMatchBooks,
  gateAttemptsMatchOrders,
  gateAccountsMatchAttempts,
  gateLineMatchesRecords,
  gateServesTheLine,
  gateRulesAreTheSales,
  streamIsWorked,
];
