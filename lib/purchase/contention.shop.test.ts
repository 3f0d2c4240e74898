import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, Problem } from "../domain";
import { type Buyer, buy, getTicket, makeKey, postAttempt, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale, type SaleWish } from "../testing/factories";
import type { Reply } from "../testing/http-client";
import { openNaiveDoor } from "../testing/naive-door";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, findBreaches, untilLoaded } from "../testing/shop-facts";

// Many shoppers, few units, against the real server, Redis, PostgreSQL and worker. What must hold is counted in
// PostgreSQL, where promises are made.

let shop: Shop;
let offset = 0;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "5000" } });
});

afterAll(async () => {
  await shop?.stop();
});

async function shoppers(count: number): Promise<Buyer[]> {
  offset += count;
  return makeShoppers(shop.pool, shop.keys, count, { offset: offset - count, appOrigin: shop.client.origin });
}

async function openSale(wish: SaleWish): Promise<MadeSale> {
  const sale = await createSale(shop.pool, wish);
  await untilLoaded(shop, sale);
  return sale;
}

/** Refusals a shopper may hear in a crowd; everything else is a defect. */
const cleanRefusals = ["all_held", "sold_out", "limit_reached", "throttled", "busy"];

function sortReplies(replies: readonly Reply[]): { accepted: AcceptedAnswer[]; refused: Record<string, number> } {
  const accepted: AcceptedAnswer[] = [];
  const refused: Record<string, number> = {};
  for (const reply of replies) {
    if (reply.status === 202 || reply.status === 200) accepted.push(reply.json<AcceptedAnswer>());
    else {
      const { code } = reply.json<Problem>();
      refused[code] = (refused[code] ?? 0) + 1;
    }
  }
  return { accepted, refused };
}

async function settleAll(buyers: ReadonlyMap<string, Buyer>): Promise<string[]> {
  const finals = await Promise.all(
    [...buyers].map(([attemptId, buyer]) =>
      untilAttempt(shop.client, buyer, attemptId, (attempt) => attempt.state !== "queued"),
    ),
  );
  return finals.map((attempt) => attempt.state);
}

describe("contention", () => {
  it.each([
    { units: 1, crowd: 1_000 },
    { units: 10, crowd: 500 },
    { units: 100, crowd: 1_000 },
    { units: 100, crowd: 100 },
  ])("$units units and $crowd shoppers make exactly min(units, shoppers) orders", async ({ units, crowd }) => {
    const sale = await openSale({ stock: units });
    const buyers = await shoppers(crowd);
    const replies = await Promise.all(buyers.map((buyer) => buy(shop.client, buyer, { slug: sale.slug })));

    const { accepted, refused } = sortReplies(replies);
    expect(replies.filter((reply) => reply.status >= 500).map((reply) => reply.text)).toEqual([]);
    expect(Object.keys(refused).filter((code) => !cleanRefusals.includes(code))).toEqual([]);
    const expected = Math.min(units, crowd);
    expect(accepted).toHaveLength(expected);
    const owners = new Map(
      replies.flatMap((reply, index) => {
        const buyer = buyers[index];
        return reply.status === 202 && buyer ? [[reply.json<AcceptedAnswer>().attemptId, buyer] as const] : [];
      }),
    );
    expect(new Set(await settleAll(owners))).toEqual(new Set(["reserved"]));
    expect(await countOrders(shop.pool, sale.id)).toBe(expected);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("two items of a sale sell out each for itself", async () => {
    const items = [
      { sku: "small", name: "Small", stock: 7 },
      { sku: "large", name: "Large", stock: 13 },
    ];
    const sale = await openSale({ items });
    const buyers = await shoppers(200);
    const replies = await Promise.all(
      buyers.map((buyer, index) =>
        buy(shop.client, buyer, { slug: sale.slug, body: { itemId: sale.itemIds[index % 2] } }),
      ),
    );
    expect(sortReplies(replies).accepted).toHaveLength(20);
    await expect.poll(() => countOrders(shop.pool, sale.id)).toBe(20);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("two sales at once do not disturb each other", async () => {
    const sales = await Promise.all([openSale({ stock: 20 }), openSale({ stock: 30 })]);
    const buyers = await shoppers(150);
    const replies = await Promise.all(
      sales.flatMap((sale) => buyers.map((buyer) => buy(shop.client, buyer, { slug: sale.slug }))),
    );
    expect(replies.filter((reply) => reply.status >= 500)).toEqual([]);
    await expect.poll(() => Promise.all(sales.map((sale) => countOrders(shop.pool, sale.id)))).toEqual([20, 30]);
    for (const sale of sales) expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("one shopper's 50 parallel requests with one key are one attempt", async () => {
    const sale = await openSale({ stock: 100 });
    const [buyer] = await shoppers(1);
    if (buyer === undefined) throw new Error("no shopper");
    const ticket = await getTicket(shop.client, buyer, sale.slug);
    const wish = { slug: sale.slug, key: makeKey() };
    const replies = await Promise.all(Array.from({ length: 50 }, () => postAttempt(shop.client, buyer, ticket, wish)));
    expect(replies.map((reply) => reply.status).filter((status) => status === 202)).toHaveLength(1);
    expect(replies.map((reply) => reply.status).filter((status) => status === 200)).toHaveLength(49);
    expect(new Set(replies.map((reply) => reply.json<AcceptedAnswer>().attemptId)).size).toBe(1);
    await expect.poll(() => countOrders(shop.pool, sale.id)).toBe(1);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("one shopper's 50 parallel requests with 50 keys are one order", async () => {
    const sale = await openSale({ stock: 100 });
    const [buyer] = await shoppers(1);
    if (buyer === undefined) throw new Error("no shopper");
    const ticket = await getTicket(shop.client, buyer, sale.slug);
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => postAttempt(shop.client, buyer, ticket, { slug: sale.slug })),
    );
    const { accepted, refused } = sortReplies(replies);
    expect(accepted).toHaveLength(1);
    expect(Object.keys(refused).filter((code) => !["throttled", "limit_reached"].includes(code))).toEqual([]);
    await expect.poll(() => countOrders(shop.pool, sale.id)).toBe(1);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("a get-then-decrement shop oversells under the same crowd: this harness can see it", async () => {
    const door = await openNaiveDoor(shop.redisUrl, 10, 100);
    try {
      const replies = await Promise.all(
        Array.from({ length: 500 }, (_, number) => door.client.send(`/buy/${number}`, { method: "POST" })),
      );
      expect(replies.filter((reply) => reply.status === 202).length).toBeGreaterThan(10);
    } finally {
      await door.close();
    }
  });
});
