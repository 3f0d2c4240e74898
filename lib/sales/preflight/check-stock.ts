import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { AdminSaleAnswer } from "../../domain";
import type { Gate, GateCounts } from "../../stock/gate";
import { blocking, type Finding, fine } from "./finding";

export interface StockParts {
  readonly pool: Pick<Pool, "query">;
  readonly gate: Pick<Gate, "readSale">;
  /** Intents accepted and not yet booked; null when the sale has no stream. */
  readonly backlog: (saleId: number) => Promise<number | null>;
}

type State =
  | { readonly word: "not_published" }
  | { readonly word: "over" }
  | { readonly word: "not_loaded" }
  | { readonly word: "same"; readonly units: number }
  /** As it must be while a sale runs: the gate is ahead by what is on its way to PostgreSQL, or the other way round. */
  | { readonly word: "on_its_way"; readonly steps: number }
  | { readonly word: "different"; readonly sku: string; readonly what: string };

/** Both sides change while they are read, so a difference counts only when it stays. */
const readingsMax = 5;
const betweenMs = 100;

/** Whether the gate sells what PostgreSQL says there is. */
export async function checkStock(parts: StockParts, sale: AdminSaleAnswer, signal: AbortSignal): Promise<Finding> {
  const state = await readStock(parts, sale, signal);
  switch (state.word) {
    case "not_published":
      return fine("The stock is loaded when the sale is published.");
    case "over":
      return fine("The sale is over; nothing is sold from its stock.");
    case "not_loaded":
      return blocking(
        "The stock is not loaded into Redis, so nothing can be bought. A worker loads it within a second.",
      );
    case "same":
      return fine(`Redis and PostgreSQL agree on ${state.units} units.`);
    case "on_its_way":
      return fine(`Redis and PostgreSQL agree but for ${state.steps} steps that are being booked.`);
    case "different":
      return blocking(`Redis and PostgreSQL do not agree: ${state.sku} ${state.what}. The gate must be loaded again.`);
  }
}

async function readStock(parts: StockParts, sale: AdminSaleAnswer, signal: AbortSignal): Promise<State> {
  if (sale.status === "draft") return { word: "not_published" };
  let state = await compareOnce(parts, sale);
  for (let reading = 1; reading < readingsMax && mayChange(state); reading += 1) {
    await delay(betweenMs, undefined, { signal });
    state = await compareOnce(parts, sale);
  }
  return state;
}

function mayChange({ word }: State): boolean {
  return word === "different" || word === "not_loaded";
}

interface ItemRow {
  readonly itemId: number;
  readonly sku: string;
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
  /** Pieces of news for the gate, of the whole sale. */
  readonly news: number;
}

const truthSql = `
SELECT id AS "itemId", sku, total, released, held, sold,
  (SELECT count(*)::int FROM outbox WHERE topic = 'gate' AND payload->>'saleId' = $1::text) AS news
FROM sale_items WHERE sale_id = $1::int ORDER BY position`;

async function compareOnce({ pool, gate, backlog }: StockParts, sale: AdminSaleAnswer): Promise<State> {
  const before = await gate.readSale(sale.id);
  if (before === "not_loaded") return isOver(sale) ? { word: "over" } : { word: "not_loaded" };
  const [{ rows }, intents] = await Promise.all([pool.query<ItemRow>(truthSql, [String(sale.id)]), backlog(sale.id)]);
  const after = await gate.readSale(sale.id);
  if (after === "not_loaded") return { word: "not_loaded" };
  const steps = (intents ?? 0) + (rows[0]?.news ?? 0);
  const difference = findDifference({ rows, before, after, slack: steps * sale.limitPerAccount });
  if (difference !== null) return difference;
  const units = rows.reduce((sum, row) => sum + row.total, 0);
  return steps === 0 ? { word: "same", units } : { word: "on_its_way", steps };
}

function isOver({ phase }: AdminSaleAnswer): boolean {
  return phase === "ended" || phase === "cancelled";
}

interface Sides {
  readonly rows: readonly ItemRow[];
  /** The gate before and after PostgreSQL was read: the sale went on meanwhile. */
  readonly before: GateCounts;
  readonly after: GateCounts;
  /** Units that may be on their way between the two. */
  readonly slack: number;
}

const counters = ["total", "released", "held", "sold"] as const;

function findDifference({ rows, before, after, slack }: Sides): (State & { readonly word: "different" }) | null {
  if (after.owed > 0) return { word: "different", sku: "in all", what: `owes ${after.owed} units` };
  for (const row of rows) {
    const [first, last] = [before, after].map((counts) => counts.items.find((item) => item.itemId === row.itemId));
    if (first === undefined || last === undefined) {
      return { word: "different", sku: row.sku, what: "is not in Redis" };
    }
    for (const name of counters) {
      const least = Math.min(first[name], last[name]) - slack;
      const most = Math.max(first[name], last[name]) + slack;
      if (row[name] >= least && row[name] <= most) continue;
      return {
        word: "different",
        sku: row.sku,
        what: `has ${last[name]} ${name} in Redis and ${row[name]} in PostgreSQL`,
      };
    }
  }
  return null;
}
