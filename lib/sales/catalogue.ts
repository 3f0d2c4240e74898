import type { Pool } from "pg";
import { type SaleSnapshot, salePhase } from "../domain";
import type { Clock } from "../platform/clock";
import { readNotices } from "./notices/read-notices";
import type { Catalogue, SaleListing } from "./ports";
import { readPublicSales, readSaleBySlug } from "./read-sales";

const dayMs = 86_400_000;
/** How many ended sales the listing shows, and how many others a product page. */
const endedShownMax = 6;
const promotedShownMax = 3;

export function createCatalogue(parts: { pool: Pool; clock: Clock }): Catalogue {
  async function publicSales(): Promise<readonly SaleSnapshot[]> {
    const records = await readPublicSales(parts.pool, parts.clock.nowMs() - 30 * dayMs);
    return records.map((record) => record.snapshot);
  }

  return {
    async salePage(slug) {
      const record = await readSaleBySlug(parts.pool, slug);
      if (record === null) return null;
      const [sales, notices] = await Promise.all([publicSales(), readNotices(parts.pool, record.snapshot.id)]);
      const listing = arrange(sales, parts.clock.nowMs());
      const others = [...listing.next, ...listing.live].filter((sale) => sale.slug !== slug);
      const chosen = record.promoted.flatMap((name) => others.filter((sale) => sale.slug === name));
      const promoted = [...chosen, ...others.filter((sale) => !chosen.includes(sale))].slice(0, promotedShownMax);
      return {
        sale: record.snapshot,
        description: record.description,
        images: record.images,
        cancelReason: record.cancelReason,
        promoted,
        notices,
      };
    },
    async listing() {
      return arrange(await publicSales(), parts.clock.nowMs());
    },
  };
}

/** Live ones soonest to end first, next ones by start, ended and cancelled ones latest first. */
function arrange(sales: readonly SaleSnapshot[], nowMs: number): SaleListing {
  const live: SaleSnapshot[] = [];
  const next: SaleSnapshot[] = [];
  const ended: SaleSnapshot[] = [];
  for (const sale of sales) {
    switch (salePhase(sale, nowMs)) {
      case "live":
      case "paused":
        live.push(sale);
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
  live.sort((a, b) => a.endsAtMs - b.endsAtMs);
  next.sort((a, b) => a.startsAtMs - b.startsAtMs);
  ended.sort((a, b) => (b.endedAtMs ?? b.endsAtMs) - (a.endedAtMs ?? a.endsAtMs));
  return { live, next, ended: ended.slice(0, endedShownMax) };
}

/** What pages are built from where there is no database: `next build` renders no sale. */
export const emptyCatalogue: Catalogue = {
  salePage: async () => null,
  listing: async () => ({ live: [], next: [], ended: [] }),
};
