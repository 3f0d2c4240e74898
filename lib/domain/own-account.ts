import type { Role } from "./account";
import type { OrderAnswer } from "./api";
import type { AttemptState, LostReason } from "./attempt";
import type { Locale } from "./locale";
import type { MailKind, MailState } from "./mail";

/** The address that stands in for a deleted account's own; nobody can receive mail under it (RFC 2606). */
export const deletedEmailDomain = "deleted.invalid";

/** GET and PATCH /api/account */
export interface AccountAnswer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Nothing can be bought before the address is confirmed. */
  readonly verificationNeeded: boolean;
  readonly role: Role;
  readonly level: number;
  /** IANA name; null follows the device. */
  readonly timeZone: string | null;
  /** Null follows the browser. */
  readonly locale: Locale | null;
  readonly createdAt: string;
}

/** POST /api/auth/forgot-password, whoever has the address. */
export interface LinkMailedAnswer {
  readonly linkValidMinutes: number;
}

/** GET /api/auth/sessions */
export interface DevicesAnswer {
  readonly sessions: readonly DeviceAnswer[];
}

export interface DeviceAnswer {
  readonly id: string;
  readonly createdAt: string;
  readonly userAgent: string | null;
  /** The session that asks. */
  readonly current: boolean;
}

/** GET /api/account/export: everything the shop keeps about a person. */
export interface AccountExport {
  readonly exportedAt: string;
  readonly account: Omit<AccountAnswer, "verificationNeeded">;
  readonly sessions: readonly {
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly address: string | null;
    readonly userAgent: string | null;
  }[];
  readonly orders: readonly ExportedOrder[];
  /** Clicks that were accepted and became no order, and places in lines. */
  readonly attempts: readonly ExportedAttempt[];
  readonly invitations: readonly { readonly saleSlug: string }[];
  readonly reminders: readonly {
    readonly saleSlug: string;
    readonly email: string;
    readonly channel: string;
    /** Of the page it was set on. */
    readonly locale: string | null;
    readonly createdAt: string;
    readonly confirmedAt: string | null;
    readonly sentAt: string | null;
  }[];
  readonly mails: readonly {
    readonly kind: MailKind;
    readonly recipient: string;
    readonly state: MailState;
    readonly createdAt: string;
    readonly sentAt: string | null;
  }[];
  readonly apiKeys: readonly {
    readonly name: string;
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
    readonly revokedAt: string | null;
  }[];
}

export interface ExportedOrder extends Omit<OrderAnswer, "image" | "payBy" | "extensionsLeft" | "pollMs"> {
  /** Null unless the order waits for its payment. */
  readonly payBy: string | null;
}

export interface ExportedAttempt {
  readonly attemptId: string;
  readonly saleSlug: string;
  readonly quantity: number;
  readonly state: Extract<AttemptState, "lost" | "left"> | "waiting" | "offered" | "closed";
  readonly reason: LostReason | null;
  readonly at: string;
}
