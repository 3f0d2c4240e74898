import { randomBytes } from "node:crypto";
import type { AttemptLimit } from "../accounts/attempt-limit";
import { type ReminderOutcome, type SaleSnapshot, salePhase } from "../domain";
import type { QueueReminderMails } from "../mail/ports";
import type { Clock } from "../platform/clock";
import type { ShopPool } from "../platform/postgres";
import { askAddress } from "./ask-address";
import { confirmReminder, lookAtReminder, stopReminder } from "./follow-link";
import { listForAccount } from "./list-for-account";
import type { LinkPurpose, Reminders } from "./ports";
import { readForAccount, removeForAccount, setForAccount } from "./set-for-account";

export interface RemindersParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  readonly queueReminderMails: QueueReminderMails;
  /** The reminder that a link was signed for; null for a link that is none of ours. */
  readonly openLink: (purpose: LinkPurpose, token: string) => string | null;
  readonly limits: {
    /** Wishes by accounts, and by networks without an account. */
    readonly perAccount: AttemptLimit;
    readonly perNetwork: AttemptLimit;
  };
  /** Limits are a matter of the real time. */
  readonly realNowMs?: () => number;
}

type Refusal = Extract<ReminderOutcome, { readonly word: "not_upcoming" | "throttled" }>;

/** Wishes from where nobody can say share one count. */
const unknownNetwork = "unknown";

export function createReminders(parts: RemindersParts): Reminders {
  const { pool, clock, limits, openLink } = parts;
  const realNowMs = parts.realNowMs ?? Date.now;

  function refuse(sale: SaleSnapshot, limit: AttemptLimit, name: string): Refusal | null {
    const phase = salePhase(sale, clock.nowMs());
    if (phase !== "scheduled") return { word: "not_upcoming", phase };
    const retryAfterMs = limit.take(name, realNowMs());
    return retryAfterMs > 0 ? { word: "throttled", retryAfterMs } : null;
  }

  return {
    async setForAccount(sale, accountId, locale) {
      const refusal = refuse(sale, limits.perAccount, accountId);
      return (
        refusal ?? setForAccount(pool, { saleId: sale.id, accountId, name: newName(), locale: locale ?? null }, clock)
      );
    },
    async askAddress(sale, email, network, locale) {
      const refusal = refuse(sale, limits.perNetwork, network ?? unknownNetwork);
      if (refusal !== null) return refusal;
      return askAddress(parts, { sale, email: email.toLowerCase(), name: newName(), locale: locale ?? null });
    },
    readForAccount: (sale, accountId) => readForAccount(pool, sale, accountId, clock),
    removeForAccount: (saleId, accountId) => removeForAccount(pool, saleId, accountId),
    listForAccount: (accountId) => listForAccount(pool, accountId, clock),
    async look(purpose, token) {
      const name = openLink(purpose, token);
      return name === null ? { word: "invalid" } : lookAtReminder(pool, name);
    },
    async confirm(token) {
      const name = openLink("confirm", token);
      return name === null ? "invalid" : confirmReminder(pool, name);
    },
    async stop(token) {
      const name = openLink("stop", token);
      return name === null ? "invalid" : stopReminder(pool, name);
    },
  };
}

/** What a reminder is called in its links. */
function newName(): string {
  return randomBytes(16).toString("base64url");
}
