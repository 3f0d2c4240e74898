import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AcceptedAnswer,
  type AttemptAnswer,
  type AttemptsAnswer,
  orderIdOfAttempt,
  type Problem,
} from "../domain";
import { createOrders } from "../orders/create-orders";
import { type Buyer, buy, untilAttempt } from "../testing/buyers";
import { createAccounts, createSale, type MadeSale, makeBooking, type SaleWish } from "../testing/factories";
import { createMarketer, type Marketer } from "../testing/marketer";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { findBreaches, readGate, until, untilLoaded } from "../testing/shop-facts";

// The return line of a whole shop as shoppers meet it by the API: whose a place is, what is said of it, to whom a unit
// goes that comes back, and what ends it.

let shop: Shop;
let marketer: Marketer;
let offset = 0;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0" } });
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin: shop.client.origin });
  if (account === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, account.cookie);
  await playPastSales();
});

afterAll(async () => {
  await shop?.stop();
});

/** Three sales that have ended, in which 3 of 12 held units came back. */
async function playPastSales(): Promise<void> {
  const orders = createOrders({ pool: shop.pool });
  for (let count = 0; count < 3; count += 1) {
    const sale = await createSale(shop.pool, { stock: 4, endsAtMs: Date.now() + 60_000 });
    const bookings = (await createAccounts(shop.pool, 4)).map((buyer) => makeBooking(sale, buyer.id));
    await orders.place(sale.id, bookings, "+0");
    const [first] = bookings;
    if (first === undefined) throw new Error("no booking");
    expect(await orders.giveUp(orderIdOfAttempt(first.attemptId), first.accountId, "+0")).toBe("left");
    await shop.pool.query("UPDATE sales SET status = 'ended', ended_at = now(), ended_reason = 'time' WHERE id = $1", [
      sale.id,
    ]);
  }
}

async function shoppers<Count extends 2 | 3 | 4>(count: Count) {
  offset += count;
  const made = await makeShoppers(shop.pool, shop.keys, count, {
    offset: offset - count,
    appOrigin: shop.client.origin,
  });
  const [one, two, three = two, four = three] = made;
  if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error("too few");
  return [one, two, three, four] as const;
}

async function openSale(wish: SaleWish = {}): Promise<MadeSale> {
  const sale = await createSale(shop.pool, {
    ...{ stock: 1, paymentWindowSeconds: 900, endsAtMs: Date.now() + 7_200_000 },
    ...wish,
  });
  await untilLoaded(shop, sale);
  return sale;
}

async function accepted(buyer: Buyer, slug: string, body: Record<string, unknown> = {}): Promise<AcceptedAnswer> {
  const reply = await buy(shop.client, buyer, { slug, body });
  expect(reply.status, reply.text).toBe(202);
  return reply.json<AcceptedAnswer>();
}

/** Gets a unit, which is then held. */
async function hold(buyer: Buyer, slug: string): Promise<string> {
  const { attemptId } = await accepted(buyer, slug);
  await untilAttempt(shop.client, buyer, attemptId, ({ state }) => state === "reserved");
  return attemptId;
}

/** Finds nothing free and waits. */
async function join(buyer: Buyer, slug: string): Promise<string> {
  const { attemptId, place } = await accepted(buyer, slug, { joinLine: true });
  expect(place).toBeGreaterThan(0);
  return attemptId;
}

async function read(buyer: Buyer, attemptId: string): Promise<AttemptAnswer> {
  const reply = await shop.client.send(`/api/attempts/${attemptId}`, { cookie: buyer.cookie });
  expect(reply.status, reply.text).toBe(200);
  return reply.json<AttemptAnswer>();
}

async function giveUp(buyer: Buyer, attemptId: string): Promise<void> {
  const reply = await shop.client.send(`/api/attempts/${attemptId}`, { method: "DELETE", cookie: buyer.cookie });
  expect(reply.status, reply.text).toBe(204);
}

async function refusal(buyer: Buyer, slug: string, body: Record<string, unknown>): Promise<Problem> {
  const reply = await buy(shop.client, buyer, { slug, body });
  expect(reply.status).toBeGreaterThanOrEqual(400);
  return reply.json<Problem>();
}

/** What the ledger has of a sale, in order, but for its loading. */
async function movements(sale: MadeSale): Promise<readonly string[]> {
  const { rows } = await shop.pool.query<{ kind: string; orderId: string }>(
    `SELECT kind, order_id AS "orderId" FROM stock_ledger WHERE sale_id = $1 AND order_id IS NOT NULL ORDER BY id`,
    [sale.id],
  );
  return rows.map((row) => `${row.kind} ${row.orderId}`);
}

async function mailsTo(buyer: Buyer): Promise<readonly string[]> {
  const { rows } = await shop.pool.query<{ kind: string }>("SELECT kind FROM mails WHERE account_id = $1 ORDER BY id", [
    buyer.userId,
  ]);
  return rows.map((row) => row.kind);
}

