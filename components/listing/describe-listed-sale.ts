import { formatDuration } from "../sale/format-countdown";
import type { StateShape } from "../ui/chip";
import type { Tone } from "../ui/status-line";
import type { WordsFor } from "../words/provide-words";
import type { ListedSale } from "./listed-sale";

/** A sale's state: one word for the chip, one line for the rest. */
export interface ListedSaleWords {
  readonly state: string;
  readonly tone: Tone;
  readonly shape: StateShape;
  /** Empty when the word says it all. */
  readonly line: string;
}

type ListingWords = WordsFor<"listing" | "time">;

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `in 3 days`, `in 2 h 5 min`, `in 41 min`, and seconds in the last minute. Always rounded up: never too late. */
export function describeWait(waitMs: number, say: ListingWords): string {
  if (waitMs > 2 * dayMs) return say.listing.waitDays({ days: Math.floor(waitMs / dayMs) });
  if (waitMs <= minuteMs) {
    const seconds = Math.max(1, Math.ceil(waitMs / secondMs));
    return say.listing.wait({ duration: say.time.durationSeconds({ seconds }) });
  }
  return say.listing.wait({ duration: formatDuration(Math.ceil(waitMs / minuteMs) * minuteMs, say) });
}

export type MomentKind = "opens" | "ends" | "ended" | "was_planned";

/** The moment that matters of a sale, and what happens then. */
export function momentOf(sale: ListedSale): { readonly atMs: number; readonly what: MomentKind } {
  switch (sale.phase) {
    case "draft":
    case "scheduled":
      return { atMs: sale.startsAtMs, what: "opens" };
    case "live":
    case "paused":
      return { atMs: sale.endsAtMs, what: "ends" };
    case "ended":
      return { atMs: sale.endedAtMs ?? sale.endsAtMs, what: "ended" };
    case "cancelled":
      return { atMs: sale.startsAtMs, what: "was_planned" };
  }
}

/** `nowMs` is null in static HTML, which says nothing that time makes wrong. */
export function describeListedSale(sale: ListedSale, nowMs: number | null, say: ListingWords): ListedSaleWords {
  switch (sale.phase) {
    case "draft":
    case "scheduled":
      return {
        state: say.listing.upcoming,
        tone: "plain",
        shape: "open",
        line: nowMs === null ? "" : say.listing.opensIn({ wait: describeWait(sale.startsAtMs - nowMs, say) }),
      };
    case "live":
      return describeLive(sale, nowMs, say);
    case "paused":
      return { state: say.listing.paused, tone: "wait", shape: "double", line: say.listing.pausedMeaning };
    case "ended":
      return describeEnded(sale, say);
    case "cancelled":
      return { state: say.listing.cancelled, tone: "stop", shape: "cross", line: say.listing.cancelledMeaning };
  }
}

function describeLive(sale: ListedSale, nowMs: number | null, say: ListingWords): ListedSaleWords {
  const untilEnd = (stock: string) =>
    nowMs === null ? stock : say.listing.endsIn({ stock, wait: describeWait(sale.endsAtMs - nowMs, say) });
  const live = { state: say.listing.live, tone: "live", shape: "solid" } as const;
  switch (sale.stock) {
    case null:
      return { ...live, line: say.listing.onSale };
    case "plenty":
      return { ...live, line: untilEnd(say.listing.plenty) };
    case "low":
      return { ...live, line: untilEnd(say.listing.low) };
    case "last":
      return { ...live, line: untilEnd(say.listing.last) };
    case "held":
      return { state: say.listing.allHeld, tone: "wait", shape: "hatch", line: untilEnd(say.listing.mayReturn) };
    case "gone":
      return {
        state: say.listing.soldOut,
        tone: "plain",
        shape: "stamp",
        line: say.listing.sold({ count: sale.total }),
      };
  }
}

function describeEnded(sale: ListedSale, say: ListingWords): ListedSaleWords {
  const ended = { state: say.listing.ended, tone: "plain", shape: "stamp" } as const;
  const atMs = sale.endedAtMs ?? sale.endsAtMs;
  switch (sale.endedReason) {
    case "sold_out":
      return {
        ...ended,
        state: say.listing.soldOut,
        line: say.listing.soldIn({ count: sale.total, duration: formatDuration(atMs - sale.startsAtMs, say) }),
      };
    case "stopped":
      return { ...ended, line: say.listing.endedEarly };
    case "time":
    case null:
      return { ...ended, line: say.listing.endedByTime };
  }
}
