import {
  addStock,
  endedReason,
  type SalePhase,
  type SaleSnapshot,
  type SaleStateAnswer,
  type StockBand,
  type StockCounts,
  salePhase,
  stockBand,
  totalStock,
} from "../domain";
import { type Answer, jsonAnswer } from "./message";

/** What the state of a sale needs of the gate's counters; `not_loaded` before the stock is in Redis. */
export type CountsToShow =
  | { readonly items: readonly StockCounts[]; readonly heldUntilMs: number | null }
  | "not_loaded";

/** A shared cache may keep it for a second, so that a crowd of any size is one request per second and cache. */
const stateCaching = "public, max-age=0, s-maxage=1";

const hourMs = 3_600_000;

/** An answer is given again for so long, within one phase; a cache in front may give it for a second. */
const sameAnswerMs = 50;

interface Given {
  readonly counts: CountsToShow;
  readonly phase: SalePhase;
  readonly atMs: number;
  readonly answer: Answer;
}

/** By snapshot: the board makes new ones with every change. */
const given = new WeakMap<SaleSnapshot, Given>();

/** A crowd asks the same at the same moment: spelling it once is most of what it costs. */
export function respondState(sale: SaleSnapshot, counts: CountsToShow, nowMs: number): Answer {
  const phase = salePhase(sale, nowMs);
  const last = given.get(sale);
  if (last !== undefined && last.counts === counts && last.phase === phase) {
    const ageMs = nowMs - last.atMs;
    if (ageMs >= 0 && ageMs < sameAnswerMs) return last.answer;
  }
  const answer = jsonAnswer(200, stateBody(sale, counts, nowMs), { "Cache-Control": stateCaching });
  given.set(sale, { counts, phase, atMs: nowMs, answer });
  return answer;
}

/** The same for pages that are made on the server. */
export function stateBody(sale: SaleSnapshot, counts: CountsToShow, nowMs: number): SaleStateAnswer {
  const phase = salePhase(sale, nowMs);
  const stock = bandToShow(sale, counts, phase);
  const reason = endedReason(sale, nowMs);
  const nextRelease = sale.releases.find((release) => release.atMs > nowMs);
  const heldUntilMs = counts === "not_loaded" ? null : counts.heldUntilMs;
  return {
    slug: sale.slug,
    phase,
    stock,
    startsAt: new Date(sale.startsAtMs).toISOString(),
    endsAt: new Date(sale.endsAtMs).toISOString(),
    now: new Date(nowMs).toISOString(),
    version: sale.version,
    pollMs: statePollMs(phase, stock, sale.startsAtMs - nowMs),
    nextReleaseAt: nextRelease === undefined || phase === "ended" ? null : new Date(nextRelease.atMs).toISOString(),
    heldUntil: stock === "held" && heldUntilMs !== null ? new Date(heldUntilMs).toISOString() : null,
    ...(reason === null ? {} : { endedReason: reason }),
    ...(sale.showExactStock && counts !== "not_loaded" ? { left: addStock(counts.items).available } : {}),
  };
}

/** Before the gate is loaded, and for sales long over, the band follows from the phase alone. */
export function bandToShow(sale: SaleSnapshot, counts: CountsToShow, phase: SalePhase): StockBand {
  if (counts !== "not_loaded") {
    const band = stockBand(addStock(counts.items));
    // Nothing is held for anybody who comes after the end.
    return band === "held" && (phase === "ended" || phase === "cancelled") ? "gone" : band;
  }
  if (phase === "scheduled" || phase === "live" || phase === "paused") return totalStock(sale) > 0 ? "plenty" : "gone";
  return "gone";
}

function statePollMs(phase: SalePhase, stock: StockBand, opensInMs: number): number {
  switch (phase) {
    case "scheduled":
      return opensInMs > hourMs ? 0 : 30_000;
    case "live":
      // Seldom: only the store can bring units back, by adding stock, and then every open page is to hear of it.
      if (stock === "gone") return 30_000;
      return stock === "held" ? 5_000 : 3_000;
    case "paused":
      return 5_000;
    case "draft":
    case "ended":
    case "cancelled":
      return 0;
  }
}
