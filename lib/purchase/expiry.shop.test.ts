import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, OrderAnswer, Problem } from "../domain";
import { type Buyer, buy, getTicket, makeKey, postAttempt, untilAttempt } from "../testing/buyers";
import { createSale } from "../testing/factories";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, findBreaches, untilLoaded } from "../testing/shop-facts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
});

afterAll(async () => {
  await shop?.stop();
});

const moveClock = async (move: Record<string, unknown>) => {
  const reply = await shop.client.send("/api/test/clock", { method: "POST", body: move });
  expect(reply.status).toBe(200);
};

async function accepted(buyer: Buyer, slug: string): Promise<string> {
  const reply = await buy(shop.client, buyer, { slug });
  expect(reply.status).toBe(202);
  return reply.json<AcceptedAnswer>().attemptId;
}

describe("an unpaid order", () => {
  it("returns its unit once, to whoever asks next, and the first may try again", async () => {
    const sale = await createSale(shop.pool, { stock: 1, paymentWindowSeconds: 60, endsAtMs: Date.now() + 7_200_000 });
    await untilLoaded(shop, sale);
    const [first, second] = await makeShoppers(shop.pool, shop.keys, 2, { appOrigin: shop.client.origin });
    if (first === undefined || second === undefined) throw new Error("no shoppers");

    const attemptId = await accepted(first, sale.slug);
    const reserved = await untilAttempt(shop.client, first, attemptId, (attempt) => attempt.state === "reserved");
    const refused = await buy(shop.client, second, { slug: sale.slug });
    expect(refused.json<Problem>().code).toBe("all_held");
    expect(refused.json<Problem>().heldUntil).toBe(reserved.payBy);

    await moveClock({ advanceMs: 61_000 });
    await untilAttempt(shop.client, first, attemptId, (attempt) => attempt.state === "expired");
    expect(await findBreaches(shop, sale.id)).toEqual([]);

    const secondAttempt = await accepted(second, sale.slug);
    await untilAttempt(shop.client, second, secondAttempt, (attempt) => attempt.state === "reserved");
    await moveClock({ advanceMs: 61_000 });
    await untilAttempt(shop.client, second, secondAttempt, (attempt) => attempt.state === "expired");

    const again = await accepted(first, sale.slug);
    await untilAttempt(shop.client, first, again, (attempt) => attempt.state === "reserved");
    expect(await countOrders(shop.pool, sale.id)).toBe(1);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
    const returns = await shop.pool.query("SELECT cause FROM stock_ledger WHERE sale_id = $1 AND kind = 'return'", [
      sale.id,
    ]);
    expect(returns.rowCount).toBe(2);
  });

  it("goes to the first in line before anybody else can take it", async () => {
    const sale = await createSale(shop.pool, { stock: 1, paymentWindowSeconds: 60, endsAtMs: Date.now() + 7_200_000 });
    await untilLoaded(shop, sale);
    const buyers = await makeShoppers(shop.pool, shop.keys, 3, { offset: 100, appOrigin: shop.client.origin });
    const [holder, waiting, late] = buyers;
    if (holder === undefined || waiting === undefined || late === undefined) throw new Error("no shoppers");

    const held = await accepted(holder, sale.slug);
    await untilAttempt(shop.client, holder, held, (attempt) => attempt.state === "reserved");
    const joined = await buy(shop.client, waiting, { slug: sale.slug, body: { joinLine: true } });
    expect(joined.status).toBe(202);
    expect(joined.json<AcceptedAnswer>().place).toBe(1);
    const left = await shop.client.send(`/api/attempts/${held}`, { method: "DELETE", cookie: holder.cookie });
    expect(left.status).toBe(204);
    const offered = joined.json<AcceptedAnswer>().attemptId;
    await untilAttempt(shop.client, waiting, offered, (attempt) => attempt.state === "reserved");
    expect((await buy(shop.client, late, { slug: sale.slug })).json<Problem>().code).toBe("all_held");
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("that is paid instead of given back ends the line: nobody waits for what cannot come", async () => {
    const sale = await createSale(shop.pool, { stock: 1, paymentWindowSeconds: 60, endsAtMs: Date.now() + 7_200_000 });
    await untilLoaded(shop, sale);
    const [payer, waiting] = await makeShoppers(shop.pool, shop.keys, 2, {
      offset: 400,
      appOrigin: shop.client.origin,
    });
    if (payer === undefined || waiting === undefined) throw new Error("no shoppers");
    const held = await untilAttempt(
      shop.client,
      payer,
      await accepted(payer, sale.slug),
      ({ state }) => state === "reserved",
    );
    const joined = await buy(shop.client, waiting, { slug: sale.slug, body: { joinLine: true } });
    await shop.client.send(`/api/orders/${held.orderId}/pay`, {
      method: "POST",
      cookie: payer.cookie,
      body: { method: "card" },
    });
    const lost = await untilAttempt(
      shop.client,
      waiting,
      joined.json<AcceptedAnswer>().attemptId,
      ({ state }) => state === "lost",
    );
    expect(lost.reason).toBe("sold_out");
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("that is paid in time is sold for good", async () => {
    const sale = await createSale(shop.pool, { stock: 1, paymentWindowSeconds: 60, endsAtMs: Date.now() + 7_200_000 });
    await untilLoaded(shop, sale);
    const [buyer] = await makeShoppers(shop.pool, shop.keys, 1, { offset: 200, appOrigin: shop.client.origin });
    if (buyer === undefined) throw new Error("no shopper");
    const attempt = await untilAttempt(
      shop.client,
      buyer,
      await accepted(buyer, sale.slug),
      ({ state }) => state === "reserved",
    );
    const paying = await shop.client.send(`/api/orders/${attempt.orderId}/pay`, {
      method: "POST",
      cookie: buyer.cookie,
      body: { method: "card", simulate: "ok" },
    });
    expect(paying.status).toBe(202);
    await untilAttempt(shop.client, buyer, attempt.attemptId, ({ state }) => state === "paid");
    await moveClock({ advanceMs: 120_000 });
    const order = await shop.client.send(`/api/orders/${attempt.orderId}`, { cookie: buyer.cookie });
    expect(order.json<OrderAnswer>().state).toBe("paid");
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });
});

describe("a resend", () => {
  it("with the same key and another wish is refused as key_reused", async () => {
    const sale = await createSale(shop.pool, { stock: 10, limitPerAccount: 3, endsAtMs: Date.now() + 7_200_000 });
    await untilLoaded(shop, sale);
    const [buyer] = await makeShoppers(shop.pool, shop.keys, 1, { offset: 300, appOrigin: shop.client.origin });
    if (buyer === undefined) throw new Error("no shopper");
    const ticket = await getTicket(shop.client, buyer, sale.slug);
    const key = makeKey();
    const first = await postAttempt(shop.client, buyer, ticket, { slug: sale.slug, key, body: { quantity: 1 } });
    expect(first.status).toBe(202);
    const other = await postAttempt(shop.client, buyer, ticket, { slug: sale.slug, key, body: { quantity: 2 } });
    expect(other.status).toBe(422);
    expect(other.json<Problem>().code).toBe("key_reused");
  });
});
