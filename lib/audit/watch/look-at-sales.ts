import type { AuditedSale, GateParts } from "../ports";
import type { WatchBreach } from "./watch-record";
import { watchedBooks, watchedGate } from "./watched-checks";

export type Found = Omit<WatchBreach, "sinceMs">;

/**
 * Every watched check in every one of the sales. Each statement sees one moment. What takes longer than a statement of the
 * worker may is left out and told: such a sale is too large to be watched, and is for `npm run audit`.
 */
export async function lookAtSales(
  parts: GateParts,
  sales: readonly AuditedSale[],
  tooLong: (check: string, slug: string) => void,
): Promise<readonly Found[]> {
  const found: Found[] = [];
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
    for (const { name: check, invariant, look } of watchedGate) {
      const [message] = (await look(parts, sale)).breaches;
      if (message !== undefined) found.push({ saleId: sale.id, check, invariant, message });
    }
  }
  return found;
}

/** By its statement timeout. */
function wasCancelled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}
