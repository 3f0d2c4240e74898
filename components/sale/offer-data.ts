import { previewPath, type SaleSnapshot, salePhase, writeMoney } from "@/lib/domain";

interface OfferInput {
  readonly sale: SaleSnapshot;
  readonly description: string;
  readonly images: readonly { readonly url: string }[];
  readonly appOrigin: string;
  readonly nowMs: number;
}

/** As far as a page knows that is made anew at the start, at the end and with each change, and not with each unit. */
function availabilityOf(sale: SaleSnapshot, nowMs: number): string {
  const phase = salePhase(sale, nowMs);
  switch (phase) {
    case "scheduled":
      return "PreOrder";
    case "live":
      return "LimitedAvailability";
    case "paused":
      return "OutOfStock";
    case "ended":
      return sale.endedReason === "sold_out" ? "SoldOut" : "Discontinued";
    case "draft":
    case "cancelled":
      return "Discontinued";
  }
}

/**
 * The sale as search engines read it (schema.org Product with an Offer), right for the phase the page was made in:
 * pages are made anew at the start and at the end. Stock numbers stay out of it.
 */
export function offerData({ sale, description, images, appOrigin, nowMs }: OfferInput): string {
  const url = `${appOrigin}/sales/${sale.slug}`;
  const overAt = new Date(sale.endedAtMs ?? sale.endsAtMs).toISOString();
  const onlyItem = sale.items.length === 1 ? sale.items[0] : undefined;
  const data = {
    "@context": "https://schema.org",
    "@type": "Product",
    name: sale.title,
    ...(description === "" ? {} : { description }),
    // The last is a photograph-like file for those who read no drawings, and there is one for every sale.
    image: [...images.map(({ url }) => url), previewPath(sale)].map((path) => new URL(path, appOrigin).href),
    ...(onlyItem === undefined ? {} : { sku: onlyItem.sku }),
    url,
    offers: {
      "@type": "Offer",
      url,
      price: writeMoney(sale.price),
      priceCurrency: sale.price.currency,
      availability: `https://schema.org/${availabilityOf(sale, nowMs)}`,
      availabilityStarts: new Date(sale.startsAtMs).toISOString(),
      availabilityEnds: overAt,
      priceValidUntil: overAt,
      validFrom: new Date(sale.startsAtMs).toISOString(),
      seller: { "@type": "Organization", name: "Zerohour", url: appOrigin },
    },
  };
  // Inside a script element only this character could end it.
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
