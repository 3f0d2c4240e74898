import { afterAll, beforeAll, expect, it } from "vitest";
import type { AcceptedAnswer } from "../domain";
import { type Buyer, buy, untilAttempt } from "../testing/buyers";
import { createSale } from "../testing/factories";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { findBreaches, untilLoaded } from "../testing/shop-facts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(async () => {
  await shop?.stop();
});

async function accepted(buyer: Buyer | undefined, slug: string, body: Record<string, unknown>): Promise<string> {
  if (buyer === undefined) throw new Error("no shopper");
  const reply = await buy(shop.client, buyer, { slug, body });
  expect(reply.status).toBe(202);
  return reply.json<AcceptedAnswer>().attemptId;
}

it("tells who waits for an item that is sold out, though other items are not", async () => {
  const items = [
    { sku: "a", name: "A", stock: 1 },
    { sku: "b", name: "B", stock: 5 },
  ];
  const sale = await createSale(shop.pool, { items });
  await untilLoaded(shop, sale);
  const [first, second] = await makeShoppers(shop.pool, shop.keys, 2, { appOrigin: shop.client.origin });
  if (first === undefined || second === undefined) throw new Error("no shoppers");
  const bought = await accepted(first, sale.slug, { itemId: sale.itemId });
  const { orderId } = await untilAttempt(shop.client, first, bought, ({ state }) => state === "reserved");
  const waiting = await accepted(second, sale.slug, { itemId: sale.itemId, joinLine: true });
  const paying = { method: "POST", cookie: first.cookie, body: { method: "card" } } as const;
  expect((await shop.client.send(`/api/orders/${orderId}/pay`, paying)).status).toBe(202);
  const lost = await untilAttempt(shop.client, second, waiting, ({ state }) => state === "lost");
  expect(lost.reason).toBe("sold_out");
  // Nothing bars the account from what there still is.
  await expect
    .poll(async () => (await buy(shop.client, second, { slug: sale.slug, body: { itemId: sale.itemIds[1] } })).status, {
      timeout: 10_000,
    })
    .toBe(202);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
});
