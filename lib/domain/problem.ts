import type { AdminSaleAnswer, SaleCheck } from "./admin-sale";

/** Every way the API says no. Status and meaning: docs/reference/http-api.md. */
export const problemCodes = [
  "invalid_request",
  "payload_too_large",
  "unsupported_media_type",
  "not_signed_in",
  "forbidden",
  "cross_site",
  "not_eligible",
  "challenge_required",
  "bad_ticket",
  "not_found",
  "method_not_allowed",
  "limit_reached",
  "all_held",
  "sold_out",
  "line_full",
  "key_reused",
  "not_open",
  "ended",
  "paused",
  "cancelled",
  "throttled",
  "busy",
  "conflict",
  "not_ready",
  "internal",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Why a sale is not open to an account: its level, no invitation, or an address that is not confirmed. */
export const eligibilityReasons = ["level", "invite", "unconfirmed"] as const;
export type EligibilityReason = (typeof eligibilityReasons)[number];

/** One thing wrong with a request's input; `path` is dotted, empty for the whole body. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The body of a refusal (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly retryAfterMs?: number;
  readonly errors?: readonly FieldError[];
  readonly attemptIds?: readonly string[];
  readonly heldUntil?: string;
  /** With `not_eligible`: why. */
  readonly reason?: EligibilityReason;
  /** With `not_ready`: false, as the answer to a sale that is ready says true. */
  readonly ready?: false;
  /** With `not_ready`: why. */
  readonly checks?: readonly SaleCheck[];
  /** With `conflict` over a stale version: the sale as it is now. */
  readonly current?: AdminSaleAnswer;
}
