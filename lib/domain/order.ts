import type { AttemptState, LostReason } from "./attempt";

export const orderStates = [
  "reserved",
  "paying",
  "paid",
  "expired",
  "left",
  "cancelled",
  "refunding",
  "refunded",
] as const;
export type OrderState = (typeof orderStates)[number];

/**
 * The order's state machine; the database enforces the same table with a trigger.
 * `expired -> paid` is money that came late and found a free unit, `expired -> refunding` money that did not.
 */
export const orderTransitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  reserved: ["paying", "paid", "expired", "left", "cancelled"],
  paying: ["paid", "reserved", "expired", "cancelled"],
  paid: ["refunding"],
  expired: ["paid", "refunding"],
  left: ["refunding"],
  cancelled: ["refunding"],
  refunding: ["refunded"],
  refunded: [],
};

/** A live order holds or owns its unit and counts against the limit of its account. */
export function isLiveOrder(state: OrderState): boolean {
  return state === "reserved" || state === "paying" || state === "paid";
}

/** Nothing more happens by itself: a page may stop polling. */
export function isFinalOrder(state: OrderState): boolean {
  return state === "paid" || state === "expired" || state === "left" || state === "cancelled" || state === "refunded";
}

/** How an order's state reads as the state of its attempt. */
export function attemptOfOrder(state: OrderState): { state: AttemptState; reason: LostReason | null } {
  switch (state) {
    case "reserved":
    case "paying":
    case "paid":
    case "expired":
    case "left":
      return { state, reason: null };
    case "cancelled":
    case "refunding":
    case "refunded":
      return { state: "lost", reason: "cancelled" };
  }
}
