import { formatDuration } from "../sale/format-countdown";
import type { StateShape } from "../ui/chip";
import type { Tone } from "../ui/status-line";
import type { ListedSale } from "./listed-sale";

/** A sale's state: one word for the chip, one line for the rest. */
export interface ListedSaleWords {
  readonly state: string;
  readonly tone: Tone;
  readonly shape: StateShape;
  /** Empty when the word says it all. */
  readonly line: string;
}

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `in 3 days`, `in 2 h 5 min`, `in 41 min`, and seconds in the last minute. Always rounded up: never too late. */
export function describeWait(waitMs: number): string {
  if (waitMs > 2 * dayMs) return `in ${Math.floor(waitMs / dayMs)} days`;
  if (waitMs <= minuteMs) return `in ${Math.max(1, Math.ceil(waitMs / secondMs))} s`;
  const minutes = Math.ceil(waitMs / minuteMs);
  if (minutes < 60) return `in ${minutes} min`;
  return minutes % 60 === 0 ? `in ${minutes / 60} h` : `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The moment that matters of a sale, and what happens then. */
export function momentOf(sale: ListedSale): { readonly atMs: number; readonly what: string } {
  switch (sale.phase) {
    case "draft":
    case "scheduled":
      return { atMs: sale.startsAtMs, what: "Opens" };
    case "live":
    case "paused":
      return { atMs: sale.endsAtMs, what: "Ends" };
    case "ended":
      return { atMs: sale.endedAtMs ?? sale.endsAtMs, what: "Ended" };
    case "cancelled":
      return { atMs: sale.startsAtMs, what: "Was planned for" };
  }
}

/** `nowMs` is null in static HTML, which says nothing that time makes wrong. */
export function describeListedSale(sale: ListedSale, nowMs: number | null): ListedSaleWords {
  switch (sale.phase) {
    case "draft":
    case "scheduled":
      return {
        state: "Upcoming",
        tone: "plain",
        shape: "open",
        line: nowMs === null ? "" : `Opens ${describeWait(sale.startsAtMs - nowMs)}`,
      };
    case "live":
      return describeLive(sale, nowMs);
    case "paused":
      return { state: "Paused", tone: "wait", shape: "double", line: "Places and holds are kept" };
    case "ended":
      return describeEnded(sale);
    case "cancelled":
      return { state: "Cancelled", tone: "stop", shape: "cross", line: "Nobody was charged" };
  }
}

function describeLive(sale: ListedSale, nowMs: number | null): ListedSaleWords {
  const ends = nowMs === null ? "" : ` · ends ${describeWait(sale.endsAtMs - nowMs)}`;
  const live = { state: "Live", tone: "live", shape: "solid" } as const;
  switch (sale.stock) {
    case null:
      return { ...live, line: "On sale now" };
    case "plenty":
      return { ...live, line: `Plenty left${ends}` };
    case "low":
      return { ...live, line: `Less than half left${ends}` };
    case "last":
      return { ...live, line: `Last few${ends}` };
    case "held":
      return { state: "All held", tone: "wait", shape: "hatch", line: `Some may return${ends}` };
    case "gone":
      return { state: "Sold out", tone: "plain", shape: "stamp", line: `${sale.total} sold` };
  }
}

function describeEnded(sale: ListedSale): ListedSaleWords {
  const ended = { state: "Ended", tone: "plain", shape: "stamp" } as const;
  const atMs = sale.endedAtMs ?? sale.endsAtMs;
  switch (sale.endedReason) {
    case "sold_out":
      return {
        ...ended,
        state: "Sold out",
        line: `${sale.total} sold in ${formatDuration(atMs - sale.startsAtMs)}`,
      };
    case "stopped":
      return { ...ended, line: "Ended early by the store" };
    case "time":
    case null:
      return { ...ended, line: "Its time was over" };
  }
}
