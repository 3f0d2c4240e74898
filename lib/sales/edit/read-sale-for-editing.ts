import type { AdminSaleAnswer } from "../../domain";
import type { EditParts } from "./edit-parts";
import { readEditable } from "./read-editable";

/** Any sale, drafts too; null when there is none. */
export async function readSaleForEditing(
  parts: Pick<EditParts, "pool" | "clock">,
  slug: string,
): Promise<AdminSaleAnswer | null> {
  const sale = await readEditable(parts.pool, slug, parts.clock.spec());
  return sale?.answer ?? null;
}
