import type { StateShape } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/status-line";
import type { StockBand } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import { formatDuration } from "./format-countdown";
import { formatDate, formatExactTime, formatMoment, formatTime } from "./format-wall-time";
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

type PageWords = WordsFor<"sale" | "time">;

function stockWords(stock: StockBand, left: number | null, say: PageWords): string {
  if (left !== null) return say.sale.left({ count: left });
  switch (stock) {
    case "plenty":
      return say.sale.plenty;
    case "low":
      return say.sale.low;
    case "last":
      return say.sale.last;
    case "held":
    case "gone":
      return "";
  }
}

/** The sale's state in words, with times in `timeZone`. */
export function describeSale(view: SaleView, facts: SaleFacts, timeZone: string, say: PageWords): SaleWords {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return { state: say.sale.upcoming, shape: "open", tone: "plain", sentence: say.sale.upcomingMeaning };
    case "live":
      return liveWords(view, facts, timeZone, say);
    case "paused":
      return {
        state: say.sale.paused,
        shape: "double",
        tone: "wait",
        sentence:
          facts.pausedAtMs === null
            ? say.sale.pausedMeaning
            : say.sale.pausedAt({ time: formatTime(facts.pausedAtMs, timeZone) }),
      };
    case "ended":
      return endedWords(view, facts, say);
    case "cancelled":
      return {
        state: say.sale.cancelled,
        shape: "cross",
        tone: "stop",
        sentence:
          facts.cancelReason === null
            ? say.sale.cancelledMeaning
            : say.sale.cancelledBecause({ reason: facts.cancelReason }),
      };
  }
}

/** Sentences one after the other, as the language sets them. */
function sentences(texts: readonly (string | null)[], say: PageWords): string {
  return texts
    .filter((text) => text !== null && text !== "")
    .reduce<string>(
      (before, text) => (before === "" ? (text ?? "") : say.sale.twoSentences({ before, after: text ?? "" })),
      "",
    );
}

function liveWords(view: SaleView, facts: SaleFacts, timeZone: string, say: PageWords): SaleWords {
  const release =
    view.nextReleaseAtMs === null ? null : say.sale.moreAt({ time: formatTime(view.nextReleaseAtMs, timeZone) });
  if (view.stock === "held") {
    const taken = say.sale.allTaken({ count: facts.total });
    const unpaid =
      view.heldUntilMs === null
        ? say.sale.unpaid
        : say.sale.unpaidUntil({ time: formatTime(view.heldUntilMs, timeZone) });
    const isOnlyRelease = view.heldUntilMs === null && release !== null;
    return {
      state: say.sale.allHeld,
      shape: "hatch",
      tone: "wait",
      sentence: sentences([taken, isOnlyRelease ? null : unpaid, release, say.sale.lineFirst], say),
    };
  }
  if (view.stock === "gone") {
    return {
      state: say.sale.soldOut,
      shape: "stamp",
      tone: "plain",
      sentence: say.sale.soldOutMeaning({ count: facts.total }),
    };
  }
  const stock = view.stock === null ? null : stockWords(view.stock, view.left, say);
  return {
    state: say.sale.live,
    shape: "solid",
    tone: "live",
    sentence: sentences([stock, say.sale.liveMeaning, release], say),
  };
}

function endedWords(view: SaleView, facts: SaleFacts, say: PageWords): SaleWords {
  const ended = { state: say.sale.ended, shape: "stamp", tone: "plain" } as const;
  switch (view.endedReason) {
    case "sold_out": {
      const count = facts.total;
      const sentence =
        view.endedAtMs === null
          ? say.sale.soldOutEnd({ count })
          : say.sale.soldOutIn({ count, duration: formatDuration(view.endedAtMs - view.startsAtMs, say) });
      return { ...ended, state: say.sale.soldOut, sentence };
    }
    case "stopped":
      return { ...ended, sentence: say.sale.endedEarly };
    case "time":
    case null:
      return { ...ended, sentence: say.sale.endedByTime };
  }
}

/** The line above the clock: what the clock counts to, or when it was over. */
export interface ClockLabel {
  readonly verb: "opens" | "ends" | "ended" | "was_to_open";
  /** Null where only the server knows when it ended. */
  readonly atMs: number | null;
}

/** What the clock counted to before the store moved it; null where it counts to the same as ever. */
export function movedFromMs(view: SaleView, facts: SaleFacts): number | null {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return view.startsAtMs === facts.startsAtMs ? facts.wasToStartAtMs : null;
    case "live":
    case "paused":
      return view.endsAtMs === facts.endsAtMs ? facts.wasToEndAtMs : null;
    case "ended":
    case "cancelled":
      return null;
  }
}

export function clockLabel(view: SaleView): ClockLabel {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return { verb: "opens", atMs: view.startsAtMs };
    case "live":
    case "paused":
      return { verb: "ends", atMs: view.endsAtMs };
    case "ended":
      return { verb: "ended", atMs: view.endedAtMs };
    case "cancelled":
      return { verb: "was_to_open", atMs: view.startsAtMs };
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
  say: PageWords,
): { readonly at: string; readonly zones: string } {
  const store = formatMoment(epochMs, storeZone, say.locale);
  const storeCity = sayCity(storeZone, say);
  if (ownZone === null) return { at: store, zones: say.sale.storeTime({ city: storeCity }) };
  const own = formatMoment(epochMs, ownZone, say.locale);
  const city = sayCity(ownZone, say);
  if (own === store) return { at: own, zones: say.sale.bothTimes({ city }) };
  const isSameDay = formatDate(epochMs, storeZone) === formatDate(epochMs, ownZone);
  const time = isSameDay ? formatTime(epochMs, storeZone) : store;
  return { at: own, zones: say.sale.twoTimes({ city, time, storeCity }) };
}

/** What those who listen hear when the page switches by itself. */
export function spokenPhase(view: SaleView, words: SaleWords, say: PageWords): string {
  if (view.phase === "live" && view.stock !== "held" && view.stock !== "gone") {
    return say.sale.spokenOpen;
  }
  const { state, sentence } = words;
  const isNews = isOver(view) || view.phase === "paused" || view.phase === "live";
  return isNews ? say.sale.spokenState({ state, sentence }) : "";
}

/** `Last updated 12:03:21. Retrying…` */
export function staleWords(toldAtMs: number | null, timeZone: string, say: PageWords): string {
  return toldAtMs === null
    ? say.sale.statusUnknown
    : say.sale.statusFrom({ time: formatExactTime(toldAtMs, timeZone) });
}
