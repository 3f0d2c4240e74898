import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { NumberedShopper } from "../accounts/sign-in-numbered";
import type { AdminSaleAnswer, ListedReminder, ReminderAnswer, RemindersAnswer } from "../domain";
import { createMarketer, type Marketer } from "../testing/marketer";
import { type RealSmtp, startRealSmtp } from "../testing/real-smtp";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { until } from "../testing/shop-facts";

// Reminders in a whole shop: over HTTP, by its worker, to a real mail server.

const minuteMs = 60_000;
const withinMs = 30_000;

let smtp: RealSmtp;
let shop: Shop;
let marketer: Marketer;
let shoppers: readonly NumberedShopper[];

beforeAll(async () => {
  smtp = await startRealSmtp();
  shop = await startShop({ env: { SMTP_URL: smtp.url } });
  const appOrigin = shop.client.origin;
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin });
  if (account === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, account.cookie);
  shoppers = await makeShoppers(shop.pool, shop.keys, 4, { offset: 70, appOrigin });
});

afterAll(async () => {
  await shop?.stop();
  await smtp?.stop();
});

function shopper(number: number): NumberedShopper {
  const found = shoppers[number];
  if (found === undefined) throw new Error(`no shopper ${number}`);
  return found;
}

const isoIn = (ms: number) => new Date(Date.now() + ms).toISOString();

async function publishSale(startsInMs: number): Promise<string> {
  const { slug } = await marketer.create({ startsAt: isoIn(startsInMs), endsAt: isoIn(180 * minuteMs) });
  await marketer.steer(slug, "publish");
  return slug;
}

async function moveStart(slug: string, startsInMs: number): Promise<void> {
  const path = `/api/admin/sales/${slug}`;
  const { version } = (await marketer.send("GET", path)).json<AdminSaleAnswer>();
  const reply = await marketer.send("PATCH", path, { startsAt: isoIn(startsInMs) }, { "if-match": `"${version}"` });
  expect(reply.status, reply.text).toBe(200);
}

const ask = (slug: string, body: unknown, by?: NumberedShopper) =>
  shop.client.send(`/api/sales/${slug}/reminder`, {
    method: "POST",
    body,
    ...(by === undefined ? {} : { cookie: by.cookie }),
  });

/** The kinds of subject an address got, in the order in which they came. */
const subjectsTo = (address: string) =>
  smtp.received
    .filter(({ to }) => to.includes(address))
    .map(({ raw }) => /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(raw)?.[1]?.replaceAll(/\r?\n\s+/g, " ") ?? "");

const untilMails = (address: string, count: number) =>
  until(withinMs, `no ${count} mails came to ${address}`, async () => subjectsTo(address).length >= count);

