import { judgeHistories } from "../../lib/audit/history/judge-histories";
import { readHistoryBooks } from "../../lib/audit/history/read-history-books";
import type { ShopPool } from "../../lib/platform/postgres";
import type { HistoryLine } from "../crowd/write-history";

/**
 * What shoppers were told, held against the books: every promise that was not kept, in words; none is right. The history
 * must say which sale it is about (`noteCrowd`) and what was broken when (`noteFault`): without that the shop is held to
 * what a healthy one does.
 */
export async function findBrokenPromises(pool: ShopPool, history: readonly HistoryLine[]): Promise<readonly string[]> {
  const lines = history.map((line) => JSON.stringify(line));
  const checks = await judgeHistories(readHistoryBooks(pool), [[lines]]);
  return checks.flatMap(({ name, breaches }) => breaches.map(({ message }) => `${name}: ${message}`));
}
