import type { SaleFields } from "@/lib/domain";
import { readForm } from "./read-form";
import type { SaleForm } from "./sale-form";

/** The sale as far as it can be read: the rest has no number and no time. */
export function halfSale(form: SaleForm): SaleFields {
  const nothing = { minor: Number.NaN, currency: form.currency };
  return {
    slug: form.slug,
    title: form.title,
    description: form.description,
    images: form.images,
    items: form.items.map(({ sku, name, stock }) => ({ sku, name, stock: stock.trim() === "" ? 0 : Number(stock) })),
    price: nothing,
    regularPrice: null,
    lowestPrice30d: null,
    startsAt: "",
    endsAt: "",
    timeZone: form.timeZone,
    limitPerAccount: 1,
    paymentWindowSeconds: 600,
    releases: [],
    lineFactor: 1,
    admission: form.admission,
    eligibility: { minLevel: 0, inviteOnly: form.inviteOnly },
    challenge: form.challenge,
    showExactStock: form.showExactStock,
    withoutGate: form.withoutGate,
    promoted: form.promoted,
    ...readForm(form).fields,
  };
}
