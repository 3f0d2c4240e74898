import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueTicket } from "../accounts/tokens/ticket";
import type { Problem } from "../domain";
import { type Buyer, getTicket, postAttempt } from "../testing/buyers";
import { createSale, type MadeSale, type SaleWish } from "../testing/factories";
import type { Reply, RequestOptions } from "../testing/http-client";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, readGate, untilLoaded } from "../testing/shop-facts";

// What must not buy: too early, too late, with somebody else's, an altered or an expired ticket. Each leaves the
// gate and PostgreSQL as they were.

let shop: Shop;
let ana: Buyer;
let ben: Buyer;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
  const [first, second] = await makeShoppers(shop.pool, shop.keys, 2, { appOrigin: shop.client.origin });
  if (first === undefined || second === undefined) throw new Error("no shoppers");
  ana = first;
  ben = second;
});

afterAll(async () => {
  await shop?.stop();
});

async function openSale(wish: SaleWish = {}): Promise<MadeSale> {
  const sale = await createSale(shop.pool, { stock: 5, ...wish });
  await untilLoaded(shop, sale);
  return sale;
}

async function expectRefused(sale: MadeSale, reply: Reply, status: number, code: string): Promise<void> {
  expect(reply.json<Problem>()).toMatchObject({ code, status });
  expect(reply.status).toBe(status);
  expect(reply.headers["cache-control"]).toBe("private, no-store");
  expect(reply.headers["content-type"]).toContain("application/problem+json");
  expect(await countOrders(shop.pool, sale.id)).toBe(0);
  expect(await readGate(shop, sale.id)).toMatchObject({ items: [{ available: 5, held: 0, sold: 0 }] });
}

const ticketOf = (sale: MadeSale, buyer: Buyer, expiresAtMs: number) =>
  issueTicket(shop.keys, { saleId: sale.id, accountId: buyer.userId, issuedAtMs: Date.now(), expiresAtMs });

const later = () => Date.now() + 3_600_000;

