import type { Clock } from "../platform/clock";
import type { ShopPool, TransactionClient } from "../platform/postgres";
import { type DemoProduct, demoImage, demoProducts, divideStock } from "./demo-catalogue";

// The demo's lightning sales: whoever starts the shop sees a sale open within a minute, and again every five minutes.

/** Between two starts. */
const everyMs = 300_000;
const lengthMs = 180_000;
/** The first one of a process opens within a minute, early enough to watch its countdown. */
const firstWithinMs = 60_000;
const leadMs = 45_000;
/** Nobody looks at an ended sale that nobody bought from any more: it leaves the listing until its next turn. */
const putAwayAfterMs = 600_000;

const units = 20;
/** Short, so that one can watch an unpaid unit return while the sale is still on. */
const paymentWindowSeconds = 120;

const slugPrefix = "lightning-";

/** A lightning sale that exists. Times are epoch milliseconds. */
export interface KnownDemoSale {
  readonly id: number;
  readonly slug: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Nobody has bought, lost or waited in it, so it may be held again. */
  readonly untouched: boolean;
}

export interface DemoPlan {
  readonly product: DemoProduct;
  readonly slug: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** The sale to hold again; null makes a new one. */
  readonly reuseSaleId: number | null;
}

/**
 * What to plan now, or null when enough is planned. `first` is the first call of a process, which is owed a sale
 * that opens within a minute even when another is running or planned for later.
 */
export function planDemoSale(input: {
  readonly nowMs: number;
  readonly first: boolean;
  readonly known: readonly KnownDemoSale[];
}): DemoPlan | null {
  const { nowMs, first, known } = input;
  const coming = known.filter((sale) => sale.startsAtMs > nowMs);
  const enough = first ? coming.some((sale) => sale.startsAtMs <= nowMs + firstWithinMs) : coming.length > 0;
  if (enough) return null;

  const [latest] = [...known].sort((a, b) => b.startsAtMs - a.startsAtMs);
  const soonestMs = nowMs + leadMs;
  const startsAtMs = first || latest === undefined ? soonestMs : Math.max(soonestMs, latest.startsAtMs + everyMs);
  const product = productAfter(latest);
  const own = known.filter((sale) => productOf(sale) === product);
  const again = own.find((sale) => sale.untouched && sale.endsAtMs <= nowMs);
  return {
    product,
    slug: again?.slug ?? freeSlug(product, known),
    startsAtMs,
    endsAtMs: startsAtMs + lengthMs,
    reuseSaleId: again?.id ?? null,
  };
}

function productOf(sale: KnownDemoSale): DemoProduct | undefined {
  const name = sale.slug.slice(slugPrefix.length).replace(/-\d+$/, "");
  return demoProducts.find((product) => product.slug === name);
}

/** The products take turns. */
function productAfter(latest: KnownDemoSale | undefined): DemoProduct {
  const index = demoProducts.findIndex((product) => latest !== undefined && productOf(latest) === product);
  const product = demoProducts[(index + 1) % demoProducts.length];
  if (product === undefined) throw new Error("the demo has no products");
  return product;
}

/** `lightning-field-thermos`, then `lightning-field-thermos-2` and so on. */
function freeSlug(product: DemoProduct, known: readonly KnownDemoSale[]): string {
  const taken = new Set(known.map((sale) => sale.slug));
  const plain = `${slugPrefix}${product.slug}`;
  if (!taken.has(plain)) return plain;
  let number = 2;
  while (taken.has(`${plain}-${number}`)) number += 1;
  return `${plain}-${number}`;
}

// ---------------------------------------------------------------- the database

export interface DemoSaleParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  /** Brings the units of a new sale into ledger and counters; see lib/orders/ledger.ts. */
  readonly openStock: (client: TransactionClient, saleId: number, clockSpec: string) => Promise<number>;
}

export interface PlannedSale {
  readonly slug: string;
  readonly startsAtMs: number;
}

/** Pools of processes that had their first call. */
const begun = new WeakSet<ShopPool>();

/**
 * Plans the next lightning sale if it is time to. Returns what it planned, or null when nothing was due or another
 * worker is at it. Rejects when the database fails; nothing is planned then and the next call tries again.
 */
