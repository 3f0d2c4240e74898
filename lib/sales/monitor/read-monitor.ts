import {
  type AdminSaleAnswer,
  type Money,
  type MonitorAnswer,
  type SaleSnapshot,
  type SoldFrom,
  salePhase,
  type WatchedSale,
} from "../../domain";
import type { Clock } from "../../platform/clock";
import type { Gate, GateCounts } from "../../stock/gate";
import type { SaleBoard } from "../ports";

export interface MonitorParts {
  readonly board: Pick<SaleBoard, "bySlug">;
  readonly clock: Clock;
  /** Where a sale is sold from the books, they tell its counters in the gate's place. */
  readonly gate: Pick<Gate, "readSale">;
  readonly soldFrom: (saleId: number) => SoldFrom;
  /** Intents accepted and not yet booked; null when the sale has no stream. */
  readonly backlog: (saleId: number) => Promise<number | null>;
  /** What the watch over sales that are on found in it. */
  readonly readWatched: (saleId: number) => Promise<WatchedSale | null>;
  readonly readRefusals: (saleId: number) => Promise<Readonly<Record<string, number>>>;
  /** For sales that are not on the board: drafts, and those that ended long ago. */
  readonly readSale: (slug: string) => Promise<AdminSaleAnswer | null>;
}

/**
 * How a sale stands, from Redis' counters alone while it is on the board: the cost is three reads, whatever number of
 * orders there is. Null when there is no such sale.
 */
export async function readMonitor(parts: MonitorParts, slug: string): Promise<MonitorAnswer | null> {
  const sale = parts.board.bySlug(slug);
  const counts = sale === undefined ? "not_loaded" : await parts.gate.readSale(sale.id);
  if (sale === undefined || counts === "not_loaded") return readFromTruth(parts, slug);
  const soldFrom = parts.soldFrom(sale.id);
  const [watch, { intents, refusals }] = await Promise.all([
    parts.readWatched(sale.id),
    soldFrom === "gate" ? readBesides(parts, sale.id) : nothingBesides,
  ]);
  const nowMs = parts.clock.nowMs();
  const items = itemsOf(sale, counts);
  return {
    slug,
    phase: salePhase(sale, nowMs),
    version: sale.version,
    asOf: isoOf(nowMs),
    startsAt: isoOf(sale.startsAtMs),
    endsAt: isoOf(sale.endsAtMs),
    pausedAt: sale.pausedAtMs === null ? null : isoOf(sale.pausedAtMs),
    loaded: true,
    soldFrom,
    items,
    line: counts.lineLength,
    intents: intents ?? 0,
    refusals,
    sumOk: addsUp(counts),
    watch,
    ...moneyOf(sale.price, items, counts.lineLength),
  };
}

/** What Redis tells beside the counters. Without the gate it is away, or tells of a time before. */
interface Besides {
  readonly intents: number | null;
  readonly refusals: Readonly<Record<string, number>>;
}

const nothingBesides: Besides = { intents: null, refusals: {} };

async function readBesides(parts: MonitorParts, saleId: number): Promise<Besides> {
  const [intents, refusals] = await Promise.all([parts.backlog(saleId), parts.readRefusals(saleId)]);
  return { intents, refusals };
}

/** Nothing of it is read from orders: the price of a sale cannot change once units are sold. */
function moneyOf(
  price: Money,
  items: MonitorAnswer["items"],
  waiting: number,
): Pick<MonitorAnswer, "revenue" | "unmet"> {
  const times = (units: number): Money => ({ minor: units * price.minor, currency: price.currency });
  const sold = items.reduce((sum, item) => sum + item.sold, 0);
  return { revenue: times(sold), unmet: { waiting, units: waiting, money: times(waiting) } };
}

const isoOf = (epochMs: number) => new Date(epochMs).toISOString();

function itemsOf(sale: SaleSnapshot, counts: GateCounts): MonitorAnswer["items"] {
  return sale.items.flatMap(({ id, sku }) => {
    const count = counts.items.find((item) => item.itemId === id);
    if (count === undefined) return [];
    const { total: stock, released, available, held, sold } = count;
    return [{ sku, stock, unreleased: stock - released, available, held, sold }];
  });
}

/** Every unit is in exactly one place, and none was given to two. */
export function addsUp({ items, owed }: GateCounts): boolean {
  const isSound = ({ total, released, available, held, sold }: GateCounts["items"][number]) =>
    [released, available, held, sold].every((units) => units >= 0) &&
    released <= total &&
    total - released + available + held + sold === total;
  return owed === 0 && items.every(isSound);
}

/** Where the gate is not loaded nothing can be bought, and PostgreSQL's counters are all there is. */
async function readFromTruth(parts: MonitorParts, slug: string): Promise<MonitorAnswer | null> {
  const sale = await parts.readSale(slug);
  if (sale === null) return null;
  const items = sale.items.map(({ sku, stock }, index) => {
    const { released = 0, held = 0, sold = 0 } = sale.counts[index] ?? {};
    return { sku, stock, unreleased: stock - released, available: released - held - sold, held, sold };
  });
  return {
    slug,
    phase: sale.phase,
    version: sale.version,
    asOf: isoOf(parts.clock.nowMs()),
    startsAt: sale.startsAt,
    endsAt: sale.endsAt,
    pausedAt: sale.pausedAt,
    loaded: false,
    soldFrom: parts.soldFrom(sale.id),
    items,
    line: 0,
    intents: 0,
    refusals: await parts.readRefusals(sale.id),
    sumOk: items.every((item) => item.unreleased >= 0 && item.available >= 0),
    watch: null,
    ...moneyOf(sale.price, items, 0),
  };
}
