import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, AdminSaleAnswer, OrderAnswer, Problem, SaleStateAnswer } from "../../domain";
import { verifyLog } from "../../log/verify-log";
import { checkLedger } from "../../orders/check-ledger";
import { type Buyer, buy, getTicket, makeKey, postAttempt, untilAttempt } from "../../testing/buyers";
import { findPaymentBreaches } from "../../testing/find-payment-breaches";
import { createMarketer, type Marketer } from "../../testing/marketer";
import { makeShoppers } from "../../testing/session-cookies";
import { type Shop, startShop } from "../../testing/shop";
import { findBreaches, until } from "../../testing/shop-facts";

// A marketer steers real sales of a whole shop with two web processes by the API alone, while shoppers buy.

let shop: Shop;
let marketer: Marketer;
let offset = 0;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0", WEB_CONCURRENCY: "2" } });
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin: shop.client.origin });
  if (account === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, account.cookie);
});

afterAll(async () => {
  await shop?.stop();
});

function shoppers(count: number): Promise<readonly Buyer[]> {
  offset += count;
  return makeShoppers(shop.pool, shop.keys, count, { offset: offset - count, appOrigin: shop.client.origin });
}

/** Made, published with the start `aheadMs` away, and open. */
async function openSale(stock: number, wish: Readonly<Record<string, unknown>> = {}): Promise<AdminSaleAnswer> {
  const startsAt = new Date(Date.now() + 4_000).toISOString();
  const items = [{ sku: "LAMP", name: "One size", stock }];
  const draft = await marketer.create({ items, startsAt, ...wish });
  const sale = await marketer.steer(draft.slug, "publish");
  await until(20_000, `sale ${sale.slug} did not open`, async () => (await state(sale.slug)).phase === "live");
  return sale;
}

async function state(slug: string): Promise<SaleStateAnswer> {
  return (await shop.client.send(`/api/sales/${slug}/state`)).json<SaleStateAnswer>();
}

const restock = (slug: string, delta: number, key = makeKey()) =>
  marketer.send("POST", `/api/admin/sales/${slug}/restock`, { sku: "LAMP", delta }, { "idempotency-key": key });

async function reserved(buyer: Buyer, slug: string): Promise<{ attemptId: string; orderId: string }> {
  const reply = await buy(shop.client, buyer, { slug });
  expect(reply.status, reply.text).toBe(202);
  const { attemptId } = reply.json<AcceptedAnswer>();
  const attempt = await untilAttempt(shop.client, buyer, attemptId, (seen) => seen.state === "reserved");
  return { attemptId, orderId: attempt.orderId ?? "" };
}

async function pay(buyer: Buyer, order: { attemptId: string; orderId: string }): Promise<void> {
  const body = { method: "card" };
  await shop.client.send(`/api/orders/${order.orderId}/pay`, { method: "POST", cookie: buyer.cookie, body });
  await untilAttempt(shop.client, buyer, order.attemptId, (seen) => seen.state === "paid");
}

async function orderState(buyer: Buyer, orderId: string): Promise<string> {
  return (await shop.client.send(`/api/orders/${orderId}`, { cookie: buyer.cookie })).json<OrderAnswer>().state;
}

const codeOf = async (sent: Promise<{ status: number; json<T>(): T }>) => {
  const reply = await sent;
  return reply.status < 300 ? "accepted" : reply.json<Problem>().code;
};

