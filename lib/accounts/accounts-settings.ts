import type { AttemptLimitRule } from "./attempt-limit";

export interface AccountsSettings {
  readonly passMaxAgeMs: number;
  readonly sessionMaxAgeMs: number;
  /** An administrator signs in again after this time, however busy the session was. */
  readonly adminSessionMaxAgeMs: number;
  readonly failedSignInsPerAccount: AttemptLimitRule;
  /** Offices and campuses share an address, so it may fail more often than an account. */
  readonly failedSignInsPerAddress: AttemptLimitRule;
  readonly signUpsPerAddress: AttemptLimitRule;
  readonly forgottenPerAccount: AttemptLimitRule;
  readonly forgottenPerAddress: AttemptLimitRule;
  /** Every answer to "I forgot my password" takes at least this long, so that its time tells nothing. */
  readonly forgottenAnswerMs: number;
  readonly verificationsPerAccount: AttemptLimitRule;
  readonly resetLinkMs: number;
  readonly verifyLinkMs: number;
  /** Whether an address must be confirmed before its account may buy. */
  readonly emailVerification: "off" | "required";
  /** Passwords hashed at once; each takes one of node's four pool threads. */
  readonly hashesRunningMax: number;
  /** At 20 hashes a second, so many wait three seconds. */
  readonly hashesWaitingMax: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const defaultAccountsSettings: AccountsSettings = {
  passMaxAgeMs: 12 * hourMs,
  sessionMaxAgeMs: 7 * 24 * hourMs,
  adminSessionMaxAgeMs: 8 * hourMs,
  failedSignInsPerAccount: { max: 10, windowMs: 10 * minuteMs },
  failedSignInsPerAddress: { max: 100, windowMs: 10 * minuteMs },
  signUpsPerAddress: { max: 100, windowMs: 10 * minuteMs },
  forgottenPerAccount: { max: 3, windowMs: 15 * minuteMs },
  forgottenPerAddress: { max: 30, windowMs: 10 * minuteMs },
  forgottenAnswerMs: 300,
  verificationsPerAccount: { max: 3, windowMs: 15 * minuteMs },
  resetLinkMs: hourMs,
  verifyLinkMs: 24 * hourMs,
  emailVerification: "off",
  hashesRunningMax: 2,
  hashesWaitingMax: 60,
};
