import type { ShopPool } from "../../platform/postgres";
import { recordLine } from "../record-line";
import { findInBooks, findNewestInBooks, readBookCounts } from "./find-in-books";
import type { Books } from "./ports";
import { sellFromBooks } from "./sell-from-books";
import { readDoors } from "./turn-doors";

/** The books over a pool; they keep nothing in memory. */
export function createBooks(pool: ShopPool): Books {
  return {
    readDoors: (clockSpec) => readDoors(pool, clockSpec),
    sell: (saleId, wishes, clockSpec) => sellFromBooks(pool, saleId, wishes, clockSpec),
    find: (attemptId) => findInBooks(pool, attemptId),
    findNewest: (saleId, accountId) => findNewestInBooks(pool, saleId, accountId),
    async leaveLine(saleId, attemptId, accountId) {
      const found = await findInBooks(pool, attemptId);
      if (found?.word !== "waiting" || found.waiting.accountId !== accountId) {
        const isLeft = found?.word === "decided" && found.record.failure === "left";
        return isLeft && found.record.accountId === accountId ? "left" : "not_in_line";
      }
      await recordLine(pool, saleId, [], [{ ...found.waiting, reason: "left" }]);
      return "left";
    },
    readCounts: (saleId) => readBookCounts(pool, saleId),
  };
}
