import { defaultLocale, type OrderAnswer } from "@/lib/domain";
import { formatExactTime, formatTime } from "../sale/format-wall-time";
import type { StateShape } from "../ui/chip";
import type { Tone } from "../ui/status-line";
import type { WordsFor } from "../words/provide-words";

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

type Say = WordsFor<"order">;

/** What the order's state means, with its times in `timeZone`. */
export function describeOrder(order: OrderAnswer, timeZone: string, say: Say): OrderWords {
  const chip = say.order.chips[order.state];
  switch (order.state) {
    case "reserved":
      return {
        heading: order.payBy === undefined ? say.order.waiting : waitingHeading(order.payBy, timeZone, say),
        meaning: say.order.waitingMeaning,
        chip,
        tone: "wait",
        shape: "hatch",
        stamp: null,
      };
    case "paying":
      return {
        heading: say.order.checking,
        meaning: say.order.checkingMeaning,
        chip,
        tone: "wait",
        shape: "double",
        stamp: null,
      };
    case "paid":
      return {
        heading: say.order.paid,
        meaning: say.order.paidMeaning,
        chip,
        tone: "ok",
        shape: "solid",
        stamp: chip,
      };
    case "expired":
      return {
        heading: say.order.expired,
        meaning: say.order.expiredMeaning,
        chip,
        tone: "plain",
        shape: "stamp",
        stamp: chip,
      };
    case "left":
      return {
        heading: say.order.gaveBack,
        meaning: say.order.gaveBackMeaning,
        chip,
        tone: "plain",
        shape: "stamp",
        stamp: chip,
      };
    case "cancelled":
      return {
        heading: say.order.cancelled,
        meaning: say.order.cancelledMeaning,
        chip,
        tone: "stop",
        shape: "cross",
        stamp: chip,
      };
    case "refunding":
      return {
        heading: say.order.refunding,
        meaning: say.order.refundUnder({ detail: reasonOf(order, "refunding", say) || say.order.refundAll }),
        chip,
        tone: "wait",
        shape: "double",
        stamp: null,
      };
    case "refunded":
      return {
        heading: say.order.refunded,
        meaning: say.order.refundUnder({ detail: reasonOf(order, "refunding", say) || say.order.refundSent }),
        chip,
        tone: "plain",
        shape: "stamp",
        stamp: chip,
      };
  }
}

function waitingHeading(payBy: string, timeZone: string, say: Say): string {
  return say.order.waitingUntil({ time: formatTime(Date.parse(payBy), timeZone) });
}

/** Details are written by the shop in English; a page in another language goes by what happened. */
function reasonOf(order: OrderAnswer, kind: string, say: Say): string {
  if (say.locale !== defaultLocale) return "";
  return order.history.filter((event) => event.kind === kind).at(-1)?.detail ?? "";
}

/** Why the last payment did not go through; null when the last thing that happened was something else. */
export function declineReason(order: OrderAnswer, say: Say): string | null {
  const last = order.history.at(-1);
  if (order.state !== "reserved" || last?.kind !== "declined") return null;
  return reasonOf(order, "declined", say) || say.order.declinedByBank;
}

/** One step of an order's history, for a list. */
export interface OrderStep {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly detail: string;
}

/** The order's history in words, oldest first. It always begins with the click, as the server received it. */
export function orderSteps(order: OrderAnswer, say: Say): readonly OrderStep[] {
  const steps: Readonly<Record<string, string>> = say.order.steps;
  const recorded = order.history.some((event) => event.kind === "clicked");
  const click = { kind: "clicked", at: order.receivedAt, detail: "" };
  const events = recorded ? order.history : [click, ...order.history];
  return events.map((event, index) => ({
    key: `${index}-${event.kind}`,
    at: event.at,
    what: steps[event.kind] ?? say.order.changed,
    detail: say.locale === defaultLocale ? event.detail : "",
  }));
}

/** What a hold that has just ended says. */
export function holdEndedHeading(endedAtMs: number, timeZone: string, say: Say): string {
  return say.order.holdEndedAt({ time: formatExactTime(endedAtMs, timeZone) });
}
