import {
  formatOrderNumber,
  type GiveUpOutcome,
  isFinalOrder,
  type Money,
  type OrderAnswer,
  type OrderState,
  type OrdersAnswer,
} from "../domain";
import { type Answer, emptyAnswer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

/** What an order must tell to be shown; the order book's view has this shape. */
export interface OrderToShow {
  readonly id: string;
  readonly number: number;
  readonly attemptId: string;
  readonly saleSlug: string;
  readonly saleTitle: string;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly state: OrderState;
  readonly amount: Money;
  readonly lines: OrderAnswer["lines"];
  readonly receivedAtMs: number;
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly extensionsLeft: number;
  readonly history: readonly { readonly kind: string; readonly atMs: number; readonly detail: string }[];
}

function orderPollMs(state: OrderState): number {
  if (isFinalOrder(state)) return 0;
  return state === "paying" ? 1_000 : 5_000;
}

export function orderBody(order: OrderToShow): OrderAnswer {
  return {
    id: order.id,
    number: formatOrderNumber(order.number),
    attemptId: order.attemptId,
    saleSlug: order.saleSlug,
    saleTitle: order.saleTitle,
    image: order.imageUrl === null ? null : { url: order.imageUrl, alt: order.imageAlt },
    state: order.state,
    amount: order.amount,
    lines: order.lines,
    receivedAt: new Date(order.receivedAtMs).toISOString(),
    reservedAt: new Date(order.reservedAtMs).toISOString(),
    ...(order.state === "reserved"
      ? { payBy: new Date(order.payByMs).toISOString(), extensionsLeft: order.extensionsLeft }
      : {}),
    history: order.history.map(({ kind, atMs, detail }) => ({ kind, at: new Date(atMs).toISOString(), detail })),
    pollMs: orderPollMs(order.state),
  };
}

const noOrder = () => problemAnswer("not_found", { detail: "There is no such order on this account." });

export function respondOrder(order: OrderToShow | null): Answer {
  return order === null ? noOrder() : jsonAnswer(200, orderBody(order));
}

/** A full page has a next one; its cursor is the last order's number. */
export function respondOrders(orders: readonly OrderToShow[], pageSize: number): Answer {
  const last = orders.at(-1);
  const body: OrdersAnswer = {
    orders: orders.map(orderBody),
    next: orders.length < pageSize || last === undefined ? null : String(last.number),
  };
  return jsonAnswer(200, body);
}

export type PaymentAnswerWord =
  | "paying"
  | "already_paying"
  | "already_paid"
  | "hold_ended"
  | "not_found"
  | "provider_away";

/** Paying twice is no mistake: the answer is the order as it is. */
export function respondPayment(outcome: PaymentAnswerWord, order: OrderToShow | null): Answer {
  switch (outcome) {
    case "paying":
      return order === null ? noOrder() : jsonAnswer(202, orderBody(order));
    case "already_paying":
    case "already_paid":
      return respondOrder(order);
    case "hold_ended":
      return problemAnswer("ended", { detail: "The time to pay this order is over. You were not charged." });
    case "not_found":
      return noOrder();
    case "provider_away":
      return problemAnswer("busy", {
        detail: "The payment provider does not answer. Nothing was charged and your hold goes on; try again.",
        retryAfterMs: 3_000,
      });
  }
}

export type ExtensionOutcome =
  | { readonly word: "extended" }
  | { readonly word: "none_left" }
  | { readonly word: "too_late" }
  | { readonly word: "not_found" };

export function respondExtension(outcome: ExtensionOutcome, order: OrderToShow | null): Answer {
  switch (outcome.word) {
    case "extended":
      return respondOrder(order);
    case "none_left":
      return problemAnswer("conflict", { detail: "This hold has been extended as often as it can be." });
    case "too_late":
      return problemAnswer("ended", { detail: "This hold is over or already being paid; it cannot be extended." });
    case "not_found":
      return noOrder();
  }
}

export function respondCancel(
  outcome: "left" | "already" | "not_found" | "too_late",
  order: OrderToShow | null,
): Answer {
  switch (outcome) {
    case "left":
    case "already":
      return respondOrder(order);
    case "too_late":
      return problemAnswer("conflict", { detail: "This order is paid or being paid and cannot be given back here." });
    case "not_found":
      return noOrder();
  }
}

export function respondGiveUp(outcome: GiveUpOutcome): Answer {
  switch (outcome) {
    case "left":
    case "already":
      return emptyAnswer(204);
    case "being_confirmed":
      return problemAnswer("busy", {
        detail: "Your unit is just being confirmed. Give it back in a moment.",
        retryAfterMs: 1_000,
      });
    case "too_late":
      return problemAnswer("conflict", { detail: "This order is paid or being paid and cannot be given back here." });
    case "not_found":
      return problemAnswer("not_found", { detail: "There is no such attempt on this account." });
  }
}
