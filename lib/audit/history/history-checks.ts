import { acceptedGetsAWord } from "./checks/accepted-gets-a-word";
import { acceptedIsBooked } from "./checks/accepted-is-booked";
import { answersAreOnesOwn } from "./checks/answers-are-ones-own";
import { answersWithinTheWindow } from "./checks/answers-within-the-window";
import { freeUnitsAreSold } from "./checks/free-units-are-sold";
import { lastWordsLast } from "./checks/last-words-last";
import { nothingTakenSilently } from "./checks/nothing-taken-silently";
import { refusedCanRetry } from "./checks/refused-can-retry";
import { sameKeySameAnswer } from "./checks/same-key-same-answer";
import { toldWithinLimit } from "./checks/told-within-limit";
import { toldWithinStock } from "./checks/told-within-stock";
import type { HistoryCheck } from "./ports";

/** By invariant. */
export const historyChecks: readonly HistoryCheck[] = [
  toldWithinStock,
  toldWithinLimit,
  acceptedIsBooked,
  nothingTakenSilently,
  acceptedGetsAWord,
  freeUnitsAreSold,
  refusedCanRetry,
  lastWordsLast,
  answersWithinTheWindow,
  sameKeySameAnswer,
  answersAreOnesOwn,
];
