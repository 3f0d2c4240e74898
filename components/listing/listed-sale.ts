import {
  type EndedReason,
  type Money,
  type SaleCardAnswer,
  type SalePhase,
  type SaleSnapshot,
  type StockBand,
  totalStock,
} from "@/lib/domain";

/** A sale as the list shows it. Times are epoch milliseconds. */
export interface ListedSale {
  readonly slug: string;
  readonly title: string;
  readonly phase: SalePhase;
  /** Null in static HTML, which outlives every count. */
  readonly stock: StockBand | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly timeZone: string;
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly image: { readonly url: string; readonly alt: string } | null;
  readonly total: number;
  readonly endedReason: EndedReason | null;
  readonly endedAtMs: number | null;
}

/** The part of the list a sale stands in. */
export type ListPart = "now" | "next" | "ended";

function phaseInPart(sale: SaleSnapshot, part: ListPart): SalePhase {
  switch (part) {
    case "now":
      return sale.status === "paused" ? "paused" : "live";
    case "next":
      return "scheduled";
    case "ended":
      return sale.status === "cancelled" ? "cancelled" : "ended";
  }
}

/** What the static page can say of a sale, given where the server's clock put it when the page was made. */
export function listSnapshot(sale: SaleSnapshot, part: ListPart): ListedSale {
  const phase = phaseInPart(sale, part);
  return {
    slug: sale.slug,
    title: sale.title,
    phase,
    stock: null,
    startsAtMs: sale.startsAtMs,
    endsAtMs: sale.endsAtMs,
    timeZone: sale.timeZone,
    price: sale.price,
    regularPrice: sale.regularPrice,
    lowestPrice30d: sale.lowestPrice30d,
    image: sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt },
    total: totalStock(sale),
    endedReason: phase === "ended" ? (sale.endedReason ?? "time") : null,
    endedAtMs: sale.endedAtMs,
  };
}

/** The same from the API's answer. */
export function listAnswer(card: SaleCardAnswer): ListedSale {
  const { startsAt, endsAt, endedAt, ...same } = card;
  return {
    ...same,
    startsAtMs: Date.parse(startsAt),
    endsAtMs: Date.parse(endsAt),
    endedAtMs: endedAt === null ? null : Date.parse(endedAt),
  };
}

/** A known sale moved on to a later moment: time alone opens and ends it, without asking anybody. */
export function saleAt(sale: ListedSale, nowMs: number): ListedSale {
  const isOpenPhase = sale.phase === "scheduled" || sale.phase === "live" || sale.phase === "paused";
  if (!isOpenPhase) return sale;
  if (nowMs >= sale.endsAtMs) return { ...sale, phase: "ended", endedReason: "time", endedAtMs: sale.endsAtMs };
  if (sale.phase === "scheduled" && nowMs >= sale.startsAtMs) return { ...sale, phase: "live" };
  return sale;
}

export interface ArrangedSales {
  /** Live before paused, and of each the one that ends first on top. */
  readonly now: readonly ListedSale[];
  /** By start. */
  readonly next: readonly ListedSale[];
  /** Ended and cancelled, the latest first. */
  readonly ended: readonly ListedSale[];
}

/** More than these are history, not news. */
const endedShownMax = 6;

export function arrangeSales(sales: readonly ListedSale[]): ArrangedSales {
  const now: ListedSale[] = [];
  const next: ListedSale[] = [];
  const ended: ListedSale[] = [];
  for (const sale of sales) {
    switch (sale.phase) {
      case "live":
      case "paused":
        now.push(sale);
        break;
      case "scheduled":
        next.push(sale);
        break;
      case "ended":
      case "cancelled":
        ended.push(sale);
        break;
      case "draft":
        break;
    }
  }
  now.sort(
    (one, other) => Number(one.phase === "paused") - Number(other.phase === "paused") || one.endsAtMs - other.endsAtMs,
  );
  next.sort((one, other) => one.startsAtMs - other.startsAtMs);
  ended.sort((one, other) => overAtMs(other) - overAtMs(one));
  return { now, next, ended: ended.slice(0, endedShownMax) };
}

function overAtMs(sale: ListedSale): number {
  return sale.endedAtMs ?? sale.endsAtMs;
}

const secondMs = 1_000;
const minuteMs = 60_000;

/**
 * When the list must be drawn anew after `nowMs`: at the next full second while a sale opens or ends within a
 * minute, else at the next full minute or at the moment one comes that close.
 */
export function nextTickAtMs(sales: readonly ListedSale[], nowMs: number): number {
  const moments = sales.flatMap((sale) => [sale.startsAtMs, sale.endsAtMs]).filter((momentMs) => momentMs > nowMs);
  const untilNearestMs = Math.min(...moments.map((momentMs) => momentMs - nowMs));
  if (untilNearestMs <= minuteMs) return (Math.floor(nowMs / secondMs) + 1) * secondMs;
  return Math.min((Math.floor(nowMs / minuteMs) + 1) * minuteMs, nowMs + untilNearestMs - minuteMs);
}
