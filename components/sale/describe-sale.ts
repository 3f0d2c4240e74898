import type { StateShape } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/status-line";
import type { StockBand } from "@/lib/domain";
import { formatDuration } from "./format-countdown";
import { formatDate, formatExactTime, formatMoment, formatTime, zoneCity } from "./format-wall-time";
import type { SaleView } from "./merge-sale-state";
import { isOver } from "./merge-sale-state";
import type { SaleFacts } from "./sale-facts";

export interface SaleWords {
  /** One or two words: Upcoming, Live, All held, Sold out, Ended, Paused, Cancelled. */
  readonly state: string;
  readonly shape: StateShape;
  readonly tone: Tone;
  /** What a shopper should know in this state: stock in words, until when, what it means for money. */
  readonly sentence: string;
}

function stockWords(stock: StockBand, left: number | null): string {
  if (left !== null) return `${left} left.`;
  switch (stock) {
    case "plenty":
      return "Plenty left.";
    case "low":
      return "Less than half left.";
    case "last":
      return "Last few.";
    case "held":
    case "gone":
      return "";
  }
}

/** The sale's state in words, with times in `timeZone`. */
export function describeSale(view: SaleView, facts: SaleFacts, timeZone: string): SaleWords {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return {
        state: "Upcoming",
        shape: "open",
        tone: "plain",
        sentence: "The button switches on by itself. No need to reload.",
      };
    case "live":
      return liveWords(view, facts, timeZone);
    case "paused": {
      const at = facts.pausedAtMs === null ? "" : ` at ${formatTime(facts.pausedAtMs, timeZone)}`;
      return {
        state: "Paused",
        shape: "double",
        tone: "wait",
        sentence: `Paused by the store${at}. Places and holds are kept and their clocks are stopped. This page goes on by itself.`,
      };
    }
    case "ended":
      return endedWords(view, facts);
    case "cancelled":
      return {
        state: "Cancelled",
        shape: "cross",
        tone: "stop",
        sentence: `Cancelled by the store${facts.cancelReason === null ? "." : `: ${facts.cancelReason}`} Nobody is charged; whoever has paid gets the money back in full.`,
      };
  }
}

function liveWords(view: SaleView, facts: SaleFacts, timeZone: string): SaleWords {
  const release = view.nextReleaseAtMs === null ? "" : ` More open at ${formatTime(view.nextReleaseAtMs, timeZone)}.`;
  if (view.stock === "held") {
    const until = view.heldUntilMs === null ? "" : `; the last hold ends ${formatTime(view.heldUntilMs, timeZone)}`;
    const unpaid = view.heldUntilMs === null && release !== "" ? "" : ` Some are not paid yet${until}.`;
    return {
      state: "All held",
      shape: "hatch",
      tone: "wait",
      sentence: `All ${facts.total} are taken.${unpaid}${release} What comes back goes to the return line first.`,
    };
  }
  if (view.stock === "gone") {
    return {
      state: "Sold out",
      shape: "stamp",
      tone: "plain",
      sentence: `All ${facts.total} are sold and paid for. None can come back.`,
    };
  }
  const stock = view.stock === null ? "" : `${stockWords(view.stock, view.left)} `;
  return {
    state: "Live",
    shape: "solid",
    tone: "live",
    sentence: `${stock}You are charged only when you pay; a reserved piece waits for you.${release}`,
  };
}

function endedWords(view: SaleView, facts: SaleFacts): SaleWords {
  switch (view.endedReason) {
    case "sold_out": {
      const took = view.endedAtMs === null ? "" : ` in ${formatDuration(view.endedAtMs - view.startsAtMs)}`;
      return {
        state: "Sold out",
        shape: "stamp",
        tone: "plain",
        sentence: `All ${facts.total} sold${took}. None can come back.`,
      };
    }
    case "stopped":
      return {
        state: "Ended",
        shape: "stamp",
        tone: "plain",
        sentence: "The store ended this sale early. Open holds can still be paid.",
      };
    case "time":
    case null:
      return {
        state: "Ended",
        shape: "stamp",
        tone: "plain",
        sentence: "The time is up. Open holds can still be paid.",
      };
  }
}

/** The line above the clock: what the clock counts to, or when it was over. */
export interface ClockLabel {
  readonly verb: "Opens" | "Ends" | "Ended" | "Was to open" | "Was to end";
  /** Null where only the server knows when it ended. */
  readonly atMs: number | null;
}

export function clockLabel(view: SaleView): ClockLabel {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return { verb: "Opens", atMs: view.startsAtMs };
    case "live":
    case "paused":
      return { verb: "Ends", atMs: view.endsAtMs };
    case "ended":
      return { verb: "Ended", atMs: view.endedAtMs };
    case "cancelled":
      return { verb: "Was to open", atMs: view.startsAtMs };
  }
}

/**
 * A moment for the reader, and whose clock it is told by. Before the browser has told its zone only the store's
 * time can be shown; where both are the same, one is enough.
 */
export function describeMoment(
  epochMs: number,
  storeZone: string,
  ownZone: string | null,
): { readonly at: string; readonly zones: string } {
  const store = formatMoment(epochMs, storeZone);
  if (ownZone === null) return { at: store, zones: `store time (${zoneCity(storeZone)})` };
  const own = formatMoment(epochMs, ownZone);
  if (own === store) return { at: own, zones: `your time (${zoneCity(ownZone)}), and the store’s` };
  const isSameDay = formatDate(epochMs, storeZone) === formatDate(epochMs, ownZone);
  const storeText = isSameDay ? formatTime(epochMs, storeZone) : store;
  return { at: own, zones: `your time (${zoneCity(ownZone)}) · ${storeText} store time (${zoneCity(storeZone)})` };
}

/** What those who listen hear when the page switches by itself. */
export function spokenPhase(view: SaleView, words: SaleWords): string {
  if (view.phase === "live" && view.stock !== "held" && view.stock !== "gone") {
    return "The sale is open. The Buy button is ready.";
  }
  return isOver(view) || view.phase === "paused" || view.phase === "live" ? `${words.state}. ${words.sentence}` : "";
}

/** `Last updated 12:03:21. Retrying…` */
export function staleWords(toldAtMs: number | null, timeZone: string): string {
  return toldAtMs === null
    ? "Status unknown. Retrying…"
    : `Last updated ${formatExactTime(toldAtMs, timeZone)}. Retrying…`;
}
