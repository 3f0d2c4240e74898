import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderAnswer, Problem } from "../domain";
import { type Buyer, buy, makeKey, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale } from "../testing/factories";
import type { HttpClient, Reply, RequestOptions } from "../testing/http-client";
import { type PlainNext, startPlainNext } from "../testing/plain-next";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { untilLoaded } from "../testing/shop-facts";

// The route files under app/api are the only home of the routes: served by the shop's own server or by Next alone, the
// same request gets the same answer.

let shop: Shop;
let next: PlainNext;
let sale: MadeSale;
let ana: Buyer;
let ben: Buyer;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
  next = await startPlainNext(shop);
  const [first, second] = await makeShoppers(shop.pool, shop.keys, 2, { appOrigin: shop.client.origin });
  if (first === undefined || second === undefined) throw new Error("no shoppers");
  ana = first;
  ben = second;
  sale = await createSale(shop.pool, { stock: 5 });
  await untilLoaded(shop, sale);
});

afterAll(async () => {
  await next?.stop();
  await shop?.stop();
});

/** An answer without what is another at each asking. */
function essence(reply: Reply): unknown {
  const { "content-type": type, "cache-control": cache, "retry-after": retry, etag } = reply.headers;
  const moments = /"(now|asOf|at|validFrom|expiresAt|ticket)":("[^"]*"|\d+)/g;
  const isText = String(type).startsWith("text/plain");
  return {
    status: reply.status,
    type,
    cache,
    retry,
    etag,
    body: isText ? "(text)" : reply.text.replaceAll(moments, '"$1":0'),
  };
}

const change = { method: "POST", body: {} } as const;

describe("the same request to the shop's server and to Next alone", () => {
  it.each<[string, () => [string, RequestOptions?]]>([
    ["the time", () => ["/api/time"]],
    ["the sales", () => ["/api/sales"]],
    ["a sale's state", () => [`/api/sales/${sale.slug}/state`]],
    ["the state of no sale", () => ["/api/sales/no-such-sale/state"]],
    ["a ticket without a pass", () => [`/api/sales/${sale.slug}/ticket`, change]],
    ["a ticket", () => [`/api/sales/${sale.slug}/ticket`, { ...change, cookie: ana.cookie }]],
    [
      "an attempt with a bad ticket",
      () => [
        `/api/sales/${sale.slug}/attempts/nonsense`,
        { ...change, cookie: ana.cookie, headers: { "idempotency-key": "a-key-of-16-chars" } },
      ],
    ],
    ["an attempt without a key", () => [`/api/sales/${sale.slug}/attempts/x`, { ...change, cookie: ana.cookie }]],
    ["a body that is no JSON", () => [`/api/sales/${sale.slug}/ticket`, { ...change, body: "{", cookie: ana.cookie }]],
    [
      "a body that is too large",
      () => [
        `/api/sales/${sale.slug}/ticket`,
        { ...change, body: { challenge: "x".repeat(5_000) }, cookie: ana.cookie },
      ],
    ],
    [
      "a body of another type",
      () => [
        `/api/sales/${sale.slug}/ticket`,
        { method: "POST", body: "challenge=1", cookie: ana.cookie, headers: { "content-type": "text/plain" } },
      ],
    ],
    [
      "a change from another site",
      () => [
        `/api/sales/${sale.slug}/ticket`,
        { ...change, cookie: ana.cookie, headers: { origin: "https://evil.example" } },
      ],
    ],
    ["no attempt", () => [`/api/sales/${sale.slug}/attempt`, { cookie: ben.cookie }]],
    ["another's attempt", () => ["/api/attempts/a1_AAAAAAAAAAAAAAAAAAAAAA", { cookie: ben.cookie }]],
    ["the account's orders", () => ["/api/orders", { cookie: ben.cookie }]],
    ["no such order", () => ["/api/orders/o1_AAAAAAAAAAAAAAAAAAAAAA", { cookie: ben.cookie }]],
    ["the session", () => ["/api/auth/session", { cookie: ben.cookie }]],
    ["the admin without a role", () => ["/api/admin/sales", { cookie: ben.cookie }]],
    ["an unsigned webhook", () => ["/api/webhooks/simulated", change]],
    ["whether it lives", () => ["/api/health/live"]],
    ["whether it is ready", () => ["/api/health/ready"]],
  ])("gets the same answer: %s", async (_name, wish) => {
    const [path, options] = wish();
    const ours = await shop.client.send(path, options);
    const theirs = await next.client.send(path, options);
    expect(essence(theirs)).toEqual(essence(ours));
  });
});

describe("a purchase", () => {
  it("goes the whole way through Next alone", async () => {
    const paid = await buyAndPay(next.client, ana);
    expect(paid).toMatchObject({ state: "paid", saleSlug: sale.slug });
    // Its order is the shop's: the limit holds at both doors.
    const again = await buy(shop.client, ana, { slug: sale.slug });
    expect(again.json<Problem>().code).toBe("limit_reached");
  });

  it("is one attempt with one key, whichever door hears it", async () => {
    const key = makeKey();
    const first = await buy(next.client, ben, { slug: sale.slug, key });
    const second = await buy(shop.client, ben, { slug: sale.slug, key });
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.json<{ attemptId: string }>().attemptId).toBe(first.json<{ attemptId: string }>().attemptId);
  });
});

async function buyAndPay(client: HttpClient, buyer: Buyer): Promise<OrderAnswer> {
  const accepted = await buy(client, buyer, { slug: sale.slug });
  expect(accepted.status, accepted.text).toBe(202);
  const { attemptId } = accepted.json<{ attemptId: string }>();
  const { orderId } = await untilAttempt(client, buyer, attemptId, (attempt) => attempt.state === "reserved");
  const path = `/api/orders/${orderId}`;
  const pay = { method: "POST", cookie: buyer.cookie, body: { method: "card", simulate: "ok" } } as const;
  const reply = await client.send(`${path}/pay`, pay);
  expect(reply.status, reply.text).toBeLessThan(300);
  await untilAttempt(client, buyer, attemptId, (attempt) => attempt.state === "paid");
  return (await client.send(path, { cookie: buyer.cookie })).json<OrderAnswer>();
}
