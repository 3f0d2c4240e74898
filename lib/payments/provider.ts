import type { Money, Simulation } from "../domain";
import type { WebhookHeaders } from "./ports";

/**
 * Who moves the money. The built-in simulated provider is one; a real one wraps its own SDK.
 * A method that rejects has told nothing: the caller must assume that anything may have happened.
 */
export interface PaymentProvider {
  /** Names the provider in the database and in the address of its webhooks: lower case, no spaces. */
  readonly name: string;
  /** Charges at most once per idempotency key, however often it is called. */
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  /** The charge as the provider knows it now, null when it has none. */
  find(charge: ChargeName): Promise<Charge | null>;
  /** Ends a charge that is still pending where that is possible; says how the charge stands afterwards. */
  cancel(charge: ChargeName): Promise<Charge | null>;
  /** Gives the whole amount back at most once per refund key; says how the charge stands afterwards. */
  refund(request: RefundRequest): Promise<Charge>;
  /** `rawBody` is what was received, byte for byte. */
  verifyWebhook(rawBody: Uint8Array, headers: WebhookHeaders, nowMs: number): WebhookReading;
  /** Only for a provider without a machine of its own: decides what is due, tells the shop, says how much it did. */
  deliver?(): Promise<number>;
}

export interface ChargeRequest {
  /** Kept in our database before the call, and repeated with every retry. */
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly method: string;
  readonly simulate: Simulation;
}

export type ChargeAnswer =
  | { readonly word: "charge"; readonly charge: Charge }
  /** The call ended without an answer: the charge may exist. */
  | { readonly word: "no_answer" }
  /** The provider was not reached: certainly nothing was charged. */
  | { readonly word: "away" };

/** A charge by the provider's name for it or, while its first answer is missing, by ours. */
export type ChargeName = { readonly ref: string } | { readonly idempotencyKey: string };

/** A charge as its provider describes it. The states are in the order of their finality. */
export interface Charge {
  readonly ref: string;
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly state: "pending" | "failed" | "cancelled" | "succeeded" | "refunded";
  /** Why it failed, in words for the shopper; empty otherwise. */
  readonly reason: string;
}

export interface RefundRequest {
  readonly refundKey: string;
  readonly ref: string;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  /** The charge it is about. */
  readonly ref: string;
  readonly payload: unknown;
}

export type WebhookReading =
  | { readonly word: "event"; readonly event: ProviderEvent }
  | { readonly word: "bad_signature" }
  /** Signed, but longer ago (or ahead) than the tolerance. */
  | { readonly word: "too_old" }
  | { readonly word: "malformed" };
