import type { AccountExport, Locale, Role } from "../../domain";
import type { Busy, Throttled, Visitor, WithCookies } from "../ports";

/** What an account tells its owner of itself. */
export interface OwnDetails {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly verificationNeeded: boolean;
  readonly role: Role;
  readonly level: number;
  readonly timeZone: string | null;
  readonly locale: Locale | null;
  readonly createdAtMs: number;
}

export interface DetailsChange {
  readonly name?: string | undefined;
  readonly timeZone?: string | null | undefined;
  readonly locale?: Locale | null | undefined;
}

export type NotSignedIn = { readonly word: "not_signed_in" };
/** The password that was typed to confirm is not the account's. */
export type WrongPassword = { readonly word: "wrong_password" };

export type ForgotOutcome = { readonly word: "taken"; readonly linkValidMs: number } | Throttled;
/** `bad_link`: forged, expired or used. */
export type ResetOutcome = { readonly word: "done" } | { readonly word: "bad_link" } | Busy;
export type VerifyOutcome = { readonly word: "verified" } | { readonly word: "bad_link" };
export type SendVerificationOutcome =
  | { readonly word: "sent" }
  | { readonly word: "verified" }
  | NotSignedIn
  | Throttled;
export type DetailsOutcome = { readonly word: "ok"; readonly details: OwnDetails } | NotSignedIn;
export type PasswordOutcome =
  | (WithCookies & { readonly word: "changed" })
  | WrongPassword
  | NotSignedIn
  | Throttled
  | Busy;
export type ExportOutcome = { readonly word: "ok"; readonly data: AccountExport } | NotSignedIn;
export type DeletionOutcome =
  | (WithCookies & { readonly word: "deleted" })
  | { readonly word: "wrong_email" }
  | WrongPassword
  /** `detail` says what is in the way and what to do. */
  | { readonly word: "refused"; readonly detail: string }
  | NotSignedIn
  | Throttled
  | Busy;

/** What people do with their own account. Nobody reaches another one: the session says whose it is. */
export interface OwnAccount {
  /** Mails a link if there is such an account; the outcome and the time it takes are the same if there is none. */
  forgotPassword(email: string, visitor: Visitor): Promise<ForgotOutcome>;
  /** The new password counts, and nobody is signed in any more, on any device. */
  resetPassword(input: { readonly token: string; readonly password: string }): Promise<ResetOutcome>;
  verifyEmail(token: string): Promise<VerifyOutcome>;
  /** Mails the link that confirms the address, again. */
  sendVerification(visitor: Visitor): Promise<SendVerificationOutcome>;
  /** Whether the account may buy as far as its address is concerned. */
  mayBuy(accountId: string): Promise<boolean>;
  /** What follows a sign-up. */
  welcome(account: { readonly id: string; readonly email: string }): Promise<void>;
  readDetails(visitor: Visitor): Promise<DetailsOutcome>;
  changeDetails(visitor: Visitor, change: DetailsChange): Promise<DetailsOutcome>;
  /** All other devices are signed out. */
  changePassword(
    visitor: Visitor,
    input: { readonly currentPassword: string; readonly newPassword: string },
  ): Promise<PasswordOutcome>;
  exportData(visitor: Visitor): Promise<ExportOutcome>;
  /** The person is forgotten and the address free; orders, ledger and log stay for the books, without a name. */
  deleteAccount(
    visitor: Visitor,
    input: { readonly email: string; readonly password: string },
  ): Promise<DeletionOutcome>;
}
