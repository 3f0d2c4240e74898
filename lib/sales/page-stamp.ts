import { locatePage, type SaleSnapshot, salePhase } from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "./ports";

/**
 * What a page was generated from, in a word: a product page from its sale's version and phase, the listing from
 * the whole board and every phase on it. Null for pages that show no sale.
 */
export function pageStamp(board: SaleBoard, clock: Clock): (pathname: string) => string | null {
  const listing = listingStamp(board, clock);
  return (pathname) => {
    // A page in another language shows the same sale.
    const { path } = locatePage(pathname);
    if (path === "/") return listing();
    const slug = /^\/sales\/([^/]+)(?:\/line)?$/.exec(path)?.[1];
    if (slug === undefined) return null;
    const sale = board.bySlug(slug);
    return sale === undefined ? unknownSale : `${sale.id} ${sale.version} ${salePhase(sale, clock.nowMs())}`;
  };
}

/** The stamp of a page whose sale is not on the board: there is none of that name, or it ended long ago. */
export const unknownSale = "unknown";

/** Looks at every sale only when the board changes, the clock is moved or the next phase begins. */
function listingStamp(board: SaleBoard, clock: Clock): () => string {
  let known = { revision: "", spec: "", fromMs: 0, untilMs: 0, stamp: "" };
  return () => {
    const nowMs = clock.nowMs();
    const revision = board.revision();
    const spec = clock.spec();
    const fits = known.revision === revision && known.spec === spec && nowMs >= known.fromMs && nowMs < known.untilMs;
    if (!fits) {
      const sales = board.all();
      const turns = sales.flatMap((sale) => [sale.startsAtMs, sale.endsAtMs]).filter((atMs) => atMs > nowMs);
      const untilMs = turns.reduce((first, atMs) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
      known = { revision, spec, fromMs: nowMs, untilMs, stamp: `${revision} ${phases(sales, nowMs)}` };
    }
    return known.stamp;
  };
}

function phases(sales: readonly SaleSnapshot[], nowMs: number): string {
  return sales.map((sale) => `${sale.id}${salePhase(sale, nowMs)[0] ?? ""}`).join("");
}
