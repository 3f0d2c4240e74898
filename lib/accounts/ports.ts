import type { Locale, Role } from "../domain";

/** An account as its session says. */
export interface SignedInAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Loyalty level; see `Pass`. */
  readonly level: number;
}

/** With what its owner chose for the pages; null follows the device. */
export interface SessionAccount extends SignedInAccount {
  readonly timeZone: string | null;
  readonly locale: Locale | null;
}

/** What a request says of who sends it. */
export interface Visitor {
  readonly cookieHeader: string | null;
  readonly userAgent: string | null;
  /** Null when the platform hides it; then only the limit per account holds. */
  readonly address: string | null;
}

/** `setCookies` are values of Set-Cookie headers, one each. */
export interface WithCookies {
  readonly setCookies: readonly string[];
}

export type SignedIn = WithCookies & { readonly word: "signed_in"; readonly account: SessionAccount };
export type SignedOut = WithCookies & { readonly word: "signed_out" };
/** Too many tries of this account or from this address. */
export type Throttled = { readonly word: "throttled"; readonly retryAfterMs: number };
/** Too many people sign in at this moment, or the database failed. */
export type Busy = { readonly word: "busy"; readonly retryAfterMs: number };

export type SignUpOutcome = SignedIn | { readonly word: "email_refused" } | Throttled | Busy;
/** `wrong` is the same for an unknown address and for a wrong password. */
export type SignInOutcome = SignedIn | { readonly word: "wrong" } | { readonly word: "banned" } | Throttled | Busy;
export type SessionOutcome = SignedIn | SignedOut;
export type RoleOutcome =
  | { readonly word: "ok"; readonly account: SignedInAccount }
  | { readonly word: "not_signed_in" }
  | { readonly word: "forbidden" };

/** A device that is signed in. */
export interface DeviceSession {
  readonly id: string;
  readonly createdAtMs: number;
  readonly userAgent: string | null;
  readonly current: boolean;
}

export type DevicesOutcome =
  | { readonly word: "ok"; readonly devices: readonly DeviceSession[] }
  | { readonly word: "not_signed_in" };
/** The device that asks gets a new pass: the passes of the account that were given until now count no more. */
export type EndOutcome = (WithCookies & { readonly word: "ended" }) | { readonly word: "not_signed_in" };

/** Everything about who somebody is. Errors of the database are thrown as they come. */
export interface Accounts {
  signUp(
    input: { name: string; email: string; password: string; locale?: Locale | undefined },
    visitor: Visitor,
  ): Promise<SignUpOutcome>;
  signIn(input: { email: string; password: string }, visitor: Visitor): Promise<SignInOutcome>;
  signOut(visitor: Visitor): Promise<SignedOut>;
  /** Reads the session from the database and renews the pass when more than half of its time is gone. */
  readSession(visitor: Visitor): Promise<SessionOutcome>;
  /** For handlers that need a role: the session decides, not the pass, so a lost role counts at once. */
  requireRole(visitor: Visitor, allowed: readonly Role[]): Promise<RoleOutcome>;
  /** Where the account is signed in, newest first. */
  listDevices(visitor: Visitor): Promise<DevicesOutcome>;
  /** Ends one session of the account by its id; `others` ends all but the one that asks. */
  endSessions(visitor: Visitor, which: { readonly id: string } | "others"): Promise<EndOutcome>;
}
