import type { LostReason, OrderState } from "../../domain";
import type { ShopPool } from "../../platform/postgres";
import type { Counters } from "./read-moment";

/** News of stock on its way to the gate. */
export interface StockNews {
  readonly cause: string;
  readonly itemId: number;
  readonly totalDelta: number;
  readonly releasedDelta: number;
}

/** What the gate has to agree with, of one moment. */
export interface BookMoment {
  readonly epoch: number;
  readonly version: number;
  readonly counters: ReadonlyMap<number, Counters>;
  /** Attempts with news in the outbox. */
  readonly told: ReadonlySet<string>;
  readonly stockNews: readonly StockNews[];
  /** Goes up with every piece of news. */
  readonly newsWritten: number;
  /** What the attempts that were asked for hold and own. */
  readonly units: ReadonlyMap<string, { readonly itemId: number; readonly held: number; readonly sold: number }>;
}

const saleSql = `
SELECT sale.epoch, sale.version, (SELECT last_value FROM outbox_id_seq)::float8 AS "newsWritten"
FROM sales sale WHERE id = $1`;

const itemsSql = "SELECT id, total, released, held, sold FROM sale_items WHERE sale_id = $1";

const newsSql = `
SELECT payload->'verdict'->>'attemptId' AS "attemptId", payload->'adjust' AS adjust
FROM outbox WHERE topic = 'gate' AND payload->>'saleId' = $1::text`;

const unitsSql = `
SELECT 'a' || substr(order_id, 2) AS "attemptId", item_id AS "itemId",
  sum(CASE kind WHEN 'reserve' THEN quantity WHEN 'sell' THEN -quantity WHEN 'return' THEN -quantity ELSE 0 END)::int AS held,
  sum(CASE kind WHEN 'sell' THEN quantity WHEN 'refund_return' THEN -quantity ELSE 0 END)::int AS sold
FROM stock_ledger
WHERE cause = ANY(SELECT kind || ':o' || substr(id, 2) FROM unnest($1::text[]) AS id
  CROSS JOIN unnest(ARRAY['reserve', 'reserve_late', 'sell', 'return', 'refund_return']) AS kind)
GROUP BY order_id, item_id`;

interface NewsRow {
  readonly attemptId: string | null;
  readonly adjust: StockNews | null;
}

export function readBooks(pool: ShopPool, saleId: number, attemptIds: readonly string[]): Promise<BookMoment> {
  return pool.transaction(async (client) => {
    await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const sale = await client.query<{ epoch: number; version: number; newsWritten: number }>(saleSql, [saleId]);
    const items = await client.query<Counters & { id: number }>(itemsSql, [saleId]);
    const news = await client.query<NewsRow>(newsSql, [saleId]);
    const units = await client.query<{ attemptId: string; itemId: number; held: number; sold: number }>(unitsSql, [
      attemptIds,
    ]);
    const found = sale.rows[0];
    if (found === undefined) throw new Error(`there is no sale ${saleId}`);
    return {
      ...found,
      counters: new Map(items.rows.map(({ id, ...counters }) => [id, counters])),
      told: new Set(news.rows.flatMap(({ attemptId }) => (attemptId === null ? [] : [attemptId]))),
      stockNews: news.rows.flatMap(({ adjust }) => (adjust === null ? [] : [adjust])),
      units: new Map(units.rows.map(({ attemptId, ...counted }) => [attemptId, counted])),
    };
  });
}

/** All PostgreSQL knows of an attempt. */
export interface BookedAttempt {
  readonly attemptId: string;
  readonly accountId: string | null;
  readonly orderState: OrderState | null;
  readonly version: number | null;
  /** Of an order that is being refunded or was: whether its unit had been sold. */
  readonly wasSold: boolean;
  readonly failure: LostReason | "left" | null;
  readonly waits: boolean;
  /** News of it is in the outbox. */
  readonly told: boolean;
}

/** One statement, so that each attempt and its news are of one moment. */
const attemptsSql = `
WITH told AS MATERIALIZED (
  SELECT payload->'verdict'->>'attemptId' AS id
  FROM outbox WHERE topic = 'gate' AND payload->'verdict' IS NOT NULL AND payload->>'saleId' = $2::text
)
SELECT wanted.id AS "attemptId", coalesce(o.account_id, f.account_id, e.account_id) AS "accountId",
  o.state AS "orderState", o.version, f.reason AS failure, coalesce(e.state = 'waiting', false) AS waits,
  (o.state IN ('refunding', 'refunded')
    AND EXISTS (SELECT FROM stock_ledger l WHERE l.cause = 'sell:' || o.id)) IS TRUE AS "wasSold",
  wanted.id IN (SELECT id FROM told) AS told
FROM unnest($1::text[]) AS wanted (id)
LEFT JOIN orders o ON o.id = 'o' || substr(wanted.id, 2)
LEFT JOIN attempt_failures f ON f.attempt_id = wanted.id
LEFT JOIN line_entries e ON e.attempt_id = wanted.id`;

/** The attempts as they are now. */
export async function readAttempts(
  pool: ShopPool,
  saleId: number,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, BookedAttempt>> {
  const { rows } = await pool.query<BookedAttempt>(attemptsSql, [attemptIds, saleId]);
  return new Map(rows.map((row) => [row.attemptId, row]));
}
