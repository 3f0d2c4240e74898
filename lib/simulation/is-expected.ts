import { NoUnitError } from "../orders/move-orders";
import { GateNotLoadedError } from "../purchase/gate-not-loaded";
import { GuardError } from "./books/database";
import { ConnectionLost } from "./network";

/**
 * Whether faults explain an error. A guard of the database that refuses is the database at work: the step comes again
 * and finds the new state.
 */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof ConnectionLost ||
    error instanceof GateNotLoadedError ||
    error instanceof GuardError ||
    error instanceof NoUnitError
  );
}
