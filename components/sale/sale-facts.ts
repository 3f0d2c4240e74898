import type { EndedReason, SaleNotice, SaleSnapshot, SaleStatus } from "@/lib/domain";
import { type Locale, totalStock } from "@/lib/domain";
import { sayMoney } from "../words/say-money";

/** What the static page hands to the browser: schedule and content, nothing personal and nothing that ticks. */
export interface SaleFacts {
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly endedReason: EndedReason | null;
  readonly endedAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly cancelReason: string | null;
  /** The store's own zone. */
  readonly timeZone: string;
  /** `€79`; made once, on the server. */
  readonly priceText: string;
  readonly total: number;
  readonly limitPerAccount: number;
  readonly paymentWindowMs: number;
  readonly items: readonly { readonly id: number; readonly name: string }[];
  /** When the HTML was made: the moment its phase is right for. */
  readonly generatedAtMs: number;
  /** The sale to look at next, when this one is over. */
  readonly next: { readonly slug: string; readonly title: string; readonly startsAtMs: number } | null;
  /** Where the store moved it after publishing: when it was to start, and to end, before. */
  readonly wasToStartAtMs: number | null;
  readonly wasToEndAtMs: number | null;
}

interface PageFacts {
  readonly cancelReason: string | null;
  readonly promoted: readonly SaleSnapshot[];
  /** Newest first; none where no page shows the times as they were. */
  readonly notices?: readonly SaleNotice[];
}

/** The facts of a sale's page made at `nowMs`, server time. */
export function saleFacts(sale: SaleSnapshot, page: PageFacts, nowMs: number, locale: Locale): SaleFacts {
  const next = page.promoted.find((other) => other.endsAtMs > nowMs && other.slug !== sale.slug);
  return {
    slug: sale.slug,
    title: sale.title,
    version: sale.version,
    status: sale.status,
    startsAtMs: sale.startsAtMs,
    endsAtMs: sale.endsAtMs,
    endedReason: sale.endedReason,
    endedAtMs: sale.endedAtMs,
    pausedAtMs: sale.pausedAtMs,
    cancelReason: page.cancelReason,
    timeZone: sale.timeZone,
    priceText: sayMoney(sale.price, locale),
    total: totalStock(sale),
    limitPerAccount: sale.limitPerAccount,
    paymentWindowMs: sale.paymentWindowSeconds * 1000,
    items: sale.items.map(({ id, name }) => ({ id, name })),
    generatedAtMs: nowMs,
    next: next === undefined ? null : { slug: next.slug, title: next.title, startsAtMs: next.startsAtMs },
    wasToStartAtMs: movedFrom(page.notices ?? [], "rescheduled", sale.startsAtMs),
    wasToEndAtMs: movedFrom(page.notices ?? [], "extended", sale.endsAtMs),
  };
}

/** The moment before the last move, if that move led to the moment of now. */
function movedFrom(notices: readonly SaleNotice[], kind: SaleNotice["kind"], nowAtMs: number): number | null {
  const moved = notices.find((notice) => notice.kind === kind)?.moved;
  return moved !== undefined && moved !== null && moved.toMs === nowAtMs && moved.fromMs !== nowAtMs
    ? moved.fromMs
    : null;
}