describe("a sale made by the API", () => {
  it("that is published three seconds before its start opens on time, not earlier and not a second later", async () => {
    const [buyer] = await shoppers(1);
    if (buyer === undefined) throw new Error("no shopper");
    const startsAtMs = Date.now() + 3_000;
    const draft = await marketer.create({ startsAt: new Date(startsAtMs).toISOString() });
    const published = await marketer.send("POST", `/api/admin/sales/${draft.slug}/publish`);
    expect(published.json<{ ready: boolean; checks: { name: string; level: string }[] }>()).toMatchObject({
      ready: true,
    });
    const ticket = await getTicket(shop.client, buyer, draft.slug);
    const early = await codeOf(postAttempt(shop.client, buyer, ticket, { slug: draft.slug }));
    expect(early).toBe("not_open");
    const key = makeKey();
    let acceptedAtMs = 0;
    let refusedMs = 0;
    await until(8_000, "nobody could buy", async () => {
      const askedMs = Date.now();
      const code = await codeOf(postAttempt(shop.client, buyer, ticket, { slug: draft.slug, key }));
      acceptedAtMs = Date.now();
      if (code !== "accepted") refusedMs = askedMs;
      return code === "accepted";
    });
    expect(acceptedAtMs).toBeGreaterThanOrEqual(startsAtMs);
    // However long an answer takes on a crowded machine: whoever asks a second after the start is let in.
    expect(refusedMs).toBeLessThan(startsAtMs + 1_000);
  });

  it("sells out, is restocked by exactly three, lowered to what is sold and held, and ends", async () => {
    const sale = await openSale(2);
    const { slug } = sale;
    const [first, second, ...others] = await shoppers(10);
    if (first === undefined || second === undefined) throw new Error("no shoppers");
    await pay(first, await reserved(first, slug));
    await pay(second, await reserved(second, slug));
    expect(await codeOf(buy(shop.client, others[0] as Buyer, { slug }))).toBe("sold_out");
    await expect.poll(async () => (await state(slug)).stock).toBe("gone");

    expect((await restock(slug, 3, "three-more-lamps")).status).toBe(200);
    expect((await restock(slug, 3, "three-more-lamps")).status).toBe(200);
    await expect.poll(async () => (await state(slug)).stock).not.toBe("gone");
    const codes = await Promise.all(others.map((buyer) => codeOf(buy(shop.client, buyer, { slug }))));
    expect(codes.filter((code) => code === "accepted")).toHaveLength(3);
    expect(await findBreaches(shop, sale.id)).toEqual([]);

    const tooLow = await restock(slug, -1);
    expect(tooLow.status).toBe(409);
    expect(tooLow.json<Problem>()).toMatchObject({ code: "conflict", detail: expect.stringContaining("to 5 at most") });
    expect((await restock(slug, 4)).status).toBe(200);
    expect((await restock(slug, -4)).status).toBe(200);
    await expect
      .poll(async () => (await marketer.monitor(slug)).items)
      .toEqual([{ sku: "LAMP", stock: 5, unreleased: 0, available: 0, held: 3, sold: 2 }]);

    const longer = await marketer.steer(slug, "extend", { minutes: 15 });
    await expect.poll(async () => (await state(slug)).endsAt).toBe(longer.endsAt);
    await marketer.steer(slug, "end");
    expect(await state(slug)).toMatchObject({ phase: "ended", endedReason: "stopped" });
    expect(await findBreaches(shop, sale.id)).toEqual([]);
    expect(await checkLedger(shop.pool, sale.id)).toEqual([]);
  });
});

describe("a pause", () => {
  it("stops buying on every process at once, keeps holds, and a resume lets it go on", async () => {
    const sale = await openSale(50);
    const { slug } = sale;
    const [holder, ...others] = await shoppers(21);
    if (holder === undefined) throw new Error("no shopper");
    const held = await reserved(holder, slug);
    const tickets = await Promise.all(others.map((buyer) => getTicket(shop.client, buyer, slug)));
    const tryAll = () =>
      Promise.all(
        others.map((buyer, index) => codeOf(postAttempt(shop.client, buyer, tickets[index] ?? "", { slug }))),
      );

    await marketer.steer(slug, "pause");
    expect(new Set(await tryAll())).toEqual(new Set(["paused"]));
    await expect.poll(async () => (await state(slug)).phase).toBe("paused");
    expect(await orderState(holder, held.orderId)).toBe("reserved");
    await pay(holder, held);

    await marketer.steer(slug, "resume");
    expect(new Set(await tryAll())).toEqual(new Set(["accepted"]));
    expect((await state(slug)).phase).toBe("live");
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("under way while a crowd buys lets nobody in from its answer on, in no process", async () => {
    const sale = await openSale(400);
    const { slug } = sale;
    const crowd = await shoppers(240);
    const waiting = await Promise.all(
      crowd.map(async (buyer) => ({ buyer, ticket: await getTicket(shop.client, buyer, slug) })),
    );
    let isPaused = false;
    const before: string[] = [];
    const after: string[] = [];
    const lane = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const list = isPaused ? after : before;
        list.push(await codeOf(postAttempt(shop.client, next.buyer, next.ticket, { slug })));
      }
    };
    const lanes = Promise.all(Array.from({ length: 8 }, lane));
    await until(10_000, "nobody bought", async () => before.includes("accepted"));
    await marketer.steer(slug, "pause");
    isPaused = true;
    await lanes;
    expect(before).toContain("accepted");
    expect(after.length).toBeGreaterThan(20);
    expect(new Set(after)).toEqual(new Set(["paused"]));
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });
});

