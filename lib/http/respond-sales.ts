import {
  endedReason,
  type SaleCardAnswer,
  type SaleSnapshot,
  type SalesAnswer,
  salePhase,
  totalStock,
} from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { bandToShow, type CountsToShow } from "./respond-state";

export interface SalesToList {
  readonly board: { all(): readonly SaleSnapshot[] };
  readonly glance: { counts(saleId: number): CountsToShow | Promise<CountsToShow> };
  readonly clock: { nowMs(): number };
}

/** Ended sales the list still tells of. */
const endedShownMax = 6;

/** Upcoming, live and just-ended sales: live soonest to end first, upcoming by start, ended latest first. */
export async function listSales(parts: SalesToList): Promise<Answer> {
  const nowMs = parts.clock.nowMs();
  const shown = arrange(parts.board.all(), nowMs);
  const sales = await Promise.all(shown.map(async (sale) => card(sale, await parts.glance.counts(sale.id), nowMs)));
  const body: SalesAnswer = { now: new Date(nowMs).toISOString(), sales };
  return jsonAnswer(200, body, { "Cache-Control": "public, max-age=0, s-maxage=5" });
}

function arrange(sales: readonly SaleSnapshot[], nowMs: number): readonly SaleSnapshot[] {
  const over = (sale: SaleSnapshot) => ["ended", "cancelled"].includes(salePhase(sale, nowMs));
  const upcoming = sales.filter((sale) => salePhase(sale, nowMs) === "scheduled");
  const ended = sales.filter(over).sort((a, b) => endMs(b) - endMs(a));
  const live = sales.filter((sale) => !over(sale) && !upcoming.includes(sale));
  return [
    ...live.sort((a, b) => a.endsAtMs - b.endsAtMs),
    ...upcoming.sort((a, b) => a.startsAtMs - b.startsAtMs),
    ...ended.slice(0, endedShownMax),
  ];
}

function endMs(sale: SaleSnapshot): number {
  return sale.endedAtMs ?? sale.endsAtMs;
}

function card(sale: SaleSnapshot, counts: CountsToShow, nowMs: number): SaleCardAnswer {
  const phase = salePhase(sale, nowMs);
  return {
    slug: sale.slug,
    title: sale.title,
    phase,
    stock: bandToShow(sale, counts, phase),
    startsAt: new Date(sale.startsAtMs).toISOString(),
    endsAt: new Date(sale.endsAtMs).toISOString(),
    timeZone: sale.timeZone,
    price: sale.price,
    regularPrice: sale.regularPrice,
    lowestPrice30d: sale.lowestPrice30d,
    image: sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt },
    total: totalStock(sale),
    endedReason: endedReason(sale, nowMs),
    endedAt: phase === "ended" ? new Date(endMs(sale)).toISOString() : null,
  };
}