/** The ways into one account from two devices. */
async function twoDevices(): Promise<{ phone: Buyer; desk: Buyer; signInAgain: () => Promise<Buyer> }> {
  const email = `line-${offset}-${Date.now()}@example.com`;
  const password = "a long enough password";
  async function enter(path: string): Promise<Buyer> {
    const reply = await shop.client.send(path, { method: "POST", body: { email, password } });
    expect(reply.status, reply.text).toBe(200);
    const cookies = [reply.headers["set-cookie"] ?? []].flat().map((text) => text.split(";")[0]);
    return { userId: reply.json<{ account: { id: string } }>().account.id, cookie: cookies.join("; ") };
  }
  const phone = await enter("/api/auth/sign-up/email");
  const signInAgain = () => enter("/api/auth/sign-in/email");
  return { phone, desk: await signInAgain(), signInAgain };
}

describe("a place in line", () => {
  it("belongs to the account: on a second device, after signing out and in, and for the offer", async () => {
    const sale = await openSale();
    const [holder] = await shoppers(2);
    const { phone, desk, signInAgain } = await twoDevices();
    const held = await hold(holder, sale.slug);
    const attemptId = await join(phone, sale.slug);
    expect(await read(desk, attemptId)).toMatchObject({ state: "queued", place: 1 });
    // A click on the other device is no second place.
    expect(await refusal(desk, sale.slug, { joinLine: true })).toMatchObject({
      code: "limit_reached",
      attemptIds: [attemptId],
    });
    const out = await shop.client.send("/api/auth/sign-out", { method: "POST", cookie: phone.cookie, body: {} });
    expect(out.status).toBe(200);
    const again = await signInAgain();
    const open = await shop.client.send("/api/attempts", { cookie: again.cookie });
    expect(open.json<AttemptsAnswer>().attempts).toMatchObject([
      { attemptId, saleSlug: sale.slug, saleTitle: sale.title, state: "queued", place: 1, held: 1 },
    ]);
    const own = await shop.client.send(`/api/sales/${sale.slug}/attempt`, { cookie: again.cookie });
    expect(own.json<AttemptAnswer>()).toMatchObject({ attemptId, place: 1 });
    // Negative control: nobody else sees it.
    expect((await shop.client.send(`/api/attempts/${attemptId}`, { cookie: holder.cookie })).status).toBe(404);
    expect(
      (await shop.client.send("/api/attempts", { cookie: holder.cookie })).json<AttemptsAnswer>().attempts,
    ).toEqual([expect.objectContaining({ attemptId: held, state: "reserved" })]);

    await giveUp(holder, held);
    for (const device of [desk, again]) {
      const offered = await untilAttempt(shop.client, device, attemptId, ({ state }) => state === "reserved");
      expect(offered.place).toBeUndefined();
      const { rows } = await shop.pool.query<{ seconds: number }>(
        `SELECT extract(epoch FROM pay_by - reserved_at)::float8 AS seconds FROM orders WHERE id = $1`,
        [offered.orderId],
      );
      // The whole payment window, as for everybody else.
      expect(rows[0]?.seconds).toBe(900);
    }
    await until(10_000, "no mail told of the offer", async () => (await mailsTo(again)).includes("line_offered"));
    expect(await mailsTo(again)).toEqual(["line_offered"]);
    expect(await movements(sale)).toEqual([
      `reserve ${orderIdOfAttempt(held)}`,
      `return ${orderIdOfAttempt(held)}`,
      `reserve ${orderIdOfAttempt(attemptId)}`,
    ]);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("is told with what others hold, until when, and how it was in past sales", async () => {
    const sale = await openSale({ stock: 2 });
    const [one, two, three, four] = await shoppers(4);
    const holds = [await hold(one, sale.slug), await hold(two, sale.slug)];
    const third = await join(three, sale.slug);
    const fourth = await join(four, sale.slug);
    const payBy = (await read(two, holds[1] ?? "")).payBy;
    // The history is read behind the first reader's back, and counters may be a quarter of a second old.
    const told = await untilAttempt(shop.client, three, third, ({ odds, held }) => odds !== undefined && held === 2);
    expect(told).toMatchObject({ place: 1, ahead: 0, held: 2, by: payBy, etaBand: "over_5_min" });
    // At least one of two, where one in four comes back: 44 %. Both: 6 %.
    expect(told.odds).toEqual({ chance: "fair", returned: 3, of: 12 });
    expect((await read(four, fourth)).odds).toEqual({ chance: "low", returned: 3, of: 12 });
    // Once the first questions are over, a wait of more than five minutes is asked about seldom.
    await expect.poll(async () => (await read(three, third)).pollMs, { timeout: 20_000 }).toBe(15_000);
  });

  it("beyond what is held says so", async () => {
    const sale = await openSale();
    const [holder, next, behind] = await shoppers(3);
    await hold(holder, sale.slug);
    await join(next, sale.slug);
    const attemptId = await join(behind, sale.slug);
    const isTold = ({ odds, held }: AttemptAnswer) => odds !== undefined && held === 1;
    const told = await untilAttempt(shop.client, behind, attemptId, isTold);
    expect(told).toMatchObject({ place: 2, ahead: 1, held: 1, etaBand: "unknown", odds: { chance: "unlikely" } });
  });

  it("can be had as long as units and line together are within the line factor", async () => {
    const sale = await openSale({ lineFactor: 2 });
    const [holder, first, second] = await shoppers(3);
    await hold(holder, sale.slug);
    const attemptId = await join(first, sale.slug);
    expect((await refusal(second, sale.slug, { joinLine: true })).code).toBe("line_full");
    await giveUp(first, attemptId);
    await expect
      .poll(async () => (await buy(shop.client, second, { slug: sale.slug, body: { joinLine: true } })).status, {
        timeout: 10_000,
      })
      .toBe(202);
  });
});

describe("a unit that comes back", () => {
  it("goes down the line as it is not taken, and to everybody when the line is empty", async () => {
    const sale = await openSale();
    const [holder, first, second, outsider] = await shoppers(4);
    const held = await hold(holder, sale.slug);
    const waiting = [await join(first, sale.slug), await join(second, sale.slug)] as const;
    await giveUp(holder, held);
    await untilAttempt(shop.client, first, waiting[0], ({ state }) => state === "reserved");
    // While it is offered it is nobody else's.
    expect((await refusal(outsider, sale.slug, {})).code).toBe("all_held");
    await giveUp(first, waiting[0]);
    await untilAttempt(shop.client, second, waiting[1], ({ state }) => state === "reserved");
    await giveUp(second, waiting[1]);
    await expect
      .poll(async () => (await buy(shop.client, outsider, { slug: sale.slug })).status, { timeout: 10_000 })
      .toBe(202);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
    expect((await movements(sale)).map((movement) => movement.split(" ")[0])).toEqual([
      ...["reserve", "return", "reserve", "return", "reserve", "return", "reserve"],
    ]);
  });

  it("while paused waits with the line, and is offered when the sale goes on", async () => {
    const sale = await openSale();
    const [holder, waiting] = await shoppers(2);
    const held = await hold(holder, sale.slug);
    const attemptId = await join(waiting, sale.slug);
    await marketer.steer(sale.slug, "pause");
    await until(10_000, "the pause was not told", async () => {
      const { etaBand } = await read(waiting, attemptId);
      return etaBand === "unknown";
    });
    await giveUp(holder, held);
    await until(10_000, "the unit did not come back", async () => {
      const gate = await readGate(shop, sale.id);
      return gate !== "not_loaded" && gate.items[0]?.available === 1;
    });
    expect(await read(waiting, attemptId)).toMatchObject({ state: "queued", place: 1 });
    await marketer.steer(sale.slug, "resume");
    await untilAttempt(shop.client, waiting, attemptId, ({ state }) => state === "reserved");
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it.each(["end", "cancel"] as const)("after the %s is offered to nobody, and the line hears why", async (verb) => {
    const sale = await openSale();
    const [holder, waiting] = await shoppers(2);
    const held = await hold(holder, sale.slug);
    const attemptId = await join(waiting, sale.slug);
    await marketer.steer(sale.slug, verb, verb === "cancel" ? { reason: "A test of what the line hears." } : {});
    const lost = await untilAttempt(shop.client, waiting, attemptId, ({ state }) => state === "lost");
    expect(lost).toMatchObject({ reason: verb === "end" ? "ended" : "cancelled", pollMs: 0 });
    if (verb === "end") await giveUp(holder, held);
    await untilAttempt(shop.client, holder, held, ({ state }) => state !== "reserved");
    expect(await read(waiting, attemptId)).toMatchObject({ state: "lost" });
    expect(await mailsTo(waiting)).not.toContain("line_offered");
    expect((await movements(sale)).filter((movement) => movement.startsWith("reserve"))).toHaveLength(1);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });
});

describe("a wish for more than is left", () => {
  it("hears to ask for fewer, and may", async () => {
    const sale = await openSale({ stock: 2, limitPerAccount: 2 });
    const [payer, other] = await shoppers(2);
    const held = await hold(payer, sale.slug);
    const paying = { method: "POST", cookie: payer.cookie, body: { method: "card" } } as const;
    await shop.client.send(`/api/orders/${orderIdOfAttempt(held)}/pay`, paying);
    await untilAttempt(shop.client, payer, held, ({ state }) => state === "paid");
    expect(await refusal(other, sale.slug, { quantity: 2 })).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "quantity" }],
    });
    await accepted(other, sale.slug, { quantity: 1 });
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });
});