describe("cancelling", () => {
  it("refunds what is paid, releases what is held, closes the line and tells everybody, over a worker's death", async () => {
    const sale = await openSale(2);
    const { slug } = sale;
    const [payer, holder, waiting] = await shoppers(3);
    if (payer === undefined || holder === undefined || waiting === undefined) throw new Error("no shoppers");
    const paid = await reserved(payer, slug);
    await pay(payer, paid);
    const held = await reserved(holder, slug);
    const joined = await buy(shop.client, waiting, { slug, body: { joinLine: true } });
    const waitingId = joined.json<AcceptedAnswer>().attemptId;

    await shop.worker.kill();
    const reason = "The maker found a fault in this batch.";
    expect(await marketer.steer(slug, "cancel", { reason })).toMatchObject({
      phase: "cancelled",
      cancelReason: reason,
    });
    const asked = shop.client.send(`/api/sales/${slug}/ticket`, { method: "POST", cookie: waiting.cookie, body: {} });
    expect(await codeOf(asked)).toBe("cancelled");
    shop.worker.start();

    await until(
      30_000,
      "the paid order was not refunded",
      async () => (await orderState(payer, paid.orderId)) === "refunded",
    );
    await until(
      10_000,
      "the hold was not cancelled",
      async () => (await orderState(holder, held.orderId)) === "cancelled",
    );
    for (const [buyer, attemptId] of [
      [payer, paid.attemptId],
      [holder, held.attemptId],
      [waiting, waitingId],
    ] as const) {
      const lost = await untilAttempt(shop.client, buyer, attemptId, (attempt) => attempt.state === "lost");
      expect(lost.reason).toBe("cancelled");
    }
    const order = await shop.client.send(`/api/orders/${paid.orderId}`, { cookie: payer.cookie });
    expect(order.json<OrderAnswer>().history.map((event) => event.detail)).toContain(
      `The sale was cancelled: ${reason}`,
    );
    await expect
      .poll(async () => (await marketer.monitor(slug)).items)
      .toMatchObject([{ held: 0, sold: 0, available: 2 }]);
    expect(await marketer.steer(slug, "cancel", { reason: "Again." })).toMatchObject({ cancelReason: reason });
    expect(await findBreaches(shop, sale.id)).toEqual([]);
    expect(await checkLedger(shop.pool, sale.id)).toEqual([]);
    await expect.poll(() => findPaymentBreaches(shop.pool), { timeout: 20_000 }).toEqual([]);
  });
});

