import type { EndedReason, SaleSnapshot, SaleStatus } from "@/lib/domain";
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
}

/** The facts of a sale's page made at `nowMs`, server time. */
export function saleFacts(
  sale: SaleSnapshot,
  page: { readonly cancelReason: string | null; readonly promoted: readonly SaleSnapshot[] },
  nowMs: number,
  locale: Locale,
): SaleFacts {
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
  };
}
