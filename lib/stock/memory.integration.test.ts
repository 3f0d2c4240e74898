import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  attemptOf,
  countItem,
  type GateFixture,
  nowMs,
  shirt,
  startGateFixture,
} from "../testing/gate/gate-fixture";
import { verdictOn } from "../testing/gate/verdicts";

const accountCount = 10_000;
/** Redis memory per account that was accepted; see the targets of the shop. */
const bytesPerAccountMax = 300;

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

async function bytesOfSale(saleId: number): Promise<number> {
  const keys = await fixture.redis.keys(`{sale:${saleId}}:*`);
  const sizes = await Promise.all(keys.map((key) => fixture.redis.memory("USAGE", key, "SAMPLES", 0)));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

async function usedBytes(): Promise<number> {
  const info = await fixture.redis.info("memory");
  return Number(/^used_memory_dataset:(\d+)/m.exec(info)?.[1]);
}

describe("memory", () => {
  it(`stays under ${bytesPerAccountMax} bytes per accepted account with an order, all keys of the sale together`, async () => {
    const before = await usedBytes();
    const sale = await fixture.openSale({ saleId: 123, items: [countItem(shirt, accountCount)] });
    for (let from = 0; from < accountCount; from += 500) {
      const shoppers = Array.from({ length: 500 }, (_, index) => from + index);
      await Promise.all(shoppers.map((shopper) => sale.take(shopper)));
      await sale.drain();
      const verdicts = shoppers.map((shopper) => verdictOn(sale.attemptId(shopper), 1, "reserved"));
      await fixture.gate.settle({ saleId: sale.id, verdicts });
    }
    const perAccount = (await bytesOfSale(sale.id)) / accountCount;
    expect(perAccount).toBeGreaterThan(50);
    expect(perAccount).toBeLessThanOrEqual(bytesPerAccountMax);
    // The server's own count agrees; it rounds up to what the allocator hands out.
    expect(((await usedBytes()) - before) / accountCount).toBeLessThanOrEqual(bytesPerAccountMax);
  });

  it("takes no more for an account that was refused", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1, { sold: 1 })] });
    await fixture.redis.ping();
    const before = await bytesOfSale(sale.id);
    for (let shopper = 0; shopper < 1_000; shopper += 1) {
      const wish = { saleId: sale.id, epoch: 1, accountId: accountOf(shopper), attemptId: attemptOf(sale.id, shopper) };
      await fixture.gate.reserve({ ...wish, itemId: shirt, quantity: 1, joinLine: true });
    }
    expect(await bytesOfSale(sale.id)).toBe(before);
  });

  it("of a rebuild with 100 000 attempts is as small, and it is written in parts", async () => {
    const saleId = fixture.newSaleId();
    const count = 100_000;
    const attempts = Array.from({ length: count }, (_, index) => ({
      slots: 1,
      version: 3,
      attempt: {
        attemptId: attemptOf(saleId, index),
        saleId,
        accountId: accountOf(index),
        itemId: shirt,
        quantity: 1,
        state: "paid" as const,
        reason: null,
        receivedAtMs: nowMs - index,
        payByMs: null,
        place: null,
      },
    }));
    await fixture.redis.config("RESETSTAT");
    const sale = await fixture.openSale({ saleId, items: [countItem(shirt, count, { sold: count })], attempts });
    const calls = /^cmdstat_evalsha:calls=(\d+)/m.exec(await fixture.redis.info("commandstats"))?.[1];
    expect(Number(calls)).toBeGreaterThanOrEqual(count / 500 - 1);
    expect(await fixture.redis.hlen(`{sale:${saleId}}:attempts`)).toBe(count);
    expect(await sale.ask(7)).toMatchObject({ word: "known", attempt: { state: "paid" } });
    expect((await bytesOfSale(saleId)) / count).toBeLessThanOrEqual(bytesPerAccountMax);
  });
});