describe("buying", () => {
  it.each([
    ["minutes", 600_000],
    ["one second", 1_000],
    ["half a second", 500],
  ])("%s before the start is refused with the time to wait", async (_name, aheadMs) => {
    const startsAtMs = Date.now() + 600_000;
    const sale = await openSale({ startsAtMs });
    const ticket = await getTicket(shop.client, ana, sale.slug);
    await shop.client.send("/api/test/clock", { method: "POST", body: { freeze: startsAtMs - aheadMs } });
    const reply = await postAttempt(shop.client, ana, ticket, { slug: sale.slug });
    await shop.client.send("/api/test/clock", { method: "POST", body: { offsetMs: 0 } });
    await expectRefused(sale, reply, 425, "not_open");
    expect(reply.json<Problem>().retryAfterMs).toBe(aheadMs);
    expect(reply.headers["retry-after"]).toBe(String(Math.ceil(aheadMs / 1_000)));
  });

  it("at the very start is accepted, at the very end refused", async () => {
    const startsAtMs = Date.now() + 600_000;
    const endsAtMs = startsAtMs + 60_000;
    const sale = await openSale({ startsAtMs, endsAtMs });
    const tickets = { ana: await getTicket(shop.client, ana, sale.slug), ben: ticketOf(sale, ben, later()) };
    await shop.client.send("/api/test/clock", { method: "POST", body: { freeze: endsAtMs } });
    const late = await postAttempt(shop.client, ben, tickets.ben, { slug: sale.slug });
    expect(late.json<Problem>().code).toBe("ended");
    expect(late.status).toBe(410);
    await shop.client.send("/api/test/clock", { method: "POST", body: { offsetMs: 0 } });

    const other = await openSale({ startsAtMs, endsAtMs });
    const ticket = await getTicket(shop.client, ana, other.slug);
    await shop.client.send("/api/test/clock", { method: "POST", body: { freeze: startsAtMs } });
    const first = await postAttempt(shop.client, ana, ticket, { slug: other.slug });
    await shop.client.send("/api/test/clock", { method: "POST", body: { offsetMs: 0 } });
    expect(first.status).toBe(202);
  });

  it("with another account's ticket is refused", async () => {
    const sale = await openSale();
    const ticket = await getTicket(shop.client, ben, sale.slug);
    await expectRefused(sale, await postAttempt(shop.client, ana, ticket, { slug: sale.slug }), 403, "bad_ticket");
  });

  it("with another sale's ticket is refused", async () => {
    const [sale, other] = [await openSale(), await openSale()];
    const ticket = await getTicket(shop.client, ana, other.slug);
    await expectRefused(sale, await postAttempt(shop.client, ana, ticket, { slug: sale.slug }), 403, "bad_ticket");
  });

  it("with an expired ticket is refused", async () => {
    const sale = await openSale();
    const ticket = ticketOf(sale, ana, Date.now() - 1);
    await expectRefused(sale, await postAttempt(shop.client, ana, ticket, { slug: sale.slug }), 403, "bad_ticket");
  });

  it("with a ticket altered in any one place is refused", async () => {
    const sale = await openSale();
    const ticket = await getTicket(shop.client, ana, sale.slug);
    for (let place = 0; place < ticket.length; place += 1) {
      const other = ticket[place] === "A" ? "B" : "A";
      const altered = `${ticket.slice(0, place)}${other}${ticket.slice(place + 1)}`;
      const reply = await postAttempt(shop.client, ana, altered, { slug: sale.slug });
      expect([place, reply.status]).toEqual([place, 403]);
    }
    expect(await countOrders(shop.pool, sale.id)).toBe(0);
  });

  it.each([
    ["paused", 409, "paused"],
    ["cancelled", 410, "cancelled"],
  ] as const)("in a sale that is %s is refused", async (status, httpStatus, code) => {
    const sale = await openSale({ status });
    const reply = await postAttempt(shop.client, ana, ticketOf(sale, ana, later()), { slug: sale.slug });
    await expectRefused(sale, reply, httpStatus, code);
  });

  it("below the sale's level is refused with its rule", async () => {
    const sale = await openSale({ minLevel: 2 });
    const reply = await postAttempt(shop.client, ana, ticketOf(sale, ana, later()), { slug: sale.slug });
    await expectRefused(sale, reply, 403, "not_eligible");
    expect(reply.json<Problem>()).toMatchObject({ reason: "level", detail: expect.stringContaining("level 2") });
  });

  it("in a sale nobody knows is a 404", async () => {
    const reply = await postAttempt(shop.client, ana, "whatever", { slug: "no-such-sale" });
    expect([reply.status, reply.json<Problem>().code]).toEqual([404, "not_found"]);
  });

  it.each<[string, RequestOptions, number, string]>([
    ["without a cookie", { cookie: "" }, 401, "not_signed_in"],
    ["from another site", { headers: { "sec-fetch-site": "cross-site" } }, 403, "cross_site"],
    ["with another origin", { headers: { origin: "https://evil.example" } }, 403, "cross_site"],
    ["without a key", { headers: { "idempotency-key": "" } }, 400, "invalid_request"],
    ["with a short key", { headers: { "idempotency-key": "short" } }, 400, "invalid_request"],
    ["with a strange key", { headers: { "idempotency-key": "key with spaces in it" } }, 400, "invalid_request"],
    ["as a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 415, "unsupported_media_type"],
    ["with broken JSON", { body: "{" }, 400, "invalid_request"],
    ["with an unknown field", { body: { price: 1 } }, 400, "invalid_request"],
    ["with quantity 0", { body: { quantity: 0 } }, 400, "invalid_request"],
    ["with quantity 1.5", { body: { quantity: 1.5 } }, 400, "invalid_request"],
    ["with quantity 2 where the limit is 1", { body: { quantity: 2 } }, 400, "invalid_request"],
    ["with an item of another sale", { body: { itemId: 999_999_999 } }, 400, "invalid_request"],
    ["with 5 kB", { body: `{"quantity":1${" ".repeat(5_000)}}` }, 413, "payload_too_large"],
  ])("%s is refused", async (_name, changes, status, code) => {
    const sale = await openSale();
    const ticket = await getTicket(shop.client, ana, sale.slug);
    const reply = await shop.client.send(`/api/sales/${sale.slug}/attempts/${ticket}`, {
      method: "POST",
      cookie: ana.cookie,
      body: {},
      ...changes,
      headers: { "idempotency-key": "0123456789abcdef", ...changes.headers },
    });
    await expectRefused(sale, reply, status, code);
  });

  it("a ticket is given from half an hour before the start on", async () => {
    const sale = await openSale({ startsAtMs: Date.now() + 31 * 60_000 });
    const early = await shop.client.send(`/api/sales/${sale.slug}/ticket`, {
      method: "POST",
      cookie: ana.cookie,
      body: {},
    });
    expect([early.status, early.json<Problem>().code]).toEqual([425, "not_open"]);
    await shop.client.send("/api/test/clock", { method: "POST", body: { advanceMs: 61_000 } });
    await expect(getTicket(shop.client, ana, sale.slug)).resolves.toBeTruthy();
    await shop.client.send("/api/test/clock", { method: "POST", body: { offsetMs: 0 } });
  });
});

describe("another account's attempt or order", () => {
  it("is as unknown as one that does not exist", async () => {
    const sale = await openSale();
    const reply = await postAttempt(shop.client, ana, await getTicket(shop.client, ana, sale.slug), {
      slug: sale.slug,
    });
    const { attemptId } = reply.json<{ attemptId: string }>();
    const orderId = `o${attemptId.slice(1)}`;
    for (const path of [`/api/attempts/${attemptId}`, `/api/orders/${orderId}`]) {
      const foreign = await shop.client.send(path, { cookie: ben.cookie });
      const missing = await shop.client.send(path.replace(/.{4}$/, "AAAA"), { cookie: ben.cookie });
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(missing.text);
    }
    for (const path of [`/api/orders/${orderId}/cancel`, `/api/orders/${orderId}/extend`]) {
      expect((await shop.client.send(path, { method: "POST", cookie: ben.cookie, body: {} })).status).toBe(404);
    }
    const pay = await shop.client.send(`/api/orders/${orderId}/pay`, {
      method: "POST",
      cookie: ben.cookie,
      body: { method: "card" },
    });
    expect(pay.status).toBe(404);
  });
});
