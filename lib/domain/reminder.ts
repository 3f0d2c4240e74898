import { defaultLocale, type Locale } from "./locale";
import type { SalePhase, SaleStatus } from "./sale";

/** How long before the start a reminder is sent. */
export const remindBeforeMs = 600_000;
/** How long the link that confirms an address is good. */
export const confirmWithinMs = 86_400_000;

/** `unconfirmed`: a link was sent to the address, and nothing else is until it is followed. */
export const reminderStates = ["on", "off", "unconfirmed"] as const;
export type ReminderState = (typeof reminderStates)[number];

/** GET and POST /api/sales/{slug}/reminder */
export interface ReminderAnswer {
  readonly state: ReminderState;
  readonly channel: "email";
  /** Where it is or would be sent. */
  readonly email: string;
  /** When; the present, once the start is nearer than the usual ten minutes. */
  readonly remindAt: string;
}

/** GET /api/reminders: of sales that have not begun, soonest first. */
export interface RemindersAnswer {
  readonly reminders: readonly ListedReminder[];
}

export interface ListedReminder {
  readonly slug: string;
  readonly title: string;
  readonly startsAt: string;
  readonly channel: "email";
  readonly email: string;
  readonly remindAt: string;
  readonly sent: boolean;
}

/** What became of a wish to be reminded. Only a sale that has not begun is worth one. */
export type ReminderOutcome =
  | { readonly word: "set"; readonly reminder: ReminderAnswer }
  /** The same whether the address is new, known, confirmed, or has heard too often from us. */
  | { readonly word: "asked"; readonly reminder: ReminderAnswer }
  | { readonly word: "not_upcoming"; readonly phase: Exclude<SalePhase, "scheduled"> }
  | { readonly word: "throttled"; readonly retryAfterMs: number };

/** A reminder as the pages behind its mails' links show it. */
export interface LinkedReminder {
  readonly email: string;
  readonly confirmed: boolean;
  readonly sale: {
    readonly slug: string;
    readonly title: string;
    readonly status: SaleStatus;
    readonly startsAtMs: number;
    readonly timeZone: string;
  };
}

/** What a link is about. */
export type LinkedReminderOutcome =
  | { readonly word: "found"; readonly reminder: LinkedReminder }
  /** Stopped, never confirmed in time, or the sale is long over. */
  | { readonly word: "gone" }
  /** We did not make this link. */
  | { readonly word: "invalid" };

/** What the button of a mailed link's page is sent to; the answer leads back to that page, in the same language. */
export function reminderAction(what: "confirm" | "stop", token: string, locale: Locale): string {
  const language = locale === defaultLocale ? "" : `&locale=${locale}`;
  return `/api/reminders/${what}?token=${encodeURIComponent(token)}${language}`;
}
