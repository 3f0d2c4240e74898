import type { EndedReason, SaleStatus } from "../../lib/domain";
import { type DemoProduct, demoProducts } from "../../lib/sales/demo-catalogue";

/** How many past orders of a sale ended in which way. */
export interface OrderCounts {
  readonly paid: number;
  readonly expired: number;
  readonly refunded: number;
  /** Not yet paid, with time left. */
  readonly held: number;
}

/** A sale of the demo. Times are epoch milliseconds. */
export interface DemoSale {
  readonly slug: string;
  readonly title: string;
  readonly product: DemoProduct;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly stock: number;
  readonly paymentWindowSeconds: number;
  /** Slices that open after the start. */
  readonly releases: readonly { readonly atMs: number; readonly quantity: number }[];
  readonly promoted: readonly string[];
  readonly orders: OrderCounts;
  /** Clicks come within this time of the start, most of them early. */
  readonly rushMs: number;
  /** The way in which the demo shopper's own order ended, if they took part. */
  readonly shopper: "paid" | "expired" | "refunded" | null;
  readonly endedAtMs: number | null;
  readonly endedReason: EndedReason | null;
  readonly pausedAtMs: number | null;
  readonly cancelledAtMs: number | null;
  readonly cancelReason: string | null;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nobody: OrderCounts = { paid: 0, expired: 0, refunded: 0, held: 0 };

/** Every phase a shopper can meet, in two time zones. 200 past orders are in the four sales that ended. */
export function demoSales(nowMs: number): readonly DemoSale[] {
  const thisHour = Math.floor(nowMs / hourMs) * hourMs;
  const today = Math.floor(nowMs / dayMs) * dayMs;
  /** A time of day, UTC, some days from today: 9 is 10:00 in Berlin in winter, 11 is 20:00 in Tokyo. */
  const at = (days: number, hour: number, minutes = 0) => today + days * dayMs + hour * hourMs + minutes * minuteMs;

  return [
    // ---------------------------------------------------------------- now, the one to buy in ends first
    sale("aurora-desk-lamp", {
      startsAtMs: thisHour - 2 * hourMs,
      endsAtMs: thisHour + 25 * hourMs,
      stock: 60,
      orders: { paid: 17, expired: 3, refunded: 0, held: 2 },
      rushMs: 100 * minuteMs,
      promoted: ["night-harbour-print", "ceramic-pour-over-set"],
    }),
    sale("fjord-wool-blanket", {
      startsAtMs: nowMs - 25 * minuteMs,
      endsAtMs: thisHour + 30 * hourMs,
      stock: 12,
      paymentWindowSeconds: 3_600,
      orders: { paid: 8, expired: 0, refunded: 0, held: 4 },
      rushMs: 4 * minuteMs,
    }),
    sale("pocket-radio", {
      status: "paused",
      startsAtMs: thisHour - 3 * hourMs,
      endsAtMs: thisHour + 28 * hourMs,
      pausedAtMs: nowMs - 25 * minuteMs,
      stock: 40,
      orders: { paid: 9, expired: 2, refunded: 0, held: 0 },
      rushMs: 90 * minuteMs,
    }),

    // ---------------------------------------------------------------- next
    sale("ceramic-pour-over-set", {
      startsAtMs: thisHour + 3 * hourMs,
      endsAtMs: thisHour + 4 * hourMs,
      stock: 120,
    }),
    sale("brass-kaleidoscope", {
      startsAtMs: at(1, 11),
      endsAtMs: at(1, 12),
      stock: 80,
    }),
    sale("night-harbour-print", {
      startsAtMs: at(3, 9),
      endsAtMs: at(3, 12),
      stock: 120,
      releases: [
        { atMs: at(3, 9, 30), quantity: 40 },
        { atMs: at(3, 10), quantity: 40 },
      ],
    }),
    sale("ridge-trail-runner", {
      startsAtMs: at(5, 17),
      endsAtMs: at(5, 18, 30),
      stock: 160,
      promoted: ["field-thermos-second-batch"],
    }),
    sale("field-thermos-second-batch", {
      product: "field-thermos",
      title: "Field thermos, second batch",
      startsAtMs: at(8, 9),
      endsAtMs: at(8, 10),
      stock: 200,
    }),
    sale("aurora-desk-lamp-winter", {
      product: "aurora-desk-lamp",
      title: "Aurora desk lamp, winter colours",
      status: "draft",
      startsAtMs: at(12, 9),
      endsAtMs: at(12, 10),
      stock: 90,
    }),

    // ---------------------------------------------------------------- over
    sale("field-thermos", {
      status: "cancelled",
      startsAtMs: at(-1, 9),
      endsAtMs: at(-1, 10),
      cancelledAtMs: at(-1, 9, 24),
      cancelReason: "The seals of this batch let steam through. A new batch is on its way.",
      stock: 50,
      orders: { paid: 0, expired: 0, refunded: 14, held: 0 },
      rushMs: 12 * minuteMs,
      shopper: "refunded",
    }),
    sale("pocket-radio-first-run", {
      product: "pocket-radio",
      title: "Pocket radio R2, first run",
      status: "ended",
      startsAtMs: at(-2, 17),
      endsAtMs: at(-2, 18),
      endedReason: "time",
      stock: 100,
      orders: { paid: 48, expired: 10, refunded: 4, held: 0 },
      rushMs: 40 * minuteMs,
      shopper: "paid",
    }),
    sale("night-harbour-proofs", {
      product: "night-harbour-print",
      title: "Night Harbour, artist's proofs",
      status: "ended",
      startsAtMs: at(-4, 9),
      endsAtMs: at(-4, 10),
      endedReason: "sold_out",
      stock: 12,
      orders: { paid: 12, expired: 3, refunded: 0, held: 0 },
      rushMs: 20 * secondMs,
    }),
    sale("ridge-trail-runner-early", {
      product: "ridge-trail-runner",
      title: "Ridge trail runner, early pairs",
      status: "ended",
      startsAtMs: at(-6, 17),
      endsAtMs: at(-6, 18),
      endedReason: "sold_out",
      stock: 80,
      orders: { paid: 80, expired: 9, refunded: 0, held: 0 },
      rushMs: 3 * minuteMs,
      shopper: "expired",
    }),
    sale("brass-kaleidoscope-autumn", {
      product: "brass-kaleidoscope",
      title: "Brass kaleidoscope, autumn glass",
      status: "ended",
      startsAtMs: at(-9, 11),
      endsAtMs: at(-9, 12),
      endedAtMs: at(-9, 11, 20),
      endedReason: "stopped",
      stock: 60,
      orders: { paid: 28, expired: 4, refunded: 2, held: 0 },
      rushMs: 18 * minuteMs,
      shopper: "paid",
    }),
  ];
}

type Wish = Pick<DemoSale, "startsAtMs" | "endsAtMs" | "stock"> &
  Partial<Omit<DemoSale, "slug" | "product">> & { readonly product?: string };

function sale(slug: string, { product: productSlug = slug, ...wish }: Wish): DemoSale {
  const product = demoProducts.find((one) => one.slug === productSlug);
  if (product === undefined) throw new Error(`the demo has no product ${productSlug}`);
  return {
    slug,
    product,
    title: product.title,
    status: "published",
    paymentWindowSeconds: 600,
    releases: [],
    promoted: [],
    orders: nobody,
    rushMs: 0,
    shopper: null,
    endedAtMs: null,
    endedReason: null,
    pausedAtMs: null,
    cancelledAtMs: null,
    cancelReason: null,
    ...wish,
  };
}
