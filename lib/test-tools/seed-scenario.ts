import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { TokenKeys } from "../accounts/tokens/keys";
import { orderIdOfAttempt, slugPattern } from "../domain";
import type { Orders } from "../orders/ports";
import type { Clock } from "../platform/clock";
import type { ShopPool } from "../platform/postgres";
import { createAccounts, createSale, type MadeSale, makeBooking } from "../testing/factories";
import { makeShoppers } from "../testing/session-cookies";
import { payOrders } from "./pay-orders";
import { type Scenario, type ScenarioName, scenarioNames, scenarios } from "./scenarios";

const anHourMs = 3_600_000;

export const seedSchema = z.strictObject({
  scenario: z.enum(scenarioNames),
  slug: z.string().max(64).regex(slugPattern).optional(),
  /** Units of the sale, where a test needs another number than the scenario's. */
  stock: z.int().min(1).max(100_000).optional(),
});

export type SeedWish = z.infer<typeof seedSchema>;

export interface Seeded {
  readonly scenario: ScenarioName;
  readonly slug: string | null;
  readonly saleId: number | null;
  readonly itemIds: readonly number[];
  /** Somebody signed in who may use the scenario; its cookie is a ready Cookie header. */
  readonly shopper: { readonly userId: string; readonly email: string; readonly cookie: string } | null;
  readonly attemptId: string | null;
  readonly orderId: string | null;
}

export interface SeedParts {
  readonly pool: ShopPool;
  readonly orders: Orders;
  readonly clock: Clock;
  readonly keys: TokenKeys;
  readonly appOrigin: string;
  /** Brings board and gate to what PostgreSQL says, at once. */
  readonly publish: (saleId: number | null) => Promise<void>;
}

/** Makes the state through the same tables and steps a real sale goes through, so that every check holds in it. */
export async function seedScenario(parts: SeedParts, wish: SeedWish): Promise<Seeded> {
  if (wish.scenario === "empty-store") return emptyStore(parts, wish.scenario);
  const scenario: Scenario = {
    ...scenarios[wish.scenario],
    ...(wish.stock === undefined ? {} : { stock: wish.stock }),
  };
  const sale = await makeSale(parts, scenario, wish.slug);
  await makeOrders(parts, sale, scenario);
  await schedule(parts, sale, scenario);
  const shopper = await makeShopper(parts);
  const attemptId = scenario.shopperHolds ? await hold(parts, sale, shopper.userId) : null;
  await parts.publish(sale.id);
  return {
    scenario: wish.scenario,
    slug: sale.slug,
    saleId: sale.id,
    itemIds: sale.itemIds,
    shopper,
    attemptId,
    orderId: attemptId === null ? null : orderIdOfAttempt(attemptId),
  };
}

/** No sale is public any more; what people bought stays theirs. */
async function emptyStore(parts: SeedParts, scenario: ScenarioName): Promise<Seeded> {
  await parts.pool.query("UPDATE sales SET status = 'draft', version = version + 1 WHERE status <> 'draft'");
  await parts.publish(null);
  return { scenario, slug: null, saleId: null, itemIds: [], shopper: null, attemptId: null, orderId: null };
}

function makeSale(parts: SeedParts, scenario: Scenario, slug: string | undefined): Promise<MadeSale> {
  const nowMs = parts.clock.nowMs();
  return createSale(parts.pool, {
    slug: slug ?? `test-${randomBytes(5).toString("hex")}`,
    title: "Aurora desk lamp",
    description: "A lamp of folded aluminium with a warm, dimmable light.\n\nMade for tests of every state of a sale.",
    status: scenario.status,
    startsAtMs: nowMs + scenario.startsInMs,
    // Every sale begins as one that goes on: the worker would record the end of an older one before it has orders.
    endsAtMs: nowMs + Math.max(scenario.endsInMs, anHourMs),
    timeZone: "Europe/Berlin",
    priceMinor: 7_900,
    regularPriceMinor: 12_900,
    lowestPrice30dMinor: 11_900,
    paymentWindowSeconds: scenario.paymentWindowSeconds,
    stock: scenario.stock,
    images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp of folded aluminium, switched on" }],
    ...(scenario.cancelReason === undefined ? {} : { cancelReason: scenario.cancelReason }),
  });
}

async function schedule(parts: SeedParts, sale: MadeSale, scenario: Scenario): Promise<void> {
  await parts.pool.query("UPDATE sales SET ends_at = $2, version = version + 1 WHERE id = $1", [
    sale.id,
    new Date(parts.clock.nowMs() + scenario.endsInMs),
  ]);
}

async function makeOrders(parts: SeedParts, sale: MadeSale, scenario: Scenario): Promise<void> {
  const buyers = await createAccounts(parts.pool, scenario.paid + scenario.reserved);
  if (buyers.length === 0) return;
  // Within the sale, also when it is over already.
  const shiftMs = Math.min(0, scenario.endsInMs) - 1_000;
  const receivedAtMs = parts.clock.nowMs() + shiftMs;
  const clockSpec = shiftClock(parts.clock.spec(), shiftMs);
  const bookings = buyers.map((buyer) => makeBooking(sale, buyer.id, { receivedAtMs }));
  await parts.orders.place(sale.id, bookings, clockSpec);
  const paid = bookings.slice(0, scenario.paid).map(({ attemptId }) => orderIdOfAttempt(attemptId));
  await payOrders(parts.pool, paid, clockSpec);
}

/** The shop's clock as it stands after another move. */
function shiftClock(spec: string, byMs: number): string {
  if (spec.startsWith("=")) return `=${Number(spec.slice(1)) + byMs}`;
  const offsetMs = Number(spec) + byMs;
  return offsetMs < 0 ? String(offsetMs) : `+${offsetMs}`;
}

async function makeShopper(parts: SeedParts) {
  const offset = 1_000_000 + (randomBytes(4).readUInt32BE() % 1_000_000_000);
  const [shopper] = await makeShoppers(parts.pool, parts.keys, 1, { offset, appOrigin: parts.appOrigin });
  if (shopper === undefined) throw new Error("no shopper was made");
  return shopper;
}

async function hold(parts: SeedParts, sale: MadeSale, accountId: string): Promise<string> {
  const booking = makeBooking(sale, accountId, { receivedAtMs: parts.clock.nowMs() });
  await parts.orders.place(sale.id, [booking], parts.clock.spec());
  return booking.attemptId;
}
