import type { BookCheck } from "../ports";
import { acceptedWithinTheWindow } from "./accepted-within-the-window";
import { amountsAddUp } from "./amounts-add-up";
import { chargesAreHeard } from "./charges-are-heard";
import { chargesMatchPayments } from "./charges-match-payments";
import { countersMatchLedger } from "./counters-match-ledger";
import { countersMatchOrders } from "./counters-match-orders";
import { deadLettersAreKnown } from "./dead-letters-are-known";
import { guardsStand } from "./guards-stand";
import { historyIsAPath } from "./history-is-a-path";
import { holdsEnd } from "./holds-end";
import { idsBelongToTheirSale } from "./ids-belong-to-their-sale";
import { keptMoneyIsOwed } from "./kept-money-is-owed";
import { limitPerAccount } from "./limit-per-account";
import { lineHasOutcomes } from "./line-has-outcomes";
import { linesMakeTheOrder } from "./lines-make-the-order";
import { neverOversold } from "./never-oversold";
import { neverOversoldEver } from "./never-oversold-ever";
import { newsArrives } from "./news-arrives";
import { nothingAfterTheEnd } from "./nothing-after-the-end";
import { oneAccountPerAddress } from "./one-account-per-address";
import { oneOutcomePerAttempt } from "./one-outcome-per-attempt";
import { onePaymentPerPaidOrder } from "./one-payment-per-paid-order";
import { paymentEventsAreWorked } from "./payment-events-are-worked";
import { paymentsEnd } from "./payments-end";
import { recordsBelongTogether } from "./records-belong-together";
import { refundsGoOut } from "./refunds-go-out";
import { soldOutWasSoldOut } from "./sold-out-was-sold-out";
import { unitsMoveOnce } from "./units-move-once";

/** By invariant. */
export const bookChecks: readonly BookCheck[] = [
  neverOversold,
  neverOversoldEver,
  countersMatchLedger,
  countersMatchOrders,
  limitPerAccount,
  oneAccountPerAddress,
  linesMakeTheOrder,
  oneOutcomePerAttempt,
  lineHasOutcomes,
  deadLettersAreKnown,
  holdsEnd,
  paymentsEnd,
  newsArrives,
  paymentEventsAreWorked,
  soldOutWasSoldOut,
  unitsMoveOnce,
  onePaymentPerPaidOrder,
  chargesMatchPayments,
  keptMoneyIsOwed,
  chargesAreHeard,
  refundsGoOut,
  historyIsAPath,
  amountsAddUp,
  acceptedWithinTheWindow,
  idsBelongToTheirSale,
  guardsStand,
  recordsBelongTogether,
  nothingAfterTheEnd,
];
