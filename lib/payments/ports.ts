import type { Money, OrderState, Simulation } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/**
 * What payments need of the order book. Each step runs inside the caller's transaction, locks the order's row,
 * moves it by compare-and-set and writes ledger, history and the gate's news with it. A step that finds the order
 * in another state changes nothing and says which state that is. `clockSpec` corrects PostgreSQL's clock.
 */
export interface OrderSteps {
  /** reserved -> paying, if the order is the account's and its hold still runs. */
  markPaying(
    client: TransactionClient,
    orderId: string,
    accountId: string,
    clockSpec: string,
  ): Promise<MarkPayingResult>;
  /** reserved | paying -> paid. */
  markPaid(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult>;
  /**
   * paying -> reserved, with the time that was left when the shopper began to pay.
   * `detail` is the reason in plain words; it becomes the order's event `declined`.
   */
  markReservedAgain(client: TransactionClient, orderId: string, detail: string, clockSpec: string): Promise<StepResult>;
  /** paying -> expired: the unit returns. */
  markExpired(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult>;
  /** expired -> paid, if a unit is free and the account's limit has room; `none_free` leaves the order expired. */
  reacquireLate(client: TransactionClient, orderId: string, clockSpec: string): Promise<ReacquireResult>;
  /** paid | expired | left | cancelled -> refunding. `detail` says why the money goes back. */
  markRefunding(client: TransactionClient, orderId: string, detail: string, clockSpec: string): Promise<StepResult>;
  /** refunding -> refunded. */
  markRefunded(client: TransactionClient, orderId: string, clockSpec: string): Promise<StepResult>;
}

export type MarkPayingResult =
  | { readonly word: "paying"; readonly amount: Money }
  | { readonly word: "already_paying" }
  | { readonly word: "already_paid" }
  /** The time to pay is over, or the order was given back. */
  | { readonly word: "hold_ended" }
  /** No such order, or another account's. */
  | { readonly word: "not_found" };

export type StepResult = { readonly word: "moved" } | { readonly word: "unmoved"; readonly state: OrderState };

export type ReacquireResult = StepResult | { readonly word: "none_free" };

/** What came of the wish to give an order's money back. */
export type RefundOutcome =
  /** The order is `refunding`; the worker sends the money back until it has gone through. */
  | "refund_due"
  /** No payment of ours stands behind the order: there is no money to send back, and it is `refunded` at once. */
  | "nothing_taken"
  /** The order is not paid. */
  | "not_paid";

/** Everything the shop asks of payments. The last three are rounds of the worker and say how much they did. */
export interface Payments {
  pay(request: PayRequest): Promise<PayOutcome>;
  /**
   * Gives a paid order's money back; `detail` says why, in its history. `also` runs in the same transaction, last, if the
   * order moved: what it throws undoes everything.
   */
  refund(
    orderId: string,
    detail: string,
    also?: (client: TransactionClient, outcome: RefundOutcome) => Promise<void>,
  ): Promise<RefundOutcome>;
  /** Checks and keeps what a provider tells; it takes effect in `applyEvents`. */
  receiveWebhook(providerName: string, rawBody: Uint8Array, headers: WebhookHeaders): Promise<WebhookOutcome>;
  /** Asks the provider something harmless; rejects when it does not answer. */
  reach(): Promise<ReachedProvider>;
  /** Brings payments and orders to where the provider's objects are, for every event not yet processed. */
  applyEvents(): Promise<number>;
  /** Asks for payments nobody told us about, ends those that take too long, and sends refunds. */
  sweep(): Promise<number>;
  /** Lets a provider that lives in the shop's own worker decide and tell; 0 with any other. */
  deliver(): Promise<number>;
}

export interface ReachedProvider {
  readonly name: string;
  /** False for the built-in one. */
  readonly movesMoney: boolean;
}

export interface PayRequest {
  readonly orderId: string;
  readonly accountId: string;
  /** How the shopper pays, in the provider's terms. */
  readonly method: string;
  /** What the built-in provider is told to do; others ignore it. */
  readonly simulate: Simulation;
}

export type PayOutcome =
  /** Under way, or answered at once: the order's state tells. */
  | "paying"
  | "already_paying"
  | "already_paid"
  | "hold_ended"
  | "not_found"
  /** The provider could not be asked; nothing was charged and the hold goes on. */
  | "provider_away";

export type WebhookOutcome = "accepted" | "unknown_provider" | "bad_signature" | "too_old" | "malformed";

/** The part of the web standard's `Headers` that is read. */
export interface WebhookHeaders {
  get(name: string): string | null;
}
