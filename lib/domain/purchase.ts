import type { Attempt } from "./attempt";
import type { EligibilityReason } from "./problem";

/** A validated wish to buy, from an account that is known. */
export interface PurchaseRequest {
  readonly slug: string;
  readonly accountId: string;
  readonly level: number;
  readonly ticket: string;
  readonly attemptKey: string;
  /** Null takes the sale's only item. */
  readonly itemId: number | null;
  readonly quantity: number;
  readonly joinLine: boolean;
}

/** The sale is not open to this account; `rule` says which rule keeps it out, in English. */
export interface NotEligible {
  readonly word: "not_eligible";
  readonly reason: EligibilityReason;
  readonly rule: string;
}

/** Every answer to a wish to buy. `accepted` and `known` are the only ones that hold anything. */
export type PurchaseOutcome =
  | { readonly word: "accepted"; readonly attempt: Attempt; readonly receipt: string }
  | { readonly word: "known"; readonly attempt: Attempt; readonly receipt: string }
  | { readonly word: "not_found" }
  | { readonly word: "bad_item"; readonly message: string }
  | { readonly word: "bad_quantity"; readonly message: string }
  | { readonly word: "bad_ticket" }
  | NotEligible
  | { readonly word: "not_open"; readonly retryAfterMs: number }
  | { readonly word: "ended" }
  | { readonly word: "paused" }
  | { readonly word: "cancelled" }
  | { readonly word: "throttled"; readonly retryAfterMs: number }
  | { readonly word: "key_reused" }
  | { readonly word: "limit_reached"; readonly attemptIds: readonly string[] }
  | { readonly word: "all_held"; readonly heldUntilMs: number | null }
  | { readonly word: "sold_out" }
  | { readonly word: "line_full" }
  | { readonly word: "busy"; readonly retryAfterMs: number };

/** Every answer to a wish for a ticket. */
export type TicketOutcome =
  | { readonly word: "issued"; readonly ticket: string; readonly validFromMs: number; readonly expiresAtMs: number }
  | { readonly word: "not_found" }
  | { readonly word: "not_open"; readonly retryAfterMs: number }
  | NotEligible
  | { readonly word: "ended" }
  | { readonly word: "cancelled" };

/** Every answer to giving up an attempt: leaving the line or giving the unit back. */
export type GiveUpOutcome = "left" | "already" | "not_found" | "too_late" | "being_confirmed";
