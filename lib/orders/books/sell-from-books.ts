import type { SaleStatus } from "../../domain";
import type { ShopPool, TransactionClient } from "../../platform/postgres";
import { placeOrders } from "../place-orders";
import { acceptedFirstMs } from "./door-times";
import { findManyInBooks, isWaiting } from "./find-in-books";
import { type AccountFacts, type BookFacts, type ItemFacts, judgeWishes } from "./judge-wishes";
import type { BookWish, SellReply } from "./ports";
import { shareDoor } from "./turn-doors";

/**
 * A batch of wishes of one sale, decided and booked in one transaction that locks the hot rows once. It begins with the
 * door: whoever ends direct sale waits for the bookings under way, and none begins after that. The booking itself is
 * the worker's, word by word; this only decides what to book, under the same locks.
 */
export async function sellFromBooks(
  pool: ShopPool,
  saleId: number,
  wishes: readonly BookWish[],
  clockSpec: string,
): Promise<readonly SellReply[]> {
  if (wishes.length === 0) return [];
  return pool.transaction(async (client) => {
    await shareDoor(client, saleId);
    const facts = await readFacts(client, saleId, wishes, clockSpec);
    if (facts === null) return wishes.map(() => ({ word: "busy" }));
    const judged = judgeWishes(facts, wishes);
    const requests = judged.flatMap((judgement) => (judgement.word === "book" ? [judgement.request] : []));
    const booked = await placeOrders({ transaction: (work) => work(client) }, saleId, requests, clockSpec);
    const results = new Map(booked.map((result) => [result.attemptId, result]));
    return judged.map((judgement): SellReply => {
      if (judgement.word === "answer") return judgement.reply;
      const { attemptId, receivedAtMs } = judgement.request;
      const result = results.get(attemptId);
      if (result === undefined) throw new Error(`attempt ${attemptId} was booked without a result`);
      return { word: "booked", result, receivedAtMs };
    });
  });
}

interface SaleRow {
  readonly open: boolean;
  readonly openToAll: boolean;
  readonly status: SaleStatus;
  readonly nowMs: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly limitPerAccount: number;
  readonly paymentWindowMs: number;
}

const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * Times are whole milliseconds, cut off: a moment just before the start must not become the start. As in place-orders,
 * this transaction must not plan with tables as small as they are in a sale's first minute.
 */
const saleSql = `
SELECT door.sells_from = 'books' AND s.without_gate = 'books' AS open,
  door.books_at <= now() - ${acceptedFirstMs} * interval '1 millisecond' AS "openToAll",
  s.status, floor(${epochMs("shop_now($2)")})::float8 AS "nowMs", ${epochMs("s.starts_at")} AS "startsAtMs",
  ${epochMs("s.ends_at")} AS "endsAtMs", s.limit_per_account AS "limitPerAccount",
  s.payment_window_seconds * 1000 AS "paymentWindowMs", set_config('enable_seqscan', 'off', true)
FROM sales s JOIN sale_doors door ON door.sale_id = s.id WHERE s.id = $1`;

const itemsSql = `
SELECT item.id, item.total, item.released, item.held, item.sold,
  EXISTS (SELECT 1 FROM line_entries entry WHERE entry.sale_id = $1 AND entry.item_id = item.id
    AND ${isWaiting}) AS "hasLine"
FROM sale_items item WHERE item.sale_id = $1 ORDER BY item.id FOR NO KEY UPDATE OF item`;

const accountsSql = `
SELECT taken."accountId", bit_or(taken.slots) AS slots, array_agg(DISTINCT taken."attemptId") AS "attemptIds"
FROM (
  SELECT account_id AS "accountId", 1 << (slot - 1) AS slots, 'a' || substr(order_id, 2) AS "attemptId"
  FROM order_lines WHERE sale_id = $1 AND live AND account_id = ANY($2)
  UNION ALL
  SELECT account_id, slots, attempt_id FROM line_entries entry
  WHERE entry.sale_id = $1 AND entry.account_id = ANY($2) AND ${isWaiting}
) taken GROUP BY taken."accountId"`;

/** Null when the sale has no door of its own. */
async function readFacts(
  client: TransactionClient,
  saleId: number,
  wishes: readonly BookWish[],
  clockSpec: string,
): Promise<BookFacts | null> {
  const items = await lockItems(client, saleId);
  const { rows } = await client.query<SaleRow>(saleSql, [saleId, clockSpec]);
  const [sale] = rows;
  if (sale === undefined) return null;
  const accounts = await client.query<AccountFacts & { accountId: string }>(accountsSql, [
    saleId,
    wishes.map((wish) => wish.accountId),
  ]);
  const attemptIds = wishes.map((wish) => wish.attemptId);
  return {
    ...sale,
    items,
    accounts: new Map(accounts.rows.map((row) => [row.accountId, row])),
    known: await findManyInBooks(client, attemptIds),
  };
}

async function lockItems(client: TransactionClient, saleId: number): Promise<ReadonlyMap<number, ItemFacts>> {
  const { rows } = await client.query<ItemFacts & { id: number }>(itemsSql, [saleId]);
  return new Map(rows.map((row) => [row.id, row]));
}
