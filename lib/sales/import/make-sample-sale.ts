import type { SaleFields } from "../../domain";
import type { Clock } from "../../platform/clock";
import type { ShopPool } from "../../platform/postgres";
import { type DemoProduct, demoImage, demoProducts } from "../demo-catalogue";
import type { SaleEditing } from "../edit/create-sale-editing";
import type { LogActor, PublishOutcome } from "../edit/edit-parts";

export interface SampleParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  readonly editing: Pick<SaleEditing, "create" | "publish">;
}

const startsInMs = 60_000;
const lengthMs = 300_000;
const stock = 20;
/** Short, so that one can watch an unpaid unit return while the sale is still on. */
const paymentWindowSeconds = 120;

const slugPrefix = "sample-";
/** Others may make sample sales at the same moment. */
const triesMax = 10;

/** A published sale of a demo product that opens in a minute, for whoever wants to see how a sale goes. */
export async function makeSampleSale(parts: SampleParts, actor: LogActor): Promise<PublishOutcome> {
  const first = await countSamples(parts.pool);
  for (let number = first + 1; number <= first + triesMax; number += 1) {
    const fields = sampleFields(number, parts.clock.nowMs());
    const made = await parts.editing.create(fields, actor);
    if (made.word === "done") return parts.editing.publish(fields.slug, actor);
    // The slug is taken: nothing else can be wrong with it.
    if (made.word !== "refused") return made;
  }
  return { word: "refused", detail: "Many sample sales are being made at this moment. Try again." };
}

async function countSamples(pool: ShopPool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM sales WHERE starts_with(slug, $1)",
    [slugPrefix],
  );
  return rows[0]?.count ?? 0;
}

/** Another product each time, and items of its own, so that two samples are never in each other's way. */
function sampleFields(number: number, nowMs: number): SaleFields {
  const product = productOf(number);
  const startsAtMs = Math.ceil(nowMs / 1_000) * 1_000 + startsInMs;
  const { currency } = product.price;
  return {
    slug: `${slugPrefix}${number}-${product.slug}`,
    title: `${product.title}, sample ${number}`,
    description: product.description,
    images: [demoImage(product)],
    items: [{ sku: `SAMPLE-${number}`, name: product.items[0]?.name ?? product.title, stock }],
    price: product.price,
    regularPrice: { minor: product.regularMinor, currency },
    lowestPrice30d: { minor: product.lowest30dMinor, currency },
    startsAt: new Date(startsAtMs).toISOString(),
    endsAt: new Date(startsAtMs + lengthMs).toISOString(),
    timeZone: product.timeZone,
    limitPerAccount: 1,
    paymentWindowSeconds,
    releases: [],
    lineFactor: 3,
    admission: "first_come",
    eligibility: { minLevel: 0, inviteOnly: false },
    challenge: false,
    showExactStock: false,
    withoutGate: "closed",
    promoted: [],
  };
}

function productOf(number: number): DemoProduct {
  const product = demoProducts[number % demoProducts.length];
  if (product === undefined) throw new Error("the demo has no products");
  return product;
}
