import type { LostReason, Money, OrderState } from "../domain";

/** An accepted attempt to be booked. Times are epoch milliseconds. */
export interface BookingRequest {
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  /** Bit mask of slots, bit 0 is slot 1. */
  readonly slots: number;
  readonly receivedAtMs: number;
}

/** What became of a booking; the same request always has the same result. */
export type BookingResult =
  | { readonly attemptId: string; readonly word: "reserved"; readonly version: number; readonly payByMs: number }
  /** Booked earlier and moved on since: the order's present state. */
  | {
      readonly attemptId: string;
      readonly word: "moved_on";
      readonly version: number;
      readonly state: OrderState;
      readonly payByMs: number;
    }
  | { readonly attemptId: string; readonly word: "failed"; readonly reason: LostReason };

export interface LineRecord extends BookingRequest {
  readonly sequence: number;
}

/** Somebody who is out of the line. */
export interface LineLoss extends BookingRequest {
  readonly reason: LostReason | "left";
}

/** The truth. Every method is one transaction; `clockSpec` corrects PostgreSQL's clock (platform/clock). */
export interface Orders {
  /** Books a batch of one sale: orders, lines, ledger and guarded counters, or an explicit failure each. */
  place(saleId: number, requests: readonly BookingRequest[], clockSpec: string): Promise<readonly BookingResult[]>;
  /** Remembers places in line, and who left them (`left`) or lost them. Safe to repeat, in any order. */
  recordLine(saleId: number, joined: readonly LineRecord[], gone: readonly LineLoss[]): Promise<void>;
  /** Remembers that somebody left the line at a gate of this epoch, unless there is a newer one. Safe to repeat. */
  recordLeave(saleId: number, epoch: number, loss: LineLoss): Promise<"recorded" | "stale_epoch">;
  /** Expires overdue holds; news for the gate goes to the outbox in the same transaction. Returns how many. */
  expireDue(max: number, clockSpec: string): Promise<number>;
  /** The shopper gives the unit back. Without `clockSpec` the order's history gets the machine's own time. */
  giveUp(
    orderId: string,
    accountId: string,
    clockSpec?: string,
  ): Promise<"left" | "already" | "not_found" | "too_late">;
  /** Two more minutes, at most ten times and 30 minutes in all. */
  extend(orderId: string, accountId: string, clockSpec: string): Promise<ExtendOutcome>;
  findForAccount(orderId: string, accountId: string): Promise<OrderView | null>;
  /** Newest first; `before` is the number of the last order of the page before. */
  listForAccount(accountId: string, page: { before: number | null; max: number }): Promise<readonly OrderView[]>;
  /** The attempt as PostgreSQL knows it, when the gate has forgotten; null while nothing was decided about it. */
  findAttempt(attemptId: string): Promise<RecordedAttempt | null>;
  /** Everything `Gate.load` needs of a sale. */
  readForGate(saleId: number): Promise<GateTruth>;
}

export type ExtendOutcome =
  | { readonly word: "extended"; readonly payByMs: number; readonly extensionsLeft: number }
  | { readonly word: "none_left" }
  | { readonly word: "too_late" }
  | { readonly word: "not_found" };

export interface RecordedAttempt {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly receivedAtMs: number;
  readonly slots: number;
  readonly version: number;
  readonly payByMs: number | null;
  /** Exactly one of the two tells the story: the order's state, or why there is none. */
  readonly orderState: OrderState | null;
  readonly failure: LostReason | "left" | null;
}

export interface GateTruth {
  readonly items: readonly {
    readonly itemId: number;
    readonly total: number;
    readonly released: number;
    readonly held: number;
    readonly sold: number;
  }[];
  /** Oldest first. */
  readonly attempts: readonly RecordedAttempt[];
  /** Who still waits, first come first. */
  readonly line: readonly LineRecord[];
  /** The adjustments of stock these counts contain: news of one of them that comes late must change nothing. */
  readonly causes: readonly string[];
}

export interface OrderView {
  readonly id: string;
  readonly number: number;
  readonly attemptId: string;
  readonly accountId: string;
  readonly saleId: number;
  readonly saleSlug: string;
  readonly saleTitle: string;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly state: OrderState;
  readonly amount: Money;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly unitPrice: Money;
  }[];
  readonly receivedAtMs: number;
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly extensionsLeft: number;
  readonly history: readonly { readonly kind: string; readonly atMs: number; readonly detail: string }[];
}
