import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  AcceptedAnswer,
  AdminOrderAnswer,
  AdminOrdersAnswer,
  AdminUser,
  AdminUsersAnswer,
  AttemptAnswer,
  Problem,
} from "../../domain";
import { type Buyer, buy, untilAttempt } from "../../testing/buyers";
import { createSale, type MadeSale } from "../../testing/factories";
import { createMarketer, type Marketer } from "../../testing/marketer";
import { type RealSmtp, startRealSmtp } from "../../testing/real-smtp";
import { makeShoppers } from "../../testing/session-cookies";
import { type Shop, startShop } from "../../testing/shop";
import { findBreaches, untilLoaded } from "../../testing/shop-facts";

// What the store's people do to orders and accounts, on a whole shop of two web processes with a mail server.

let smtp: RealSmtp;
let shop: Shop;
let marketer: Marketer;
let admin: Marketer;
let made = 0;

const patience = { timeout: 20_000 };

beforeAll(async () => {
  smtp = await startRealSmtp();
  shop = await startShop({ env: { WEB_CONCURRENCY: "2", SMTP_URL: smtp.url, BUY_INTERVAL_MS: "0" } });
  marketer = createMarketer(shop.client, (await makeBuyer("marketer")).cookie);
  admin = createMarketer(shop.client, (await makeBuyer("admin")).cookie);
});

afterAll(async () => {
  await shop?.stop();
  await smtp?.stop();
});

async function makeBuyer(role: "shopper" | "marketer" | "admin" = "shopper"): Promise<Buyer & { email: string }> {
  made += 1;
  const wish = { role, offset: made, appOrigin: shop.client.origin };
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, wish);
  if (account === undefined) throw new Error(`no ${role}`);
  return account;
}

async function openSale(stock: number): Promise<MadeSale> {
  const sale = await createSale(shop.pool, { stock });
  await untilLoaded(shop, sale);
  return sale;
}

/** Waits for the hold; returns the order's id. */
async function hold(sale: MadeSale, buyer: Buyer): Promise<string> {
  const reply = await buy(shop.client, buyer, { slug: sale.slug });
  expect(reply.status, reply.text).toBe(202);
  const { attemptId } = reply.json<AcceptedAnswer>();
  const attempt = await untilAttempt(shop.client, buyer, attemptId, ({ state }) => state === "reserved");
  return attempt.orderId ?? "";
}

async function orderOf(orderId: string): Promise<AdminOrderAnswer> {
  return (await marketer.send("GET", `/api/admin/orders/${orderId}`)).json<AdminOrderAnswer>();
}

const subjectsTo = (email: string) =>
  smtp.received
    .filter(({ to }) => to.includes(email))
    .map(({ raw }) => (/^subject: (.*(?:\r\n[ \t].*)*)/im.exec(raw)?.[1] ?? "").replace(/\r\n\s+/g, " "));

describe("a hold that the store releases", () => {
  it("goes to the line first; both hear of it by mail", async () => {
    const sale = await openSale(1);
    const [holder, waiting] = [await makeBuyer(), await makeBuyer()];
    const orderId = await hold(sale, holder);
    const reply = await buy(shop.client, waiting, { slug: sale.slug, body: { joinLine: true } });
    const { attemptId } = reply.json<AcceptedAnswer>();
    // The worker has to know of the place before the unit returns, or nobody can tell an offer from a buy.
    await expect
      .poll(
        async () => (await shop.pool.query("SELECT 1 FROM line_entries WHERE attempt_id = $1", [attemptId])).rowCount,
        patience,
      )
      .toBe(1);
    const path = `/api/admin/orders/${orderId}/release`;
    const released = await marketer.send("POST", path, { reason: "You asked us to" });
    expect(released.status, released.text).toBe(200);
    expect(released.json<AdminOrderAnswer>()).toMatchObject({ state: "cancelled", can: { release: { may: false } } });
    expect((await marketer.send("POST", path, { reason: "You asked us to" })).status).toBe(200);
    const offered: AttemptAnswer = await untilAttempt(
      shop.client,
      waiting,
      attemptId,
      ({ state }) => state === "reserved",
    );
    expect(offered.orderId).toBeDefined();
    await expect.poll(() => subjectsTo(holder.email), patience).toEqual([expect.stringContaining("was released")]);
    await expect.poll(() => subjectsTo(waiting.email), patience).toEqual([expect.stringContaining("reserved for you")]);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });
});

