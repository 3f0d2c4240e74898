import { type SaleSnapshot, salePhase, writeMoney } from "@/lib/domain";

interface OfferInput {
  readonly sale: SaleSnapshot;
  readonly description: string;
  readonly images: readonly { readonly url: string }[];
  readonly appOrigin: string;
  readonly nowMs: number;
}

const availability = {
  draft: "Discontinued",
  scheduled: "PreOrder",
  live: "LimitedAvailability",
  paused: "LimitedAvailability",
  ended: "SoldOut",
  cancelled: "Discontinued",
} as const;

/**
 * The sale as search engines read it (schema.org Product with an Offer), right for the phase the page was made in:
 * pages are made anew at the start and at the end. Stock numbers stay out of it.
 */
export function offerData({ sale, description, images, appOrigin, nowMs }: OfferInput): string {
  const url = `${appOrigin}/sales/${sale.slug}`;
  const phase = salePhase(sale, nowMs);
  const data = {
    "@context": "https://schema.org",
    "@type": "Product",
    name: sale.title,
    ...(description === "" ? {} : { description }),
    ...(images.length === 0 ? {} : { image: images.map((image) => new URL(image.url, appOrigin).href) }),
    url,
    offers: {
      "@type": "Offer",
      url,
      price: writeMoney(sale.price),
      priceCurrency: sale.price.currency,
      availability: `https://schema.org/${availability[phase]}`,
      availabilityStarts: new Date(sale.startsAtMs).toISOString(),
      availabilityEnds: new Date(sale.endedAtMs ?? sale.endsAtMs).toISOString(),
      priceValidUntil: new Date(sale.endsAtMs).toISOString(),
      validFrom: new Date(sale.startsAtMs).toISOString(),
    },
  };
  // Inside a script element only this character could end it.
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
