import type {
  LinkedReminderOutcome,
  Locale,
  ReminderAnswer,
  ReminderOutcome,
  RemindersAnswer,
  SaleSnapshot,
} from "../domain";

/** Both links come by mail alone; one says yes, the other ends it. */
export type LinkPurpose = "confirm" | "stop";

/**
 * Who wants to hear of a start, and in which language: that of the page it was asked on, unless an account chose another.
 * An account's address is taken as it is; any other has to say yes by a mailed link.
 */
export interface Reminders {
  setForAccount(sale: SaleSnapshot, accountId: string, locale?: Locale): Promise<ReminderOutcome>;
  /** `network`: where the wish comes from; null when nobody can say. */
  askAddress(sale: SaleSnapshot, email: string, network: string | null, locale?: Locale): Promise<ReminderOutcome>;
  /** The account's in this sale; null when there is no such account. */
  readForAccount(sale: SaleSnapshot, accountId: string): Promise<ReminderAnswer | null>;
  removeForAccount(saleId: number, accountId: string): Promise<void>;
  listForAccount(accountId: string): Promise<RemindersAnswer>;
  /** What a link is about; changes nothing, for mail scanners follow links. */
  look(purpose: LinkPurpose, token: string): Promise<LinkedReminderOutcome>;
  confirm(token: string): Promise<"confirmed" | "gone" | "invalid">;
  /** Done also when it was stopped before. */
  stop(token: string): Promise<"stopped" | "invalid">;
}
