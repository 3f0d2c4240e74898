import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  attemptOf,
  countItem,
  type GateFixture,
  hat,
  shirt,
  startGateFixture,
} from "../testing/gate/gate-fixture";
import { createGate } from "./create-gate";

let fixture: GateFixture;
let connections: readonly Redis[];
beforeAll(async () => {
  fixture = await startGateFixture();
  connections = Array.from({ length: 200 }, () => fixture.server.connect());
  await Promise.all(connections.map((connection) => connection.ping()));
});
afterAll(() => fixture.server.stop());

/** Everybody at once, each on a connection of their own; how many were told that a unit is theirs. */
async function contend(buy: (redis: Redis, shopper: number) => Promise<boolean>): Promise<number> {
  const answers = await Promise.all(connections.map((redis, shopper) => buy(redis, shopper)));
  return answers.filter((bought) => bought).length;
}

describe("200 shoppers on 200 connections for 10 units", () => {
  function buyAt(saleId: number, itemOf: (shopper: number) => number) {
    return async (redis: Redis, shopper: number) => {
      const gate = createGate({ redis, clock: fixture.clock });
      const wish = { saleId, epoch: 1, accountId: accountOf(shopper), attemptId: attemptOf(saleId, shopper) };
      const reply = await gate.reserve({ ...wish, itemId: itemOf(shopper), quantity: 1, joinLine: false });
      return reply.word === "accepted";
    };
  }

  it("exactly 10 are accepted, with exactly 10 intents", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 10)] });
    expect(await contend(buyAt(sale.id, () => shirt))).toBe(10);
    expect(await sale.stock()).toBe("0/10/0");
    expect(await sale.drain()).toHaveLength(10);
  });

  it("exactly as many as each of two items has", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3), countItem(hat, 7)] });
    expect(await contend(buyAt(sale.id, (shopper) => (shopper % 2 === 0 ? shirt : hat)))).toBe(10);
    expect([await sale.stock(shirt), await sale.stock(hat)]).toEqual(["0/3/0", "0/7/0"]);
  });

  it("one shopper with 200 keys gets one, and with one key one", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 10)] });
    const wish = { saleId: sale.id, epoch: 1, accountId: accountOf(1), itemId: shirt, quantity: 1, joinLine: false };
    const buy = (key: (index: number) => number) => async (redis: Redis, index: number) => {
      const gate = createGate({ redis, clock: fixture.clock });
      const reply = await gate.reserve({ ...wish, attemptId: sale.attemptId(key(index)) });
      return reply.word === "accepted";
    };
    expect(await contend(buy((index) => index))).toBe(1);
    const other = await fixture.openSale({ items: [countItem(shirt, 10)] });
    Object.assign(wish, { saleId: other.id });
    expect(await contend(buy(() => 7))).toBe(1);
    expect(await sale.stock()).toBe("9/1/0");
  });

  it("the same harness catches a shop that looks first and takes later", async () => {
    const key = "{control}:stock";
    await fixture.redis.set(key, 10);
    const bought = await contend(async (redis) => {
      const left = Number(await redis.get(key));
      if (left < 1) return false;
      await redis.decr(key);
      return true;
    });
    expect(bought).toBeGreaterThan(10);
  });
});
