import { type AdminSaleAnswer, lockReason, type SaleFields } from "@/lib/domain";
import { partNames, type SalePart, saleParts } from "./form/part-names";

/** Why a part of the form cannot be changed now. `items` is the list of them; their stock has its own reason. */
export type Locks = Readonly<Partial<Record<SalePart | "stock", string>>>;

const oneMore = { sku: "", name: "", stock: 1 };

/** What the state of a stored sale locks; nothing of a new one. */
export function locksOf(stored: AdminSaleAnswer | null): Locks {
  if (stored === null) return {};
  const state = { phase: stored.phase, stockOpened: stored.status !== "draft" || wasOpened(stored) };
  const reason = (part: SalePart, after: SaleFields): string | null => lockReason(state, stored, after, part);
  const locks: Partial<Record<SalePart | "stock", string>> = {};
  for (const part of saleParts) {
    const text = reason(part, changed(stored, part));
    if (text !== null) locks[part] = text.replace(new RegExp(`^${part}\\b`), partNames[part]);
  }
  const moreStock = stored.items.map((item) => ({ ...item, stock: item.stock + 1 }));
  const text = reason("items", { ...stored, items: moreStock });
  if (text !== null) locks.stock = text.replace(/^items\b/, partNames.items);
  return locks;
}

/** Units of a draft that was published once are in the ledger. */
function wasOpened({ counts }: AdminSaleAnswer): boolean {
  return counts.some(({ released, held, sold }) => released + held + sold > 0);
}

/** Lists are judged by how they change. */
function changed(stored: AdminSaleAnswer, part: SalePart): SaleFields {
  if (part === "items") return { ...stored, items: [...stored.items, oneMore] };
  return part === "images" ? { ...stored, images: [...stored.images, { url: "", alt: "" }] } : stored;
}
