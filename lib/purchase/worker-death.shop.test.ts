import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer } from "../domain";
import { acknowledgeScript } from "../stock/scripts.generated";
import { type Buyer, buy, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale } from "../testing/factories";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countFailures, countOrders, findBreaches, scriptSha, untilLoaded } from "../testing/shop-facts";

// The worker dies at the worst moments; the wire between it and its servers is held there first, so that the
// moment is exact. Whatever was accepted must end as one order or one explicit failure.

let shop: Shop;
let offset = 0;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(async () => {
  await shop?.stop();
});

async function openSale(stock: number): Promise<MadeSale> {
  const sale = await createSale(shop.pool, { stock });
  await untilLoaded(shop, sale);
  return sale;
}

async function acceptAll(sale: MadeSale, count: number): Promise<{ buyer: Buyer; attemptId: string }[]> {
  offset += count;
  const options = { offset: offset - count, appOrigin: shop.client.origin };
  const buyers = await makeShoppers(shop.pool, shop.keys, count, options);
  return Promise.all(
    buyers.map(async (buyer) => {
      const reply = await buy(shop.client, buyer, { slug: sale.slug });
      expect(reply.status).toBe(202);
      return { buyer, attemptId: reply.json<AcceptedAnswer>().attemptId };
    }),
  );
}

async function expectAllReserved(sale: MadeSale, accepted: readonly { buyer: Buyer; attemptId: string }[]) {
  await Promise.all(
    accepted.map(({ buyer, attemptId }) =>
      untilAttempt(shop.client, buyer, attemptId, (attempt) => attempt.state === "reserved"),
    ),
  );
  expect((await countOrders(shop.pool, sale.id)) + (await countFailures(shop.pool, sale.id))).toBe(accepted.length);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
}

describe("a worker that is killed", () => {
  it("between reading an intent and its commit loses nothing", async () => {
    const sale = await openSale(5);
    const held = shop.wires.postgres.holdOn("INSERT INTO orders");
    const buying = acceptAll(sale, 5);
    await held;
    const accepted = await buying;
    await shop.worker.kill();
    expect(await countOrders(shop.pool, sale.id)).toBeLessThan(5);
    shop.worker.start();
    await expectAllReserved(sale, accepted);
  });

  it("between the commit and the acknowledgement books nothing twice", async () => {
    const sale = await openSale(5);
    // A process sends a script's source until its connection knows the script, and the hash from then on.
    const held = shop.wires.redis.holdOn(scriptSha(acknowledgeScript), acknowledgeScript.lua);
    const accepted = await acceptAll(sale, 5);
    await held;
    await expect.poll(() => countOrders(shop.pool, sale.id)).toBeGreaterThan(0);
    await shop.worker.kill();
    shop.worker.start();
    await expectAllReserved(sale, accepted);
    expect(await countOrders(shop.pool, sale.id)).toBe(5);
  });
});