describe("a reminder", () => {
  it("is mailed once, whatever becomes of the worker before and after", async () => {
    const [first, fence] = [shopper(0), shopper(1)];
    const slug = await publishSale(30 * minuteMs);
    const set = await ask(slug, { channel: "email" }, first);
    expect(set.status, set.text).toBe(200);
    expect(set.json<ReminderAnswer>()).toMatchObject({ state: "on", email: first.email });
    await shop.worker.kill();
    await moveStart(slug, 8 * minuteMs);
    shop.worker.start();
    await untilMails(first.email, 1);
    await shop.worker.kill();
    shop.worker.start();
    // Whoever sets one now is told by the next rounds, which look at all of them.
    expect((await ask(slug, {}, fence)).status).toBe(200);
    await untilMails(fence.email, 1);
    expect(subjectsTo(first.email)).toHaveLength(1);
    expect(subjectsTo(first.email)[0]).toMatch(/ opens on /);
  });

  it("follows the sale: a move is told and then its cancellation, with the store's reason", async () => {
    const who = shopper(2);
    const slug = await publishSale(60 * minuteMs);
    await ask(slug, {}, who);
    await moveStart(slug, 90 * minuteMs);
    await untilMails(who.email, 1);
    await marketer.steer(slug, "cancel", { reason: "The lamps are late." });
    await untilMails(who.email, 2);
    const [moved, cancelled] = subjectsTo(who.email);
    expect(moved).toMatch(/ was moved to /);
    expect(cancelled).toMatch(/ was cancelled$/);
    const refused = await ask(slug, {}, who);
    expect([refused.status, refused.json<{ code: string }>().code]).toEqual([410, "cancelled"]);
  });

  it("is its account's alone: listed, removed, and hidden from anybody else", async () => {
    const [who, other] = [shopper(3), shopper(2)];
    const slug = await publishSale(60 * minuteMs);
    const address = `/api/sales/${slug}/reminder`;
    expect((await shop.client.send(address)).status).toBe(401);
    await ask(slug, {}, who);
    const listOf = async (buyer: NumberedShopper): Promise<readonly ListedReminder[]> =>
      (await shop.client.send("/api/reminders", { cookie: buyer.cookie })).json<RemindersAnswer>().reminders;
    expect(await listOf(who)).toMatchObject([{ slug, email: who.email, sent: false }]);
    expect(await listOf(other)).toEqual([]);
    await shop.client.send(address, { method: "DELETE", cookie: other.cookie, body: {} });
    const read = await shop.client.send(address, { cookie: who.cookie });
    expect(read.json<ReminderAnswer>().state).toBe("on");
    const removed = await shop.client.send(address, { method: "DELETE", cookie: who.cookie, body: {} });
    expect(removed.status).toBe(204);
    expect(await listOf(who)).toEqual([]);
    const typed = await ask(slug, { email: "li@example.com" }, who);
    expect(typed.status, "an account's goes to its own address").toBe(400);
  });
});

describe("an address that somebody types", () => {
  it("gets the same answer whether it is an account's, reminded already, or new, and one mail at most", async () => {
    const slug = await publishSale(60 * minuteMs);
    const known = shopper(1).email;
    await ask(slug, {}, shopper(1));
    const answers = [];
    for (const email of ["new@example.com", known, "new@example.com"]) {
      const reply = await ask(slug, { email });
      answers.push([reply.status, reply.text.replaceAll(email, "…").replace(/"remindAt":"[^"]+"/, "")]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(202);
    await untilMails("new@example.com", 1);
    const sql = "SELECT recipient FROM mails WHERE kind = 'reminder_confirm' ORDER BY id";
    expect((await shop.pool.query(sql)).rows).toEqual([{ recipient: "new@example.com" }]);
  });

  it("is refused when it is none, without, from another site, and for a sale nobody knows", async () => {
    const slug = await publishSale(60 * minuteMs);
    for (const body of [
      { email: "nobody" },
      {},
      { email: "a@example.com", channel: "push" },
      { mail: "a@b.example" },
    ]) {
      expect((await ask(slug, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await ask("no-such-sale", { email: "a@example.com" })).status).toBe(404);
    const foreign = await shop.client.send(`/api/sales/${slug}/reminder`, {
      method: "POST",
      body: { email: "a@example.com" },
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    const form = await shop.client.send(`/api/sales/${slug}/reminder`, {
      method: "POST",
      body: "email=a%40example.com",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(415);
  });

  it("hears no more than twenty wishes of one network in ten minutes", async () => {
    const slug = await publishSale(60 * minuteMs);
    const statuses: number[] = [];
    await vi.waitFor(
      async () => {
        const reply = await ask(slug, { email: `n${statuses.length}@example.com` });
        statuses.push(reply.status);
        expect(reply.status).toBe(429);
        expect(reply.headers["retry-after"]).toBeDefined();
      },
      { timeout: withinMs, interval: 1 },
    );
    expect(statuses.length).toBeLessThanOrEqual(21);
    expect((await ask(slug, {}, shopper(3))).status, "an account is not the network").toBe(200);
  });
});