export async function ensureDemoSale(parts: DemoSaleParts): Promise<PlannedSale | null> {
  const { pool } = parts;
  const result = await pool.transaction(async (client) => {
    if (!(await isAlone(client))) return "taken";
    return planNext(client, parts, !begun.has(pool));
  });
  if (result === "taken") return null;
  begun.add(pool);
  return result;
}

/** Held until the transaction ends, so that of two workers only one plans. */
async function isAlone(client: TransactionClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtextextended('zerohour:demo-sale', 0)) AS locked",
  );
  return rows[0]?.locked === true;
}

async function planNext(
  client: TransactionClient,
  { clock, openStock }: DemoSaleParts,
  first: boolean,
): Promise<PlannedSale | null> {
  const nowMs = clock.nowMs();
  await client.query(putAwaySql, [new Date(nowMs - putAwayAfterMs)]);
  const { rows } = await client.query<KnownDemoSale>(knownSql);
  const plan = planDemoSale({ nowMs, first, known: rows });
  if (plan === null) return null;
  if (plan.reuseSaleId === null) {
    await openStock(client, await insertSale(client, plan), clock.spec());
  } else {
    await client.query(holdAgainSql, [plan.reuseSaleId, new Date(plan.startsAtMs), new Date(plan.endsAtMs)]);
  }
  return { slug: plan.slug, startsAtMs: plan.startsAtMs };
}

async function insertSale(client: TransactionClient, plan: DemoPlan): Promise<number> {
  const { product } = plan;
  const stock = divideStock(product, units);
  const image = demoImage(product);
  const { rows } = await client.query<{ id: number }>(insertSql, [
    plan.slug,
    `Lightning: ${product.title}`,
    product.description,
    new Date(plan.startsAtMs),
    new Date(plan.endsAtMs),
    product.timeZone,
    product.price.minor,
    product.regularMinor,
    product.lowest30dMinor,
    product.price.currency,
    paymentWindowSeconds,
    stock.map((item) => item.sku),
    stock.map((item) => item.name),
    stock.map((item) => item.stock),
    image.url,
    image.alt,
  ]);
  if (rows[0] === undefined) throw new Error(`the demo sale ${plan.slug} was not made`);
  return rows[0].id;
}

/** The rows a sale leaves when somebody has tried to buy in it. */
const touched = `(EXISTS (SELECT FROM orders o WHERE o.sale_id = s.id)
  OR EXISTS (SELECT FROM attempt_failures f WHERE f.sale_id = s.id)
  OR EXISTS (SELECT FROM line_entries l WHERE l.sale_id = s.id))`;

const knownSql = `
SELECT s.id, s.slug, (extract(epoch FROM s.starts_at) * 1000)::float8 AS "startsAtMs",
  (extract(epoch FROM s.ends_at) * 1000)::float8 AS "endsAtMs", NOT ${touched} AS untouched
FROM sales s WHERE s.demo`;

// A draft is seen by nobody and keeps its ledger; deleting the sale would leave entries without an item.
const putAwaySql = `
UPDATE sales s SET status = 'draft', version = s.version + 1, updated_at = now()
WHERE s.demo AND s.status = 'ended' AND s.ends_at <= $1 AND NOT ${touched}`;

const holdAgainSql = `
UPDATE sales SET status = 'published', starts_at = $2, ends_at = $3, ended_reason = NULL, ended_at = NULL,
  version = version + 1, updated_at = now()
WHERE id = $1`;

const insertSql = `
WITH sale AS (
  INSERT INTO sales (slug, title, description, status, starts_at, ends_at, time_zone, price_minor,
    regular_price_minor, lowest_price_30d_minor, currency, payment_window_seconds, demo)
  VALUES ($1, $2, $3, 'published', $4, $5, $6, $7, $8, $9, $10, $11, true)
  RETURNING id
), item AS (
  INSERT INTO sale_items (sale_id, position, sku, name, total)
  SELECT sale.id, position - 1, sku, name, stock
  FROM sale, unnest($12::text[], $13::text[], $14::int[]) WITH ORDINALITY AS item (sku, name, stock, position)
), image AS (
  INSERT INTO sale_images (sale_id, position, url, alt) SELECT id, 0, $15, $16 FROM sale
)
SELECT id FROM sale`;
