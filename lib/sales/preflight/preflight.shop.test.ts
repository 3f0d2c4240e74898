import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcceptedAnswer, PreflightAnswer, SaleActionAnswer, SaleActionsAnswer } from "../../domain";
import { buy, untilAttempt } from "../../testing/buyers";
import { createMarketer, type Marketer } from "../../testing/marketer";
import { makeShoppers } from "../../testing/session-cookies";
import { type Shop, startShop } from "../../testing/shop";
import { until } from "../../testing/shop-facts";

// What a marketer sees of a whole shop before and after a sale: the preflight, the notices and the actions.

let shop: Shop;
let marketer: Marketer;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin: shop.client.origin });
  if (account === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, account.cookie);
});

afterAll(async () => {
  await shop?.stop();
});

async function preflight(slug: string, check = ""): Promise<PreflightAnswer> {
  const reply = await marketer.send(
    "GET",
    `/api/admin/sales/${slug}/preflight${check === "" ? "" : `?check=${check}`}`,
  );
  if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
  return reply.json<PreflightAnswer>();
}

const levelOf = async (slug: string, check: string) => (await preflight(slug, check)).checks[0]?.level;

async function actions(slug: string): Promise<readonly SaleActionAnswer[]> {
  const reply = await marketer.send("GET", `/api/admin/sales/${slug}/actions`);
  return reply.json<SaleActionsAnswer>().actions;
}

describe("the preflight of a real shop", () => {
  it("finds page, stock, clocks and worker well, and says what is for tests only", async () => {
    const { slug } = await marketer.create();
    await marketer.steer(slug, "publish");
    // The one that was good is looked at: on a crowded machine a check of the next may be late.
    let { ready, checks } = await preflight(slug);
    await until(30_000, "the preflight did not become good", async () => {
      ({ ready, checks } = await preflight(slug));
      return checks.every(({ level, name }) => level !== "block" || name === "test_tools");
    });
    const levels = Object.fromEntries(
      checks.filter(({ retryable }) => retryable).map(({ name, level }) => [name, level]),
    );
    expect(ready).toBe(false);
    expect(levels).toMatchObject({
      page: "ok",
      stock_loaded: "ok",
      payment: "warning",
      mail: "warning",
      worker: "ok",
      test_tools: "block",
    });
    const page = checks.find(({ name }) => name === "page");
    expect(page?.message).toContain(`${shop.client.origin}/sales/${slug}`);
    expect((await marketer.send("GET", `/api/admin/sales/${slug}/preflight?check=weather`)).status).toBe(400);
    expect((await marketer.send("GET", "/api/admin/sales/no-such-sale/preflight")).status).toBe(404);
  });

  it("misses a worker that died, and finds the next one", async () => {
    const { slug } = await marketer.create();
    await until(30_000, "no worker was heard", async () => (await levelOf(slug, "worker")) === "ok");
    await shop.worker.kill();
    await until(30_000, "nobody missed the worker", async () => (await levelOf(slug, "worker")) === "block");
    shop.worker.start();
    await until(60_000, "the new worker was not heard", async () => (await levelOf(slug, "worker")) === "ok");
  });
});

describe("what a store changes", () => {
  it("is on the product page as soon as the verb has answered", async () => {
    const { slug } = await marketer.create();
    await marketer.steer(slug, "publish");
    const page = async () => (await shop.client.send(`/sales/${slug}`)).text;
    expect(await page()).not.toContain("What the store changed");
    await marketer.steer(slug, "extend", { minutes: 15, reason: "More of you came than <planned>." });
    const html = await page();
    expect(html).toContain("What the store changed");
    expect(html).toContain("More of you came than &lt;planned&gt;.");
    expect(html).toMatch(/Extended from (<!-- -->)?<time dateTime="/);
    await marketer.steer(slug, "pause", { reason: "The tag was wrong." });
    expect(await page()).toContain("The tag was wrong.");
    const bad = await marketer.send("POST", `/api/admin/sales/${slug}/pause`, { reason: "two\nlines" });
    expect(bad.status).toBe(400);
  });

  it("is followed until it is done: orders undone, shoppers told by mail", async () => {
    const { slug } = await marketer.create({ startsAt: new Date(Date.now() + 6_000).toISOString() });
    await marketer.steer(slug, "publish");
    await until(30_000, "the sale did not open", async () => (await marketer.monitor(slug)).phase === "live");
    const [buyer] = await makeShoppers(shop.pool, shop.keys, 1, { offset: 40, appOrigin: shop.client.origin });
    if (buyer === undefined) throw new Error("no shopper");
    const reply = await buy(shop.client, buyer, { slug });
    expect(reply.status, reply.text).toBe(202);
    const { attemptId } = reply.json<AcceptedAnswer>();
    await untilAttempt(shop.client, buyer, attemptId, ({ state }) => state === "reserved");
    await marketer.steer(slug, "cancel", { reason: "A fault." });
    await until(30_000, "the cancellation was not finished", async () => {
      return (await actions(slug)).every(({ state }) => state === "done");
    });
    const done = (await actions(slug)).filter(({ verb }) => verb === "cancel").map(({ kind }) => kind);
    expect([...done].sort()).toEqual(["load_gate", "refresh_pages", "refund_orders", "tell_shoppers"]);
    const mails = await shop.pool.query("SELECT state FROM mails WHERE kind = 'sale_cancelled' AND account_id = $1", [
      buyer.userId,
    ]);
    expect(mails.rows).toEqual([{ state: "sent" }]);
  });

  it("may be retried by hand, also when it is done", async () => {
    const { slug } = await marketer.create();
    await marketer.steer(slug, "publish");
    const [action] = await actions(slug);
    const retry = (id: string) => marketer.send("POST", `/api/admin/sales/${slug}/actions/${id}/retry`);
    const reply = await retry(action?.id ?? "");
    expect(reply.status, reply.text).toBe(200);
    expect((await retry("no-number")).status).toBe(404);
    expect((await retry("99999999999999999999")).status).toBe(404);
  });
});
