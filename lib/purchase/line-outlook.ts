import type { Attempt, LineOutlook, Odds, SaleSnapshot, StockCounts } from "../domain";
import { salePhase } from "../domain";
import { chanceOfReturn } from "./line-chance";

/** Of so many units held in past sales, so many came back in time. Null with too few sales to say anything. */
export type ReturnRecord = { readonly returned: number; readonly held: number } | null;

export interface LineFacts {
  readonly attempt: Pick<Attempt, "itemId" | "quantity">;
  readonly place: number;
  readonly sale: SaleSnapshot;
  readonly stock: StockCounts;
  /** When the last hold of the sale ends. */
  readonly heldUntilMs: number | null;
  readonly record: ReturnRecord;
  readonly nowMs: number;
}

/** A hold that has just ended needs a moment until its unit is back. */
const expiringMs = 5_000;

/** What can be said of a place in line, from what is held, until when, what a release brings, and how it was before. */
export function lineOutlook(facts: LineFacts): LineOutlook & { readonly waitMs: number | null } {
  const releases = facts.sale.releases.filter(
    (release) => release.itemId === facts.attempt.itemId && release.atMs > facts.nowMs,
  );
  const coming = releases.reduce((sum, release) => sum + release.quantity, 0);
  return { held: facts.stock.held, coming, odds: oddsOf(facts, coming), ...timeOf(facts, releases) };
}

/** Units that must come for this place to be reached; how many the others want is known to lie between these. */
function neededUnits({ attempt, place, sale }: LineFacts): { readonly least: number; readonly most: number } {
  const ahead = place - 1;
  return { least: ahead + attempt.quantity, most: ahead * sale.limitPerAccount + attempt.quantity };
}

type When = { readonly byMs: number | null; readonly waitMs: number | null };

const unknown: When = { byMs: null, waitMs: null };

function timeOf(facts: LineFacts, releases: SaleSnapshot["releases"]): When {
  const { sale, stock, nowMs, place } = facts;
  // A pause stops the holds' clocks, and nobody knows how long it lasts.
  if (salePhase(sale, nowMs) !== "live") return unknown;
  const { most } = neededUnits(facts);
  const { heldUntilMs } = facts;
  const holdsRun = stock.held > 0 && heldUntilMs !== null && heldUntilMs > nowMs - expiringMs;
  // A hold that outlasts the sale brings the line nothing by ending.
  const byMs = holdsRun && heldUntilMs <= sale.endsAtMs ? heldUntilMs : null;
  let sure = stock.available;
  for (const release of [...releases].sort((one, other) => one.atMs - other.atMs)) {
    sure += release.quantity;
    if (sure >= most && release.atMs < sale.endsAtMs) return { byMs, waitMs: release.atMs - nowMs };
  }
  if (!holdsRun || most > stock.held + stock.available) return { byMs, waitMs: null };
  // Who is ahead gets units first, and holds them for a payment window before any of those can come on.
  const rounds = place === 1 ? 0 : sale.paymentWindowSeconds * 1_000;
  return { byMs, waitMs: Math.max(0, Math.min(heldUntilMs + rounds, sale.endsAtMs) - nowMs) };
}

function oddsOf(facts: LineFacts, coming: number): Odds | null {
  const { record, stock } = facts;
  if (record === null || record.held === 0) return null;
  const share = record.returned / record.held;
  const chanceOf = (units: number) => chanceOfReturn(units - stock.available - coming, stock.held, share);
  const { least, most } = neededUnits(facts);
  const chance = chanceOf(most);
  return chance === chanceOf(least) ? { chance, returned: record.returned, of: record.held } : null;
}