describe("the monitor", () => {
  it("adds up at every look while a crowd buys and the stock changes, and counts refusals of all processes", async () => {
    const sale = await openSale(30);
    const { slug } = sale;
    const crowd = await shoppers(150);
    const looks: boolean[] = [];
    let buying = true;
    const watching = (async () => {
      while (buying) looks.push((await marketer.monitor(slug)).sumOk);
    })();
    const codes = Promise.all(crowd.map((buyer) => codeOf(buy(shop.client, buyer, { slug }))));
    for (const delta of [2, -1, 3]) await restock(slug, delta);
    const all = await codes;
    buying = false;
    await watching;
    expect(looks.length).toBeGreaterThan(3);
    expect(looks).not.toContain(false);
    expect(await findBreaches(shop, sale.id)).toEqual([]);

    const accepted = all.filter((code) => code === "accepted").length;
    const refused = all.length - accepted;
    await expect
      .poll(async () => Object.values((await marketer.monitor(slug)).refusals).reduce((sum, times) => sum + times, 0), {
        timeout: 5_000,
      })
      .toBe(refused);
    const seen = await marketer.monitor(slug);
    expect(seen).toMatchObject({ phase: "live", loaded: true, intents: 0, line: 0 });
    expect((seen.items[0]?.held ?? 0) + (seen.items[0]?.available ?? 0)).toBe(seen.items[0]?.stock);
    expect(seen.items[0]?.held).toBe(accepted);
  });

  it("tells PostgreSQL's numbers of a draft and knows no sale that does not exist", async () => {
    const draft = await marketer.create();
    expect(await marketer.monitor(draft.slug)).toMatchObject({
      phase: "draft",
      loaded: false,
      items: [{ sku: "LAMP", stock: 10, unreleased: 10, available: 0 }],
      sumOk: true,
    });
    expect((await marketer.send("GET", "/api/admin/sales/no-such-sale/monitor")).status).toBe(404);
  });
});

describe("two editors", () => {
  it("of one version: the second hears 409 with the sale as the first left it", async () => {
    const draft = await marketer.create();
    const path = `/api/admin/sales/${draft.slug}`;
    const read = await marketer.send("GET", path);
    const etag = String(read.headers.etag);
    expect(etag).toBe('"1"');
    const first = await marketer.send("PATCH", path, { title: "Mine" }, { "if-match": etag });
    expect(first.status).toBe(200);
    expect(first.headers.etag).toBe('"2"');
    const second = await marketer.send("PATCH", path, { title: "Theirs" }, { "if-match": etag });
    expect(second.status).toBe(409);
    expect(second.json<Problem>()).toMatchObject({ code: "conflict", current: { title: "Mine", version: 2 } });
    const without = await marketer.send("PATCH", path, { title: "Theirs" });
    expect(without.json<Problem>()).toMatchObject({ code: "invalid_request", errors: [{ path: "If-Match" }] });
  });

  it("cannot change price or items of a live sale, whatever version they have", async () => {
    const { slug } = await openSale(3);
    const path = `/api/admin/sales/${slug}`;
    for (const change of [
      { price: { minor: 100, currency: "EUR" } },
      { items: [{ sku: "OTHER", name: "Other", stock: 3 }] },
      { limitPerAccount: 2 },
    ]) {
      const etag = String((await marketer.send("GET", path)).headers.etag);
      const reply = await marketer.send("PATCH", path, change, { "if-match": etag });
      expect(reply.status).toBe(409);
      expect(reply.json<Problem>().detail).toMatch(new RegExp(`^${Object.keys(change)[0]} cannot`));
    }
  });
});

describe("the log", () => {
  it("has every change with actor and request, can be read by object, and is one unbroken chain", async () => {
    const draft = await marketer.create();
    const headers = { "x-request-id": "check-the-log" };
    const published = await marketer.send("POST", `/api/admin/sales/${draft.slug}/publish`, {}, headers);
    expect(published.headers["x-request-id"]).toBe("check-the-log");
    const log = await marketer.send("GET", `/api/admin/log?object=sale:${draft.slug}`);
    expect(log.json<{ entries: unknown[] }>().entries).toMatchObject([
      {
        verb: "publish",
        requestId: "check-the-log",
        actor: { name: expect.stringContaining("Marketer") },
        before: { status: "draft" },
        after: { status: "published" },
      },
      { verb: "create" },
    ]);
    expect(await verifyLog(shop.pool)).toMatchObject({ word: "intact" });
  });
});