describe("a paid order", () => {
  it("is refunded once from wherever it is asked, and found, opened and exported like any other", async () => {
    const sale = await openSale(2);
    const buyer = await makeBuyer();
    const orderId = await hold(sale, buyer);
    const paying = { method: "POST", cookie: buyer.cookie, body: { method: "card" } } as const;
    expect((await shop.client.send(`/api/orders/${orderId}/pay`, paying)).status).toBe(202);
    await expect.poll(async () => (await orderOf(orderId)).state, patience).toBe("paid");
    const unpaid = await hold(sale, await makeBuyer());

    const list = await marketer.send("GET", `/api/admin/orders?sale=${sale.slug}&state=paid`);
    const { orders, counts } = list.json<AdminOrdersAnswer>();
    expect(counts).toMatchObject({ all: 2, paid: 1, reserved: 1 });
    expect(orders[0]).toMatchObject({ id: orderId, buyer: { email: expect.stringMatching(/^s•••@example\.test$/) } });
    expect(list.text).not.toContain(buyer.email);
    expect((await orderOf(orderId)).buyer.email).toBe(buyer.email);

    const refused = await marketer.send("POST", `/api/admin/orders/${unpaid}/refund`, { reason: "A fault" });
    expect(refused.status).toBe(409);
    expect(refused.json<Problem>()).toMatchObject({ code: "conflict", detail: expect.stringContaining("Release") });

    const path = `/api/admin/orders/${orderId}/refund`;
    const replies = await Promise.all([1, 2, 3, 4].map(() => marketer.send("POST", path, { reason: "A fault" })));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await expect.poll(async () => (await orderOf(orderId)).state, patience).toBe("refunded");
    const { rows } = await shop.pool.query("SELECT refunded_minor FROM simulated_charges WHERE order_id = $1", [
      orderId,
    ]);
    expect(rows).toEqual([{ refunded_minor: 7_900 }]);
    await expect
      .poll(() => subjectsTo(buyer.email), patience)
      .toEqual([expect.stringContaining("is paid"), expect.stringMatching(/was[ _]refunded/)]);

    const file = await marketer.send("GET", `/api/admin/sales/${sale.slug}/orders.csv?bom=1&state=refunded`);
    expect(file.headers["content-type"]).toContain("text/csv");
    const [header, row, ...rest] = file.text.slice(1).split("\r\n");
    expect(header).toMatch(/^number,order_id,sale,/);
    expect(row).toContain(`${orderId},${sale.slug},`);
    expect(row).toContain(",refunded,1,79.00,EUR,");
    expect(rest).toEqual([""]);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it.each([
    ["state=lost", "state"],
    ["sort=price", "sort"],
    ["direction=up", "direction"],
    ["page=0", "page"],
    ["from=yesterday", "from"],
    ["sale=No%20Slug", "sale"],
    ["q=%00", "q"],
  ])("is not looked for by %s, and the field is named", async (query, field) => {
    const reply = await marketer.send("GET", `/api/admin/orders?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json<Problem>().errors?.map(({ path }) => path)).toEqual([field]);
  });

  it("is not refunded without a reason, nor by the thousand", async () => {
    for (const body of [{}, { reason: " " }, { reason: "x".repeat(301) }, { reason: "a", extra: 1 }]) {
      expect((await marketer.send("POST", "/api/admin/orders/o1_x/refund", body)).status).toBe(400);
    }
    const ids = Array.from({ length: 201 }, (_, index) => `o1_${index}`);
    expect((await marketer.send("POST", "/api/admin/orders/refund", { ids, reason: "x" })).status).toBe(400);
    expect((await marketer.send("POST", "/api/admin/orders/o1_x/refund", { reason: "x" })).status).toBe(404);
  });
});

describe("a suspended account", () => {
  /** Each request has a connection of its own, so both processes answer. */
  const askEverywhere = async (buyer: Buyer) => {
    const replies = await Promise.all(
      Array.from({ length: 16 }, () => shop.client.send("/api/orders", { cookie: buyer.cookie })),
    );
    return [...new Set(replies.map(({ status }) => status))];
  };

  it("is shut out of every process although its pass has hours to live, until it is restored", async () => {
    const sale = await openSale(3);
    const buyer = await makeBuyer();
    await hold(sale, buyer);
    expect(await askEverywhere(buyer)).toEqual([200]);
    const found = await admin.send("GET", `/api/admin/users?q=${buyer.email}`);
    expect(found.json<AdminUsersAnswer>().users).toMatchObject([{ id: buyer.userId, suspended: false, orders: 1 }]);

    const path = `/api/admin/users/${buyer.userId}`;
    const suspended = await admin.send("POST", `${path}/suspend`, { reason: "Chargebacks" });
    expect(suspended.json<AdminUser>()).toMatchObject({ suspended: true, suspendedReason: "Chargebacks" });
    await expect.poll(() => askEverywhere(buyer), patience).toEqual([401]);
    const ticket = await shop.client.send(`/api/sales/${sale.slug}/ticket`, {
      method: "POST",
      cookie: buyer.cookie,
      body: {},
    });
    expect(ticket.status).toBe(401);
    const session = await shop.client.send("/api/auth/session", { cookie: buyer.cookie });
    expect(session.json<{ account: unknown }>().account).toBeNull();
    await expect.poll(() => subjectsTo(buyer.email), patience).toEqual(["Your account was suspended"]);

    expect((await admin.send("POST", `${path}/restore`)).json<AdminUser>().suspended).toBe(false);
    await expect.poll(() => askEverywhere(buyer), patience).toEqual([200]);
  });

  it("is never one's own, nor is one's own role", async () => {
    const { users } = (await admin.send("GET", "/api/admin/users?role=admin")).json<AdminUsersAnswer>();
    const [self] = users;
    const path = `/api/admin/users/${self?.id}`;
    expect(users).toHaveLength(1);
    for (const reply of [
      await admin.send("PATCH", path, { role: "shopper" }),
      await admin.send("POST", `${path}/suspend`, { reason: "Tired" }),
    ]) {
      expect(reply.status).toBe(409);
      expect(reply.json<Problem>().detail).toContain("own account");
    }
    expect((await admin.send("PATCH", path, { role: "owner" })).status).toBe(400);
    expect((await admin.send("PATCH", path, {})).status).toBe(400);
    expect((await admin.send("PATCH", "/api/admin/users/nobody", { level: 1 })).status).toBe(404);
  });
});
