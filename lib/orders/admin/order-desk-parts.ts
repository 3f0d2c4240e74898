import { formatOrderNumber } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { QueueOrderMails } from "../../mail/ports";
import type { Payments } from "../../payments/ports";
import type { Clock } from "../../platform/clock";
import type { ShopPool } from "../../platform/postgres";

/** What the store's verbs over orders work with. */
export interface OrderDeskParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  readonly payments: Pick<Payments, "refund">;
  readonly recordChange: RecordChange;
  readonly queueOrderMails: QueueOrderMails;
}

/** Somebody of the store, with the reason in their own words. */
export interface StoreWish {
  readonly orderId: string;
  readonly reason: string;
  readonly actor: LogActor;
}

export type VerbOutcome =
  | { readonly word: "done" }
  /** It had been done before; nothing changed. */
  | { readonly word: "as_wished" }
  /** `detail` says why not and what to do. */
  | { readonly word: "refused"; readonly detail: string }
  | { readonly word: "not_found" };

/** As the log names an order: by what people read, `order:ZH-100042`. */
export function orderObject(number: number): string {
  return `order:${formatOrderNumber(number)}`;
}

/** What shoppers read in the history of their order. */
export function sayReason(what: string, reason: string): string {
  return `${what}: ${reason}${/[.!?…]$/.test(reason) ? "" : "."}`;
}
