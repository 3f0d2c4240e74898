import type { SaleFields } from "./admin-sale";
import { instantsOf, wallTimeAt } from "./wall-time";

const dayMs = 86_400_000;

/** What the template for imports shows: two sales a week from now, the second with two items. They can be imported. */
export function templateSales(nowMs: number, defaults: { currency: string; timeZone: string }): readonly SaleFields[] {
  const { currency, timeZone } = defaults;
  const date = wallTimeAt(new Date(nowMs + 7 * dayMs).toISOString(), timeZone).slice(0, 10);
  const lamp: SaleFields = {
    slug: "example-desk-lamp",
    title: "Example desk lamp",
    description: "A lamp of folded aluminium.\n\nDelivered within five working days.",
    images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp with a dark blue shade, switched on" }],
    items: [{ sku: "LAMP-BLUE", name: "Night blue", stock: 40 }],
    price: { minor: 7_900, currency },
    regularPrice: { minor: 12_900, currency },
    lowestPrice30d: { minor: 9_900, currency },
    startsAt: atClock(`${date}T12:00`, timeZone),
    endsAt: atClock(`${date}T13:00`, timeZone),
    timeZone,
    limitPerAccount: 1,
    paymentWindowSeconds: 600,
    releases: [],
    lineFactor: 3,
    admission: "first_come",
    eligibility: { minLevel: 0, inviteOnly: false },
    challenge: false,
    showExactStock: false,
    withoutGate: "closed",
    promoted: [],
  };
  return [
    lamp,
    {
      ...lamp,
      slug: "example-wool-blanket",
      title: "Example wool blanket",
      description: "Lambswool, 130 × 200 cm.",
      images: [{ url: "/products/fjord-wool-blanket.svg", alt: "Two folded wool blankets on top of each other" }],
      items: [
        { sku: "BLANKET-OAT", name: "Oat", stock: 25 },
        { sku: "BLANKET-MOSS", name: "Moss", stock: 15 },
      ],
      price: { minor: 9_500, currency },
      regularPrice: { minor: 14_800, currency },
      lowestPrice30d: { minor: 11_900, currency },
      startsAt: atClock(`${date}T18:00`, timeZone),
      endsAt: atClock(`${date}T20:00`, timeZone),
    },
  ];
}

function atClock(wall: string, timeZone: string): string {
  const reading = instantsOf(wall, timeZone);
  switch (reading.word) {
    case "one":
      return reading.at;
    case "two":
      return reading.earlier;
    case "none":
      return reading.after;
    case "unreadable":
      throw new Error(`${wall} is no time`);
  }
}
