import type { OrderAnswer } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";

/** What the pay page shows for an order at a moment. */
export type PayStep =
  /** The hold runs: the form is open until `payByMs`. */
  | { readonly word: "open"; readonly payByMs: number }
  /** The hold's time is over by the clock; the server's word may follow. */
  | { readonly word: "over"; readonly endedAtMs: number }
  /** A payment is on its way and the item cannot be lost. */
  | { readonly word: "paying" }
  | { readonly word: "paid" }
  /** Nothing can be paid here any more; the order's own page tells the rest. */
  | { readonly word: "closed" };

/** `nowMs` is the server's time, null until it is known: then the hold counts as running, the server decides. */
export function payStep(order: OrderAnswer, nowMs: number | null): PayStep {
  switch (order.state) {
    case "reserved": {
      if (order.payBy === undefined) return { word: "closed" };
      const payByMs = Date.parse(order.payBy);
      return nowMs !== null && nowMs >= payByMs ? { word: "over", endedAtMs: payByMs } : { word: "open", payByMs };
    }
    case "expired": {
      const ended = order.history.filter((event) => event.kind === "expired").at(-1);
      return ended === undefined ? { word: "closed" } : { word: "over", endedAtMs: Date.parse(ended.at) };
    }
    case "paying":
      return { word: "paying" };
    case "paid":
      return { word: "paid" };
    case "left":
    case "cancelled":
    case "refunding":
    case "refunded":
      return { word: "closed" };
  }
}

/** How many payments of the order were declined so far. */
export function countDeclines(order: OrderAnswer): number {
  return order.history.filter((event) => event.kind === "declined").length;
}

/** Times a hold can be made longer. */
export const extensionsMax = 10;

/** `4 of 10 used` */
export function extensionsUsed(left: number, say: WordsFor<"order">): string {
  return say.order.extensionsUsed({ used: Math.max(0, extensionsMax - left), most: extensionsMax });
}
