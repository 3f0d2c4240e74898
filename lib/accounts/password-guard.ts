import type { AccountsSettings } from "./accounts-settings";
import { createAttemptLimit } from "./attempt-limit";
import type { Busy, Throttled } from "./ports";
import { createTurnstile } from "./turnstile";

/** What stands before every check of a password. One for the process: signing in and changing a password share it. */
export interface PasswordGuard {
  /** Counts a try before it is made; says how long to wait when there were too many. */
  admit(email: string, address: string | null): Throttled | null;
  /** The try was no wrong password: an office that signs in together before a sale is not an attack. */
  takeBack(email: string, address: string | null): void;
  /** The right password was typed: earlier wrong ones of the account are forgiven. */
  forget(email: string): void;
  /** Work that hashes a password, in its turn. */
  inTurn<T>(work: () => Promise<T>): Promise<T | Busy>;
}

const busyMs = 3_000;

export function createPasswordGuard(settings: AccountsSettings, nowMs: () => number): PasswordGuard {
  const perAccount = createAttemptLimit(settings.failedSignInsPerAccount);
  const perAddress = createAttemptLimit(settings.failedSignInsPerAddress);
  const turnstile = createTurnstile({
    runningMax: settings.hashesRunningMax,
    waitingMax: settings.hashesWaitingMax,
  });
  return {
    // Tries are counted by what was typed, whether or not such an account exists. The address comes first: once it is
    // stopped, its tries no longer count against the accounts it names.
    admit(email, address) {
      const addressWaitMs = address === null ? 0 : perAddress.take(address, nowMs());
      if (addressWaitMs > 0) return { word: "throttled", retryAfterMs: addressWaitMs };
      const accountWaitMs = perAccount.take(email, nowMs());
      return accountWaitMs > 0 ? { word: "throttled", retryAfterMs: accountWaitMs } : null;
    },
    takeBack(email, address) {
      perAccount.giveBack(email);
      if (address !== null) perAddress.giveBack(address);
    },
    forget: (email) => perAccount.forget(email),
    async inTurn(work) {
      const outcome = await turnstile.pass(work);
      return outcome.word === "full" ? { word: "busy", retryAfterMs: busyMs } : outcome.value;
    },
  };
}
