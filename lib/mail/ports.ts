import type { Locale, MailKind } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/** Kinds about one order; everything they tell is read from it when the mail goes out. */
export type OrderMailKind = Extract<
  MailKind,
  "order_paid" | "order_refunded" | "hold_released" | "sale_cancelled" | "line_offered"
>;

/** Kinds about a sale that somebody wants to hear of; what they tell is read from the sale when the mail goes out. */
export type ReminderMailKind = Extract<
  MailKind,
  "reminder_confirm" | "reminder_due" | "reminder_moved" | "reminder_cancelled"
>;

/** The links of a reminder's mails, signed for it, to pages in a language; `reminder` is its unsubscribe token. */
export interface ReminderLinks {
  /** The page whose button says yes. */
  confirm(reminder: string, locale: Locale): string;
  /** The page whose button ends it. */
  stop(reminder: string, locale: Locale): string;
  /** What mail programs call for their own button (RFC 8058). */
  oneClick(reminder: string, locale: Locale): string;
}

export interface ReminderMail {
  /** Completed by the kind; unique, so the same reason sends one mail. */
  readonly cause: string;
  readonly accountId: string | null;
  readonly saleId: number;
  readonly recipient: string;
  readonly facts: {
    /** Names the reminder, as `ReminderLinks` takes it. */
    readonly reminder: string;
    /** Of the page on which it was set; an account's own choice counts more. */
    readonly locale: Locale | null;
    /** Where the start was moved: as its owner knew it, and as it is now. */
    readonly fromMs?: number;
    readonly toMs?: number;
  };
}

/** Many mails of one kind at once, in the transaction that gives the reason; each cause once. */
export type QueueReminderMails = (
  client: TransactionClient,
  kind: ReminderMailKind,
  mails: readonly ReminderMail[],
) => Promise<void>;

/** A mail that is about no order. */
export type PlainMail =
  | {
      readonly kind: "account_suspended";
      readonly accountId: string;
      readonly facts: { readonly reason: string };
    }
  | {
      readonly kind: "password_reset" | "email_verification";
      readonly accountId: string;
      readonly facts: { readonly linkId: string; readonly expiresAtMs: number };
    }
  | { readonly kind: "password_changed"; readonly accountId: string; readonly facts: Readonly<Record<string, never>> }
  | { readonly kind: "test_mail"; readonly accountId: string | null; readonly facts: { readonly askedBy: string } };

/** The links of an account's mails, signed when they go out; each works once. */
export interface AccountLinks {
  /** The page that takes a new password. */
  reset(link: { readonly id: string; readonly expiresAtMs: number }, locale: Locale): string;
  /** The page whose button confirms the address. */
  verify(link: { readonly id: string; readonly expiresAtMs: number }, locale: Locale): string;
}

export type MailToQueue = PlainMail & {
  /** Why it is sent, for example `account_suspended:<request id>`: unique, so the same reason sends one mail. */
  readonly cause: string;
  readonly recipient: string;
};

/** Writes a mail in the transaction that gives the reason for it; a cause that is known already writes nothing. */
export type QueueMail = (client: TransactionClient, mail: MailToQueue) => Promise<void>;

/** What is told beside what the order itself says. */
export interface OrderMailFacts {
  /** The store's own words. */
  readonly reason?: string;
}

/** The mails of one reason to the owners of orders, in the transaction that changes these; once for each order. */
export type QueueOrderMails = (
  client: TransactionClient,
  kind: OrderMailKind,
  orderIds: readonly string[],
  facts?: OrderMailFacts,
) => Promise<void>;

/** Who mails come from. */
export interface MailSender {
  readonly fromName: string;
  readonly fromAddress: string;
}

export const defaultMailSender: MailSender = { fromName: "Zerohour", fromAddress: "shop@localhost" };

/** A mail ready to go out. */
export interface Letter {
  /** Stays the same however often it is tried, so that mail programs show one. */
  readonly messageId: string;
  readonly from: MailSender;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where a POST without cookies ends mails of this sort (RFC 8058). */
  readonly oneClickUrl: string | null;
  readonly calendar: { readonly fileName: string; readonly content: string } | null;
}

/** The way out. `refused` is for good: this letter will never be taken; anything else that goes wrong is thrown. */
export interface MailTransport {
  send(
    letter: Letter,
    name: string,
  ): Promise<{ readonly word: "sent" } | { readonly word: "refused"; readonly why: string }>;
  close(): void;
}
