import { openStock } from "../../lib/orders/ledger";
import { createPool, type ShopPool } from "../../lib/platform/postgres";
import { demoImage, divideStock } from "../../lib/sales/demo-catalogue";
import { createSale, type MadeSale } from "../../lib/testing/factories";
import { type DemoSale, demoSales } from "./demo-sales";
import { ensurePeople, haveLogins, peopleCount, renewLogins } from "./people";
import { type PlannedOrder, planOrders } from "./plan-orders";
import { openTheatre, type Theatre } from "./play-orders";
import { createRandom } from "./random";

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** The shop's; the simulated provider signs with a key derived from it. */
  readonly secret: string;
  readonly nowMs: number;
}

export interface Seeded {
  /** False when the demo was there already. */
  readonly made: boolean;
  readonly sales: number;
  readonly orders: number;
}

const markKey = "demo.seeded";
const publishedBeforeMs = 3 * 86_400_000;
/** Any number: the same demo comes out every time. */
const seed = 20_261_127;

/**
 * Fills a shop with the demo: products, sales in every phase, people, 200 past orders and three logins. Does nothing
 * when it is there. Every step is one the shop itself takes, so whatever moment it is stopped at, ledger, counters
 * and payments agree; the next run makes what is missing.
 */
export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const pool = createPool({
    url: withoutWaitingForDisk(options.databaseUrl),
    max: 3,
    applicationName: "zerohour-seed",
  });
  try {
    return await fill(pool, options);
  } finally {
    await pool.end();
  }
}

/** A thousand small commits, and none of them is worth waiting for: a demo that is lost is made again. */
function withoutWaitingForDisk(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c synchronous_commit=off");
  return url.toString();
}

async function fill(pool: ShopPool, { dataDir, secret, nowMs }: SeedOptions): Promise<Seeded> {
  const mark = await pool.query("SELECT 1 FROM settings WHERE key = $1", [markKey]);
  if (mark.rowCount === 1 && (await haveLogins(dataDir))) return { made: false, sales: 0, orders: 0 };

  const people = await ensurePeople(pool);
  await renewLogins(pool, dataDir);
  const counts = mark.rowCount === 1 ? { sales: 0, orders: 0 } : await makeSales(pool, { people, secret, nowMs });
  await pool.query(
    "INSERT INTO settings (key, value, updated_at) VALUES ($1, $2, now()) ON CONFLICT (key) DO NOTHING",
    [markKey, JSON.stringify({ atMs: nowMs })],
  );
  return { made: true, ...counts };
}

async function makeSales(
  pool: ShopPool,
  { people, secret, nowMs }: { people: readonly string[]; secret: string; nowMs: number },
): Promise<{ sales: number; orders: number }> {
  const { rows } = await pool.query<{ slug: string }>("SELECT slug FROM sales");
  const present = new Set(rows.map((row) => row.slug));
  // The oldest first, so that order numbers rise with time.
  const missing = demoSales(nowMs)
    .filter((sale) => !present.has(sale.slug))
    .sort((a, b) => a.startsAtMs - b.startsAtMs);
  const random = createRandom(seed);
  const theatre = openTheatre({ pool, secret });
  let orders = 0;
  for (const sale of missing)
    orders += await makeSale(pool, sale, planOrders(sale, peopleCount, nowMs, random), theatre, people);
  return { sales: missing.length, orders };
}

async function makeSale(
  pool: ShopPool,
  sale: DemoSale,
  orders: readonly PlannedOrder[],
  theatre: Theatre,
  people: readonly string[],
): Promise<number> {
  const made = await createSale(pool, {
    slug: sale.slug,
    title: sale.title,
    description: sale.product.description,
    status: "draft",
    startsAtMs: sale.startsAtMs,
    endsAtMs: sale.endsAtMs,
    timeZone: sale.product.timeZone,
    priceMinor: sale.product.price.minor,
    regularPriceMinor: sale.product.regularMinor,
    lowestPrice30dMinor: sale.product.lowest30dMinor,
    currency: sale.product.price.currency,
    paymentWindowSeconds: sale.paymentWindowSeconds,
    promoted: sale.promoted,
    items: divideStock(sale.product, sale.stock),
    releases: sale.releases,
    images: [demoImage(sale.product)],
  });
  if (sale.status === "draft") return 0;
  await publish(pool, sale, made);
  await theatre.play(made, orders, people);
  await finish(pool, sale, made, orders);
  return orders.length;
}

async function publish(pool: ShopPool, sale: DemoSale, made: MadeSale): Promise<void> {
  const publishedAtMs = sale.startsAtMs - publishedBeforeMs;
  await pool.transaction(async (client) => {
    await openStock(client, made.id, `=${publishedAtMs}`);
    await client.query("UPDATE sales SET status = 'published', created_at = $2, updated_at = $2 WHERE id = $1", [
      made.id,
      new Date(publishedAtMs),
    ]);
  });
}

/** Brings a sale whose orders have been played to where it is today. */
async function finish(pool: ShopPool, sale: DemoSale, made: MadeSale, orders: readonly PlannedOrder[]): Promise<void> {
  if (sale.status === "published") return;
  const lastPaidAtMs = Math.max(...orders.map((order) => order.paidAtMs ?? 0));
  const endedAtMs = sale.endedAtMs ?? (sale.endedReason === "sold_out" ? lastPaidAtMs : sale.endsAtMs);
  const changedAtMs = sale.pausedAtMs ?? sale.cancelledAtMs ?? endedAtMs;
  await pool.query(
    `UPDATE sales SET status = $2, ended_reason = $3, ended_at = $4, paused_at = $5, cancel_reason = $6,
       version = version + 1, updated_at = $7
     WHERE id = $1`,
    [
      made.id,
      sale.status,
      sale.endedReason,
      sale.status === "ended" ? new Date(endedAtMs) : null,
      sale.pausedAtMs === null ? null : new Date(sale.pausedAtMs),
      sale.cancelReason,
      new Date(changedAtMs),
    ],
  );
}
