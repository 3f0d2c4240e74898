import type { Pool } from "pg";
import { type AcceptedAnswer, type AttemptAnswer, isFinalAttempt, orderIdOfAttempt } from "../../lib/domain";
import type { HistoryLine } from "../crowd/write-history";

// What shoppers were told, held against the books. It begins with the shoppers' own notes, not with what the shop
// remembers: what both Redis and PostgreSQL have lost is found here alone.

/** What the books say of the attempts of a sale. */
export interface Books {
  /** By attempt: whose it is, and the state of its order. */
  readonly orders: ReadonlyMap<string, { readonly accountId: string; readonly live: boolean }>;
  /** Attempts that failed, with a reason. */
  readonly failed: ReadonlySet<string>;
  /** Attempts that are, or were, in line. */
  readonly inLine: ReadonlySet<string>;
}

export async function readBooks(pool: Pool, saleId: number): Promise<Books> {
  const orders = await pool.query<{ attemptId: string; accountId: string; live: boolean }>(
    `SELECT 'a' || substr(id, 2) AS "attemptId", account_id AS "accountId", order_is_live(state) AS live
     FROM orders WHERE sale_id = $1`,
    [saleId],
  );
  const list = async (table: "attempt_failures" | "line_entries") => {
    const { rows } = await pool.query<{ attemptId: string }>(
      `SELECT attempt_id AS "attemptId" FROM ${table} WHERE sale_id = $1`,
      [saleId],
    );
    return new Set(rows.map(({ attemptId }) => attemptId));
  };
  return {
    orders: new Map(orders.rows.map(({ attemptId, ...order }) => [attemptId, order])),
    failed: await list("attempt_failures"),
    inLine: await list("line_entries"),
  };
}

interface Told {
  readonly accountId: string;
  readonly attemptId: string;
  readonly states: AttemptAnswer["state"][];
}

/** Every promise that was not kept, in words; none is right. */
export function findBrokenPromises(history: readonly HistoryLine[], books: Books): readonly string[] {
  const broken: string[] = [];
  const told = new Map<string, Told>();
  const attemptOfKey = new Map<string, string>();
  for (const { type, f, value } of history) {
    if (type !== "ok") continue;
    if (f === "attempt") {
      const { accountId, key, answer } = value as { accountId: string; key: string; answer: AcceptedAnswer };
      const { attemptId, state } = answer;
      const before = attemptOfKey.get(key);
      if (before !== undefined && before !== attemptId) {
        broken.push(`${accountId} was told two attempts for one key: ${before} and ${attemptId}`);
      }
      attemptOfKey.set(key, attemptId);
      if (!told.has(attemptId)) told.set(attemptId, { accountId, attemptId, states: [] });
      told.get(attemptId)?.states.push(state);
    } else if (f === "poll") {
      const { attemptId, answer } = value as { attemptId: string; answer: AttemptAnswer };
      told.get(attemptId)?.states.push(answer.state);
    }
  }
  for (const one of told.values()) broken.push(...judge(one, books));
  return broken;
}

function judge({ accountId, attemptId, states }: Told, books: Books): readonly string[] {
  const broken: string[] = [];
  const order = books.orders.get(attemptId);
  if (order === undefined && !books.failed.has(attemptId) && !books.inLine.has(attemptId)) {
    broken.push(`${attemptId} was accepted, and the books know nothing of it`);
  }
  if (order !== undefined && order.accountId !== accountId) {
    broken.push(`${attemptId} was accepted for ${accountId}; its order ${orderIdOfAttempt(attemptId)} is another's`);
  }
  if (order === undefined && states.some((state) => state === "reserved" || state === "paying" || state === "paid")) {
    broken.push(`${attemptId} was told an order, and there is none`);
  }
  if (order?.live === true && states.includes("lost")) {
    broken.push(`${attemptId} was told that it has lost, and its order is live`);
  }
  const last = states.findIndex((state) => isFinalAttempt(state));
  const after = last === -1 ? undefined : states.slice(last + 1).find((state) => state !== states[last]);
  if (after !== undefined) broken.push(`${attemptId} was told ${states[last]} for good, and then ${after}`);
  return broken;
}
