import type { SaleSnapshot } from "../../domain";
import type { SaleBoard } from "../../sales/ports";
import type { Database } from "../books/database";
import type { SaleRow } from "../books/tables";
import type { Network, Program } from "../network";
import type { SimulatedRedis } from "../simulated-redis";

/** A program's copy of the board, as lib/sales/board.ts: an emptied Redis does not take it away. */
export function createSimulatedBoard(redis: SimulatedRedis, from: Program): SaleBoard {
  let copy: { revision: string; sale: SaleSnapshot } | null = null;
  const ifSale = (fits: (sale: SaleSnapshot) => boolean) => (copy !== null && fits(copy.sale) ? copy.sale : undefined);
  return {
    bySlug: (slug) => ifSale((sale) => sale.slug === slug),
    byId: (saleId) => ifSale((sale) => sale.id === saleId),
    all: () => (copy === null ? [] : [copy.sale]),
    revision: () => copy?.revision ?? "",
    async refresh() {
      const now = await redis.read(from, "board", ({ board }) => board);
      if (now !== null) copy = now;
    },
  };
}

/** As lib/sales/sync-board.ts: makes the board say what PostgreSQL says. */
export async function syncSimulatedBoard(
  parts: { readonly database: Database; readonly network: Network; readonly redis: SimulatedRedis },
  from: Program,
  saleId: number,
): Promise<number> {
  const sale = await parts.network.call(from, "postgres public sales", () => snapshotOf(parts.database, saleId));
  const present = await parts.redis.read(from, "board", ({ board }) => board);
  const revision = `${sale.epoch}.${sale.version}`;
  if (present?.revision === revision) return 0;
  await parts.redis.write(from, "write board", (keys) => {
    keys.board = { revision, sale };
  });
  return 1;
}

function snapshotOf({ tables }: Database, saleId: number): SaleSnapshot {
  const row = tables.sales.get(saleId);
  if (row === undefined) throw new Error(`no sale ${saleId}`);
  return { ...plainSale, ...scheduleOf(row), items: [...tables.items.values()].map(itemOf) };
}

function itemOf({ id, total }: { readonly id: number; readonly total: number }) {
  return { id, sku: `sku-${id}`, name: `Item ${id}`, stock: total };
}

function scheduleOf(row: SaleRow) {
  const { id, status, startsAtMs, endsAtMs, epoch, version, limitPerAccount, endedReason, lineFactor } = row;
  const rules = { limitPerAccount, paymentWindowSeconds: row.paymentWindowMs / 1_000, lineFactor };
  return { id, status, startsAtMs, endsAtMs, epoch, version, endedReason, ...rules };
}

const plainSale: Omit<SaleSnapshot, keyof ReturnType<typeof scheduleOf> | "items"> = {
  ...{ slug: "lamp", title: "Lamp", timeZone: "UTC", endedAtMs: null, pausedAtMs: null },
  ...{ price: { minor: 7_900, currency: "EUR" }, regularPrice: null, lowestPrice30d: null },
  ...{ imageUrl: null, imageAlt: "", admission: "first_come", minLevel: 0, inviteOnly: false, challenge: false },
  ...{ showExactStock: false, releases: [] },
};
