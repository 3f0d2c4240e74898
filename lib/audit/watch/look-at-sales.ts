import { createGateLook } from "../gate/look-at-gate";
import type { AuditedSale, GateParts } from "../ports";
import type { WatchBreach, WatchGap } from "./watch-record";
import { watchedBooks, watchedGate } from "./watched-checks";

export interface Look {
  readonly found: readonly Omit<WatchBreach, "sinceMs">[];
  readonly gaps: readonly WatchGap[];
}

/**
 * Every watched check in every one of the sales. Each statement sees one moment. What takes longer than a statement of the
 * worker may is left out and told: such a sale is too large to be watched, and is for `npm run audit`.
 * A gate that cannot be read is a gap: the books are looked at all the same.
 */
export async function lookAtSales(
  parts: GateParts,
  sales: readonly AuditedSale[],
  tooLong: (check: string, slug: string) => void,
): Promise<Look> {
  const found: Look["found"][number][] = [];
  const gaps: WatchGap[] = [];
  const lookAtGate = createGateLook(parts);
  for (const sale of sales) {
    for (const { name: check, invariant, sql } of watchedBooks) {
      const values = sql.includes("$2") ? [sale.id, parts.clockSpec] : [sale.id];
      try {
        const { rows } = await parts.pool.query<{ message: string }>(
          `SELECT message FROM (${sql}) breach LIMIT 1`,
          values,
        );
        if (rows[0] !== undefined) found.push({ saleId: sale.id, check, invariant, message: rows[0].message });
      } catch (error) {
        if (!wasCancelled(error)) throw error;
        tooLong(check, sale.slug);
      }
    }
    for (const gateCheck of watchedGate) {
      const its = { saleId: sale.id, check: gateCheck.name, invariant: gateCheck.invariant };
      const { breaches, notChecked } = await lookAtGate(gateCheck, sale);
      if (breaches[0] !== undefined) found.push({ ...its, message: breaches[0] });
      if (notChecked !== undefined) gaps.push({ ...its, reason: notChecked });
    }
  }
  return { found, gaps };
}

/** By its statement timeout. */
function wasCancelled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}
