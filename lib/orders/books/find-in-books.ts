import { orderIdOfAttempt } from "../../domain";
import type { ShopPool } from "../../platform/postgres";
import { type AttemptRow, selectBooked, selectFailed } from "../find-attempt";
import type { BookCounts, BookedAttempt, WaitingAttempt } from "./ports";

type Reader = Pick<ShopPool, "query">;

/** An entry whose attempt was decided meanwhile is history, whatever its state says. SQL over `entry`. */
export const isWaiting = `entry.state = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = 'o' || substr(entry.attempt_id, 2))
  AND NOT EXISTS (SELECT 1 FROM attempt_failures f WHERE f.attempt_id = entry.attempt_id)`;

const selectWaiting = (where: string) => `
SELECT attempt_id AS "attemptId", sale_id AS "saleId", account_id AS "accountId", item_id AS "itemId", quantity, slots,
  (extract(epoch FROM joined_at) * 1000)::float8 AS "receivedAtMs",
  (SELECT count(*)::int FROM line_entries other WHERE other.sale_id = entry.sale_id AND other.state = 'waiting'
    AND other.item_id = entry.item_id AND other.sequence <= entry.sequence) AS place
FROM line_entries entry WHERE ${where} AND ${isWaiting}`;

/** What the books know of these attempts, by id. */
export async function findManyInBooks(
  reader: Reader,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, BookedAttempt>> {
  const orderIds = attemptIds.map(orderIdOfAttempt);
  const decided = await reader.query<AttemptRow>(
    `${selectBooked("o.id = ANY($1)", "order_id = ANY($1)")} UNION ALL ${selectFailed("f.attempt_id = ANY($2)")}`,
    [orderIds, attemptIds],
  );
  const waiting = await reader.query<WaitingAttempt>(selectWaiting("entry.attempt_id = ANY($1)"), [attemptIds]);
  return new Map<string, BookedAttempt>([
    ...waiting.rows.map((row) => [row.attemptId, { word: "waiting", waiting: row }] as const),
    ...decided.rows.map((row) => [row.attemptId, { word: "decided", record: row }] as const),
  ]);
}

export async function findInBooks(reader: Reader, attemptId: string): Promise<BookedAttempt | null> {
  return (await findManyInBooks(reader, [attemptId])).get(attemptId) ?? null;
}

/** The account's newest attempt in a sale; null when the books know of none. */
export async function findNewestInBooks(
  reader: Reader,
  saleId: number,
  accountId: string,
): Promise<BookedAttempt | null> {
  const { rows } = await reader.query<{ attemptId: string }>(
    `SELECT "attemptId" FROM (
       SELECT 'a' || substr(id, 2) AS "attemptId", received_at AS at FROM orders
         WHERE sale_id = $1 AND account_id = $2
       UNION ALL SELECT attempt_id, received_at FROM attempt_failures WHERE sale_id = $1 AND account_id = $2
       UNION ALL SELECT attempt_id, joined_at FROM line_entries
         WHERE sale_id = $1 AND account_id = $2 AND state = 'waiting') attempt
     ORDER BY at DESC LIMIT 1`,
    [saleId, accountId],
  );
  const [newest] = rows;
  return newest === undefined ? null : findInBooks(reader, newest.attemptId);
}

const countsSql = `
SELECT s.epoch,
  (SELECT json_agg(json_build_object('itemId', id, 'total', total, 'released', released,
     'available', released - held - sold, 'held', held, 'sold', sold) ORDER BY position)
   FROM sale_items WHERE sale_id = s.id) AS items,
  (SELECT count(*)::int FROM line_entries entry WHERE entry.sale_id = s.id AND ${isWaiting}) AS "lineLength",
  0 AS owed,
  (SELECT (extract(epoch FROM o.pay_by) * 1000)::float8 FROM orders o
   WHERE o.sale_id = s.id AND o.state = 'reserved' ORDER BY o.pay_by DESC LIMIT 1) AS "heldUntilMs"
FROM sales s WHERE s.id = $1`;

/** The sale's counters in the shape in which the gate tells them; null when there is no such sale. */
export async function readBookCounts(reader: Reader, saleId: number): Promise<BookCounts | null> {
  const { rows } = await reader.query<BookCounts>(countsSql, [saleId]);
  return rows[0] ?? null;
}
