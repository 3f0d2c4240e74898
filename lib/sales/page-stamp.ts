import { salePhase } from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "./ports";

/**
 * What a page was generated from, in a word: a product page from its sale's version and phase, the listing from
 * the whole board and every phase on it. Null for pages that show no sale.
 */
export function pageStamp(board: SaleBoard, clock: Clock): (pathname: string) => string | null {
  return (pathname) => {
    const nowMs = clock.nowMs();
    if (pathname === "/") return `${board.revision()} ${phases(board, nowMs)}`;
    const slug = /^\/sales\/([^/]+)(?:\/line)?$/.exec(pathname)?.[1];
    if (slug === undefined) return null;
    const sale = board.bySlug(slug);
    return sale === undefined ? "unknown" : `${sale.id} ${sale.version} ${salePhase(sale, nowMs)}`;
  };
}

function phases(board: SaleBoard, nowMs: number): string {
  return board
    .all()
    .map((sale) => `${sale.id}${salePhase(sale, nowMs)[0] ?? ""}`)
    .join("");
}
