import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, Problem, SaleStateAnswer } from "../domain";
import { type Buyer, getTicket, makeKey, postAttempt, untilAttempt } from "../testing/buyers";
import { createSale } from "../testing/factories";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, findBreaches, untilLoaded } from "../testing/shop-facts";

// Redis loses everything in mid-sale, at the worst time: nobody is there to load it again, and an accepted attempt
// is in no other book yet.

let shop: Shop;
let redis: Redis;

beforeAll(async () => {
  shop = await startShop();
  redis = new Redis(shop.redisUrl);
});

afterAll(async () => {
  redis?.disconnect();
  await shop?.stop();
});

const code = (reply: { json<T>(): T }) => reply.json<Problem | null>()?.code;

it("an emptied Redis sells nothing and tells nobody a final word until it is loaded, and no attempt is lost", async () => {
  const sale = await createSale(shop.pool, { stock: 2 });
  await untilLoaded(shop, sale);
  const buyers = await makeShoppers(shop.pool, shop.keys, 3, { appOrigin: shop.client.origin });
  const [booked, lost, late] = buyers;
  if (!booked || !lost || !late) throw new Error("no shoppers");
  const tickets = new Map(
    await Promise.all(buyers.map(async (one) => [one.userId, await getTicket(shop.client, one, sale.slug)] as const)),
  );
  const ask = (buyer: Buyer, key = makeKey()) =>
    postAttempt(shop.client, buyer, tickets.get(buyer.userId) ?? "", { slug: sale.slug, key });
  const poll = (buyer: Buyer, { attemptId, receipt }: AcceptedAnswer, withReceipt: boolean) =>
    shop.client.send(`/api/attempts/${attemptId}`, {
      cookie: buyer.cookie,
      ...(withReceipt ? { headers: { receipt } } : {}),
    });

  const first = (await ask(booked)).json<AcceptedAnswer>();
  await untilAttempt(shop.client, booked, first.attemptId, ({ state }) => state === "reserved");
  await shop.worker.kill();
  const second = await ask(lost);
  expect(second.status).toBe(202);
  const accepted = second.json<AcceptedAnswer>();

  const readState = async () => (await shop.client.send(`/api/sales/${sale.slug}/state`)).json<SaleStateAnswer>();
  await expect.poll(async () => (await readState()).stock).toBe("held");

  await redis.flushall();
  const lateKey = makeKey();
  // As long as a process trusts its copy of the board, and a little more.
  const untilMs = Date.now() + 1_500;
  do {
    expect(code(await ask(late, lateKey))).toBe("busy");
    expect((await poll(booked, first, false)).json()).toMatchObject({ state: "reserved" });
    for (const withReceipt of [true, false]) expect(code(await poll(lost, accepted, withReceipt))).toBe("busy");
    expect(code(await shop.client.send(`/api/sales/${sale.slug}/attempt`, { cookie: lost.cookie }))).toBe("busy");
    expect(await readState()).toMatchObject({ phase: "live", stock: "held" });
  } while (Date.now() < untilMs);

  shop.worker.start();
  await untilLoaded(shop, sale, 30_000);
  await expect.poll(async () => (await poll(lost, accepted, true)).status).toBe(200);
  await untilAttempt(shop.client, lost, accepted.attemptId, ({ state }) => state === "reserved");
  await expect.poll(async () => code(await ask(late, lateKey))).toBe("all_held");
  expect(await countOrders(shop.pool, sale.id)).toBe(2);
  expect(await findBreaches(shop, sale.id)).toEqual([]);
});

describe("whoever was accepted, in no book yet, and never asks again", () => {
  /** What somebody new hears in the end of the only unit. */
  async function loseSilent(meanwhile: () => Promise<void>): Promise<{ heard: number; silentHasOrder: boolean }> {
    const sale = await createSale(shop.pool, { stock: 1 });
    await untilLoaded(shop, sale);
    const [silent, late] = await makeShoppers(shop.pool, shop.keys, 2, { appOrigin: shop.client.origin });
    if (!silent || !late) throw new Error("no shoppers");
    const [silentTicket, lateTicket] = [
      await getTicket(shop.client, silent, sale.slug),
      await getTicket(shop.client, late, sale.slug),
    ];
    await shop.worker.kill();
    const accepted = await postAttempt(shop.client, silent, silentTicket, { slug: sale.slug, key: makeKey() });
    expect(accepted.status).toBe(202);
    await redis.flushall();
    shop.worker.start();
    await meanwhile();
    await untilLoaded(shop, sale, 30_000);
    const key = makeKey();
    let heard = 503;
    await expect
      .poll(async () => {
        heard = (await postAttempt(shop.client, late, lateTicket, { slug: sale.slug, key })).status;
        return heard;
      })
      .not.toBe(503);
    await expect.poll(() => countOrders(shop.pool, sale.id)).toBe(1);
    const { rows } = await shop.pool.query("SELECT 1 FROM orders WHERE sale_id = $1 AND account_id = $2", [
      sale.id,
      silent.userId,
    ]);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
    return { heard, silentHasOrder: rows.length === 1 };
  }

  it("has an order all the same: the process that accepted them drives them again", async () => {
    expect(await loseSilent(async () => undefined)).toEqual({ heard: 409, silentHasOrder: true });
  });

  it("has none, and somebody new has the unit, when that process is gone as well (negative control)", async () => {
    const replaced = async () => {
      await shop.web.kill();
      await shop.web.start();
    };
    expect(await loseSilent(replaced)).toEqual({ heard: 202, silentHasOrder: false });
  });
});
