import type { OrderAnswer } from "@/lib/domain";
import { formatExactTime, formatTime } from "../sale/format-wall-time";
import type { StateShape } from "../ui/chip";
import type { Tone } from "../ui/status-line";

/** An order's state in words: the page's heading, what it means for the money, and the chip of the lists. */
export interface OrderWords {
  readonly heading: string;
  readonly meaning: string;
  readonly chip: string;
  readonly tone: Tone;
  readonly shape: StateShape;
  /** What is stamped on the ticket; null while nothing is decided. */
  readonly stamp: string | null;
}

const words = {
  waitingUntil: (time: string) => `Waiting for payment until ${time}`,
  waitingMeaning: "The item is held for you. You are charged only when you pay.",
  refundUnder: (detail: string) => `${detail} Banks take 3 to 5 working days.`,
};

/** What the order's state means, with its times in `timeZone`. */
export function describeOrder(order: OrderAnswer, timeZone: string): OrderWords {
  switch (order.state) {
    case "reserved":
      return {
        heading: order.payBy === undefined ? "Waiting for payment" : waitingHeading(order.payBy, timeZone),
        meaning: words.waitingMeaning,
        chip: "To pay",
        tone: "wait",
        shape: "hatch",
        stamp: null,
      };
    case "paying":
      return {
        heading: "Your payment is being checked",
        meaning: "The item cannot be lost now. This page tells you as soon as the bank has answered.",
        chip: "Paying",
        tone: "wait",
        shape: "double",
        stamp: null,
      };
    case "paid":
      return {
        heading: "Paid. It is yours.",
        meaning: "Nothing more to do. Keep the order number in case you have a question.",
        chip: "Paid",
        tone: "ok",
        shape: "solid",
        stamp: "Paid",
      };
    case "expired":
      return {
        heading: "The hold ended",
        meaning: "It was not paid in time and the item went on. You were not charged.",
        chip: "Hold ended",
        tone: "plain",
        shape: "stamp",
        stamp: "Hold ended",
      };
    case "left":
      return {
        heading: "You gave it back",
        meaning: "Somebody else can have it now. You were not charged.",
        chip: "Given back",
        tone: "plain",
        shape: "stamp",
        stamp: "Given back",
      };
    case "cancelled":
      return {
        heading: "Cancelled by the store",
        meaning: "You were not charged. If your bank shows a payment, it comes back by itself.",
        chip: "Cancelled",
        tone: "stop",
        shape: "cross",
        stamp: "Cancelled",
      };
    case "refunding":
      return {
        heading: "Your money is on its way back",
        meaning: words.refundUnder(lastDetail(order, "refunding") || "The whole amount is refunded."),
        chip: "Refunding",
        tone: "wait",
        shape: "double",
        stamp: null,
      };
    case "refunded":
      return {
        heading: "Refunded",
        meaning: words.refundUnder(lastDetail(order, "refunding") || "The whole amount has been sent back."),
        chip: "Refunded",
        tone: "plain",
        shape: "stamp",
        stamp: "Refunded",
      };
  }
}

function waitingHeading(payBy: string, timeZone: string): string {
  return words.waitingUntil(formatTime(Date.parse(payBy), timeZone));
}

function lastDetail(order: OrderAnswer, kind: string): string {
  return order.history.filter((event) => event.kind === kind).at(-1)?.detail ?? "";
}

/** Why the last payment did not go through; null when the last thing that happened was something else. */
export function declineReason(order: OrderAnswer): string | null {
  const last = order.history.at(-1);
  if (order.state !== "reserved" || last?.kind !== "declined") return null;
  return last.detail === "" ? "The bank declined the payment." : last.detail;
}

/** One step of an order's history, for a list. */
export interface OrderStep {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly detail: string;
}

const stepWords: Readonly<Record<string, string>> = {
  clicked: "You pressed Buy",
  reserved: "Reserved for you",
  extended: "Hold extended by 2 minutes",
  paying: "Payment sent",
  declined: "Payment declined, hold kept",
  paid: "Paid",
  expired: "Hold ended",
  left: "Given back",
  cancelled: "Cancelled by the store",
  released: "Released by the store",
  refunding: "Refund started",
  refunded: "Refunded",
};

/** The order's history in words, oldest first. It always begins with the click, as the server received it. */
export function orderSteps(order: OrderAnswer): readonly OrderStep[] {
  const recorded = order.history.some((event) => event.kind === "clicked");
  const click = { kind: "clicked", at: order.receivedAt, detail: "" };
  const events = recorded ? order.history : [click, ...order.history];
  return events.map((event, index) => ({
    key: `${index}-${event.kind}`,
    at: event.at,
    what: stepWords[event.kind] ?? "Changed",
    detail: event.detail,
  }));
}

/** What a hold that has just ended says. */
export function holdEndedHeading(endedAtMs: number, timeZone: string): string {
  return `Your hold ended at ${formatExactTime(endedAtMs, timeZone)}`;
}
