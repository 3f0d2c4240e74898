import { expect, it } from "vitest";
import type { BookWish, SellReply } from "../orders/books/ports";
import { gatherWishes } from "./gather-wishes";

const wish = (attemptId: string): BookWish => ({
  ...{ attemptId, accountId: "me", itemId: 7, quantity: 1, acceptedAtMs: null },
});
const soldOut: SellReply = { word: "sold_out" };

function shop(sell?: (wishes: readonly BookWish[]) => Promise<readonly SellReply[]>) {
  const batches: string[][] = [];
  const gatherer = gatherWishes({
    async sell(_saleId, wishes) {
      batches.push(wishes.map(({ attemptId }) => attemptId));
      return sell === undefined ? wishes.map(() => soldOut) : sell(wishes);
    },
    clockSpec: () => "+0",
    batchMax: 3,
    waitingMax: 5,
  });
  return { batches, gatherer };
}

it("puts what comes together into one transaction, each attempt once", async () => {
  const { batches, gatherer } = shop();
  const replies = await Promise.all(["a", "b", "a"].map((name) => gatherer.sell(1, wish(name))));
  expect(replies).toEqual([soldOut, soldOut, soldOut]);
  expect(batches).toEqual([["a", "b"], ["a"]]);
});

it("bounds the batch and those who wait", async () => {
  const { batches, gatherer } = shop();
  const replies = await Promise.all(["a", "b", "c", "d", "e", "f"].map((name) => gatherer.sell(1, wish(name))));
  expect(replies.map(({ word }) => word)).toEqual([...Array.from({ length: 5 }, () => "sold_out"), "busy"]);
  expect(batches).toEqual([
    ["a", "b", "c"],
    ["d", "e"],
  ]);
  expect((await gatherer.sell(1, wish("g"))).word).toBe("sold_out");
});

it("tells everybody of a batch that failed, and goes on", async () => {
  let away = true;
  const { gatherer } = shop(async (wishes) => {
    if (away) throw new Error("away");
    return wishes.map(() => soldOut);
  });
  const failed = await Promise.allSettled([gatherer.sell(1, wish("a")), gatherer.sell(1, wish("b"))]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  away = false;
  expect(await gatherer.sell(1, wish("a"))).toEqual(soldOut);
});
