import { type AdminSaleAnswer, checkSale, type SaleCheck } from "../../domain";
import type { Clock } from "../../platform/clock";
import type { ShopPool } from "../../platform/postgres";
import { readCheckFacts } from "../edit/publish-sale";
import { fieldsOf, readEditable } from "../edit/read-editable";

/** A sale as it is stored, with what publishing it would say; null when there is none. */
export async function readCheckedSale(
  parts: { readonly pool: ShopPool; readonly clock: Clock },
  slug: string,
): Promise<{ readonly sale: AdminSaleAnswer; readonly checks: readonly SaleCheck[] } | null> {
  const found = await readEditable(parts.pool, slug, parts.clock.spec());
  if (found === null) return null;
  const fields = fieldsOf(found.answer);
  return { sale: found.answer, checks: checkSale(fields, await readCheckFacts(parts.pool, found, fields)) };
}
