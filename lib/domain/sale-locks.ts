import type { SaleFields } from "./admin-sale";
import type { SalePhase } from "./sale";

/** What a sale's state has to do with what may be changed in it. */
export interface LockState {
  readonly phase: SalePhase;
  /** Its units are in the ledger: it was published once. */
  readonly stockOpened: boolean;
}

const always: readonly (keyof SaleFields)[] = ["title", "description"];
const whileRunning: readonly (keyof SaleFields)[] = [...always, "endsAt"];
const untouchable: readonly (keyof SaleFields)[] = ["slug", "releases"];

/**
 * Why a field of a sale cannot be changed from one value to another, as a sentence; null when it can. A draft is free.
 * Before the start only what is in the ledger or in links already is fixed. From the start on shoppers rely on what
 * they were shown: only the end, the stock and texts may change.
 */
export function lockReason(
  state: LockState,
  before: SaleFields,
  after: SaleFields,
  field: keyof SaleFields,
): string | null {
  const { phase } = state;
  if (phase === "draft" && !state.stockOpened) return null;
  if (field === "items") return itemsReason(state, before, after);
  if (phase === "draft" || phase === "scheduled") {
    if (!untouchable.includes(field)) return null;
    return field === "slug"
      ? "slug cannot change any more: the sale was published under it and links point there."
      : "releases cannot change any more: the units they hold back are in the ledger. Duplicate the sale instead.";
  }
  if (field === "images" && sameUrls(before, after)) return null;
  const editable = phase === "live" || phase === "paused" ? whileRunning : always;
  if (editable.includes(field)) return null;
  return phase === "live" || phase === "paused"
    ? `${field} cannot change while the sale is ${phase}: shoppers are buying by what they were shown. ` +
        "The end, the stock and texts can."
    : `${field} cannot change: the sale is ${phase === "ended" ? "over" : "cancelled"}. Only texts can.`;
}

function itemsReason({ phase }: LockState, before: SaleFields, after: SaleFields): string | null {
  const sameItems =
    before.items.length === after.items.length &&
    before.items.every((item, index) => item.sku === after.items[index]?.sku);
  if (!sameItems) {
    return "items cannot be added, removed or reordered any more: their units are in the ledger. Duplicate the sale instead.";
  }
  const sameStock = before.items.every((item, index) => item.stock === after.items[index]?.stock);
  if (sameStock || phase === "scheduled" || phase === "live" || phase === "paused") return null;
  if (phase === "draft")
    return "items cannot change their stock: their units are in the ledger. Duplicate the sale instead.";
  return `items cannot change their stock: the sale is ${phase === "ended" ? "over" : "cancelled"}.`;
}

function sameUrls(before: SaleFields, after: SaleFields): boolean {
  return (
    before.images.length === after.images.length &&
    before.images.every((image, index) => image.url === after.images[index]?.url)
  );
}
