import type { RedisClient } from "../platform/redis";
import { lineKey, saleKeys } from "./keys";

/** The lines of a sale's items, as scripts take them: keys, and the item ids in the same order. */
export interface SaleLines {
  readonly keys: readonly string[];
  readonly itemIds: string;
  has(itemId: number): boolean;
}

/**
 * Which items each sale has. Scripts may touch only keys they are handed, so a script that may serve any item's line
 * must be handed all of them. Items of a sale hardly ever change, so they are remembered; a script that meets an
 * item it was not handed a line for does nothing and answers `items_changed`.
 */
export interface KnownItems {
  /** As Redis has them now; empty when the sale is not there. */
  read(saleId: number): Promise<readonly number[]>;
  forget(saleId: number): void;
  /** Calls with the lines of a sale, once more if its items have changed. A sale without items is `absent`. */
  withLines<Result>(
    saleId: number,
    absent: Result,
    call: (lines: SaleLines) => Promise<Result | "items_changed">,
  ): Promise<Result>;
}

export function createKnownItems(redis: RedisClient): KnownItems {
  const remembered = new Map<number, SaleLines>();

  async function read(saleId: number): Promise<readonly number[]> {
    const fields = await redis.hkeys(saleKeys(saleId).stock);
    return fields.filter((field) => field.endsWith(":total")).map((field) => Number.parseInt(field, 10));
  }

  async function learn(saleId: number): Promise<SaleLines | null> {
    const itemIds = await read(saleId);
    if (itemIds.length === 0) return null;
    const lines: SaleLines = {
      keys: itemIds.map((itemId) => lineKey(saleId, itemId)),
      itemIds: itemIds.join(","),
      has: (itemId) => itemIds.includes(itemId),
    };
    remembered.set(saleId, lines);
    return lines;
  }

  return {
    read,
    forget: (saleId) => void remembered.delete(saleId),
    async withLines(saleId, absent, call) {
      const lines = remembered.get(saleId) ?? (await learn(saleId));
      if (lines === null) return absent;
      const first = await call(lines);
      if (first !== "items_changed") return first;
      remembered.delete(saleId);
      const newLines = await learn(saleId);
      if (newLines === null) return absent;
      const second = await call(newLines);
      if (second !== "items_changed") return second;
      throw new Error(`sale ${saleId} has attempts for an item it does not have`);
    },
  };
}
