import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { buyPath, orderIdOfAttempt, type Problem, plainOrderPath, plainSignInPath, readBuyAddress } from "../domain";
import { type Buyer, buy, getTicket, makeKey, untilAttempt } from "../testing/buyers";
import { createSale, type MadeSale, type SaleWish } from "../testing/factories";
import { cookieAfter, findForm, findForms, findRefresh, locationOf, postForm, textOf } from "../testing/forms";
import type { Reply } from "../testing/http-client";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { countOrders, findBreaches, readGate, untilLoaded } from "../testing/shop-facts";

// Buying, paying and signing in as a browser without scripts does it: pages, forms, redirects, and nothing else.

let shop: Shop;
let shoppers: Buyer[];

beforeAll(async () => {
  shop = await startShop();
  shoppers = await makeShoppers(shop.pool, shop.keys, 40, { appOrigin: shop.client.origin });
});

afterAll(async () => {
  await shop?.stop();
});

afterEach(() => moveClock({ offsetMs: 0 }));

/** Somebody no other test has. */
function nextShopper(): Buyer {
  const shopper = shoppers.pop();
  if (shopper === undefined) throw new Error("more shoppers are needed");
  return shopper;
}

async function moveClock(body: { offsetMs: number } | { advanceMs: number } | { freeze: number }): Promise<void> {
  const reply = await shop.client.send("/api/test/clock", { method: "POST", body });
  expect(reply.status, reply.text).toBe(200);
}

async function openSale(wish: SaleWish = {}): Promise<MadeSale> {
  const sale = await createSale(shop.pool, { stock: 5, ...wish });
  await untilLoaded(shop, sale);
  return sale;
}

async function open(path: string, cookie = ""): Promise<string> {
  const reply = await shop.client.send(path, { cookie });
  expect(reply.status, `${path}: ${textOf(reply.text)}`).toBe(200);
  expect(reply.headers["cache-control"]).toContain("no-store");
  return reply.text;
}

/** Presses a button of a page and follows where it leads. */
async function press(html: string, button: RegExp, buyer: Buyer, fields: Record<string, string> = {}): Promise<string> {
  const form = findForm(html, button);
  expect(form.method).toBe("post");
  const reply = await postForm(shop.client, form.action, { ...form.hidden, ...fields }, { cookie: buyer.cookie });
  expect(reply.status, reply.text).toBe(303);
  expect(reply.headers["cache-control"]).toBe("private, no-store");
  return open(locationOf(reply), buyer.cookie);
}

/** Reloads a page until it says something. */
async function untilSays(path: string, buyer: Buyer, words: RegExp): Promise<string> {
  return vi.waitFor(
    async () => {
      const html = await open(path, buyer.cookie);
      expect(textOf(html)).toMatch(words);
      return html;
    },
    { timeout: 20_000, interval: 50 },
  );
}

const readAddress = (path: string) => readBuyAddress(new URL(path, "http://shop").searchParams);

describe("buying by forms", () => {
  it("goes the whole way: before the start, at it, held, paid", async () => {
    const startsAtMs = Date.now() + 600_000;
    const sale = await openSale({ startsAtMs, timeZone: "Europe/Berlin" });
    const ana = nextShopper();
    const path = buyPath(sale.slug);

    await moveClock({ freeze: startsAtMs - 50_000 });
    const early = await open(path, ana.cookie);
    expect(textOf(early)).toMatch(/Opens .* store time \(Berlin, UTC\+[12]\) · \d\d:\d\d(:\d\d)? UTC in 50 seconds/);
    // Aimed at the start and spread over the two seconds after it: nobody asks in the last minute before.
    const refresh = findRefresh(early);
    expect(refresh?.seconds).toBeGreaterThanOrEqual(50);
    expect(refresh?.seconds).toBeLessThanOrEqual(52);
    expect(refresh?.path).toBe(path);

    const tooEarly = findForm(early, /^Opens/);
    const refused = await postForm(shop.client, tooEarly.action, tooEarly.hidden, { cookie: ana.cookie });
    expect(refused.status).toBe(303);
    expect(readAddress(locationOf(refused))).toMatchObject({ refused: "not_open", key: tooEarly.hidden.key });
    const told = await open(locationOf(refused), ana.cookie);
    expect(textOf(told)).toContain("The shop's clock says the sale is not open yet.");
    expect(findForm(told, /^Opens/).hidden.key).toBe(tooEarly.hidden.key);

    await moveClock({ freeze: startsAtMs + 1_000 });
    const live = await open(findRefresh(told)?.path ?? "", ana.cookie);
    expect(findForm(live, /^Buy now/).hidden.key).toBe(tooEarly.hidden.key);
    // The form is the reader's to send: the page does not pull it away.
    expect(findRefresh(live)).toBeNull();
    await press(live, /^Buy now · /, ana);
    const held = await untilSays(path, ana, /Pay now · held until/);
    expect(textOf(held)).toMatch(/It is yours until \d\d:\d\d:\d\d/);
    expect(await countOrders(shop.pool, sale.id)).toBe(1);

    const payPath = /href="(\/plain\/orders\/[^"]*\/pay)"/.exec(held)?.[1] ?? "";
    const paying = await press(await open(payPath, ana.cookie), /^Pay /, ana, { simulate: "ok" });
    expect(textOf(paying)).toMatch(/Paid|being checked/);
    const paid = await untilSays(payPath.replace(/\/pay$/, ""), ana, /Paid. It is yours./);
    expect(findRefresh(paid)).toBeNull();
    expect(findForms(paid)).toEqual([]);
    await untilSays(path, ana, /You bought this\./);
    expect(textOf(await open("/plain/account", ana.cookie))).toContain(sale.title);
    expect(await findBreaches(shop, sale.id)).toEqual([]);
  });

  it("buys once, however often the same form is sent", async () => {
    const sale = await openSale({ limitPerAccount: 3 });
    const ana = nextShopper();
    const { action, hidden } = findForm(await open(buyPath(sale.slug), ana.cookie), /^Buy now/);
    const send = () => postForm(shop.client, action, { ...hidden, quantity: "1" }, { cookie: ana.cookie });
    const replies = await Promise.all([send(), send(), send()]);
    const again = await send();
    const attempts = [...replies, again].map((reply) => [reply.status, readAddress(locationOf(reply)).attemptId]);
    expect(new Set(attempts.map(([, attempt]) => attempt)).size).toBe(1);
    expect(attempts.every(([status, attempt]) => status === 303 && attempt !== null)).toBe(true);
    await untilSays(buyPath(sale.slug), ana, /Pay now/);
    expect(await countOrders(shop.pool, sale.id)).toBe(1);
  });

  it("hears of a second form under another key that it is too soon, and then that the limit is reached", async () => {
    const sale = await openSale();
    const ana = nextShopper();
    // Five seconds pass when the test says so.
    await moveClock({ freeze: Date.now() });
    const [first, second] = [await open(buyPath(sale.slug), ana.cookie), await open(buyPath(sale.slug), ana.cookie)];
    await press(first, /^Buy now/, ana);
    await untilSays(buyPath(sale.slug), ana, /Pay now/);
    const form = findForm(second, /^Buy now/);
    const send = () => postForm(shop.client, form.action, form.hidden, { cookie: ana.cookie });
    const tooSoon = readAddress(locationOf(await send()));
    expect(tooSoon).toMatchObject({ refused: "throttled", key: form.hidden.key });
    expect(tooSoon.untilMs).not.toBeNull();
    await moveClock({ advanceMs: 6_000 });
    const limited = await send();
    expect(readAddress(locationOf(limited)).refused).toBe("limit_reached");
    const told = textOf(await open(locationOf(limited), ana.cookie));
    expect(told).toContain("This sale allows 1 per person, and you have that many. Nothing more was charged.");
    expect(await countOrders(shop.pool, sale.id)).toBe(1);
  });

  it("takes the item and the number that were chosen, and asks for a choice that is missing", async () => {
    const items = [
      { sku: `s-${makeKey()}`, name: "Small", stock: 2 },
      { sku: `l-${makeKey()}`, name: "Large", stock: 2 },
    ];
    const sale = await openSale({ items, limitPerAccount: 2 });
    const ana = nextShopper();
    const page = await open(buyPath(sale.slug), ana.cookie);
    const asked = await press(page, /^Buy now/, ana);
    expect(textOf(asked)).toContain("Choose one first");
    const [, large = 0] = sale.itemIds;
    await press(asked, /^Buy now/, ana, { item: String(large), quantity: "2" });
    await untilSays(buyPath(sale.slug), ana, /Pay now/);
    const gate = await readGate(shop, sale.id);
    expect(gate).toMatchObject({ items: [{ held: 0 }, { held: 2 }] });
  });

  it("joins the line when all is held, leaves it, and hears when it is sold out", async () => {
    const sale = await openSale({ stock: 1 });
    const [ben, ana] = [nextShopper(), nextShopper()];
    const bought = await buy(shop.client, ben, { slug: sale.slug });
    const { attemptId } = bought.json<{ attemptId: string }>();
    await untilAttempt(shop.client, ben, attemptId, ({ state }) => state === "reserved");

    const path = buyPath(sale.slug);
    const held = await untilSays(path, ana, /All held · Join return line/);
    expect(findRefresh(held)?.seconds).toBeGreaterThanOrEqual(4);
    const waiting = await press(held, /^All held · Join return line/, ana);
    expect(textOf(waiting)).toContain("In line: #1 · View");
    expect(findRefresh(waiting)?.seconds).toBeGreaterThanOrEqual(2);
    // The question comes on a page that stands still.
    const asked = await open(buyPath(sale.slug, { asked: true }), ana.cookie);
    expect(findRefresh(asked)).toBeNull();
    const left = await press(asked, /^Yes, leave the line/, ana);
    expect(textOf(left)).toContain("Nothing was charged.");
    expect(await readGate(shop, sale.id)).toMatchObject({ items: [{ held: 1 }] });

    const pay = { method: "POST", cookie: ben.cookie, body: { method: "card" } } as const;
    await shop.client.send(`/api/orders/${orderIdOfAttempt(attemptId)}/pay`, pay);
    await untilAttempt(shop.client, ben, attemptId, ({ state }) => state === "paid");
    const gone = await untilSays(path, nextShopper(), /Sold out/);
    expect(findForms(gone)).toEqual([]);
  });

  it("gives a held unit back, extends a hold, and hears of a declined payment", async () => {
    const sale = await openSale();
    const ana = nextShopper();
    await press(await open(buyPath(sale.slug), ana.cookie), /^Buy now/, ana);
    const held = await untilSays(buyPath(sale.slug), ana, /Pay now/);
    const orderPath = /href="(\/plain\/orders\/[^"/]*)"/.exec(held)?.[1] ?? "";
    const payPath = `${orderPath}/pay`;

    const extended = await press(await open(payPath, ana.cookie), /^Add 2 minutes/, ana);
    expect(textOf(extended)).toContain("1 of 10 used");
    await press(extended, /^Pay /, ana, { simulate: "decline" });
    const declined = await untilSays(orderPath, ana, /The payment was declined/);
    const back = await press(declined, /^Yes, give it back/, ana);
    expect(textOf(back)).toContain("You gave it back");
    await vi.waitFor(async () => expect(await readGate(shop, sale.id)).toMatchObject({ items: [{ held: 0 }] }), 20_000);

    // Too late for everything: the order says so, and nothing changes.
    for (const act of ["extend", "cancel", "pay"]) {
      const reply = await postForm(shop.client, `${orderPath}/${act}`, {}, { cookie: ana.cookie });
      expect([act, reply.status]).toEqual([act, 303]);
      expect(textOf(await open(locationOf(reply), ana.cookie))).toContain("You gave it back");
    }
  });
});

describe("a form from elsewhere", () => {
  const origins: [string, Record<string, string>][] = [
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring host", { "sec-fetch-site": "same-site" }],
    ["another origin", { origin: "https://evil.example" }],
    ["nowhere", { origin: "" }],
    ["a page without an origin", { origin: "null" }],
  ];

  it.each(origins)("of %s changes nothing; of the shop's own pages the same does", async (_name, headers) => {
    const sale = await openSale();
    const ana = nextShopper();
    const form = findForm(await open(buyPath(sale.slug), ana.cookie), /^Buy now/);
    const refused = await postForm(shop.client, form.action, form.hidden, { cookie: ana.cookie, headers });
    expect(refused.status).toBe(403);
    expect(refused.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(refused.headers["cache-control"]).toBe("private, no-store");
    expect(textOf(refused.text)).toContain("The request came from another site");
    expect(await countOrders(shop.pool, sale.id)).toBe(0);
    expect(await readGate(shop, sale.id)).toMatchObject({ items: [{ held: 0 }] });

    // The negative control: nothing but where it comes from made the difference.
    await press(await open(buyPath(sale.slug), ana.cookie), /^Buy now/, ana);
    const held = await untilSays(buyPath(sale.slug), ana, /Pay now/);
    const orderPath = /href="(\/plain\/orders\/[^"/]*)"/.exec(held)?.[1] ?? "";
    const asked = await open(buyPath(sale.slug, { asked: true }), ana.cookie);
    const { attempt = "" } = findForm(asked, /give it back/).hidden;
    const others: [string, Record<string, string>][] = [
      [`${buyPath(sale.slug)}/leave`, { attempt }],
      [`${orderPath}/cancel`, {}],
      [`${orderPath}/extend`, {}],
      [`${orderPath}/pay`, {}],
      ["/plain/sign-out", {}],
      ["/plain/sign-in", { email: "ana@example.com", password: "whatever it is" }],
      ["/plain/sign-up", { email: "ana@example.com", password: "whatever it is", name: "Ana" }],
    ];
    for (const [path, fields] of others) {
      const reply = await postForm(shop.client, path, fields, { cookie: ana.cookie, headers });
      expect([path, reply.status, reply.headers["set-cookie"]]).toEqual([path, 403, undefined]);
    }
    expect(textOf(await open(orderPath, ana.cookie))).toContain("Waiting for payment");
  });

  it("is nothing the API takes, and JSON is nothing a form's address takes", async () => {
    const sale = await openSale();
    const ana = nextShopper();
    const ticket = await getTicket(shop.client, ana, sale.slug);
    const api = await postForm(
      shop.client,
      `/api/sales/${sale.slug}/attempts/${ticket}`,
      { quantity: "1" },
      {
        cookie: ana.cookie,
        headers: { "idempotency-key": makeKey() },
      },
    );
    expect([api.status, api.json<Problem>().code]).toEqual([415, "unsupported_media_type"]);
    const json = { method: "POST", cookie: ana.cookie, body: { ticket, key: makeKey() } } as const;
    const page = await shop.client.send(buyPath(sale.slug), json);
    expect([page.status, page.headers["content-type"]]).toEqual([415, "text/html; charset=utf-8"]);
    expect(await countOrders(shop.pool, sale.id)).toBe(0);
  });

  it.each<[string, Record<string, string>, number]>([
    ["without a key", { key: "" }, 400],
    ["with a field nobody asked for", { price: "1" }, 400],
    ["with a number that is none", { quantity: "1.5" }, 400],
    ["with 5 kB", { ticket: "x".repeat(5_000) }, 413],
  ])("%s was tampered with and is refused as a page", async (_name, changes, status) => {
    const sale = await openSale();
    const ana = nextShopper();
    const { action, hidden } = findForm(await open(buyPath(sale.slug), ana.cookie), /^Buy now/);
    const reply = await postForm(shop.client, action, { ...hidden, ...changes }, { cookie: ana.cookie });
    expect([reply.status, reply.headers["content-type"]]).toEqual([status, "text/html; charset=utf-8"]);
    expect(await countOrders(shop.pool, sale.id)).toBe(0);
  });

  it("with another account's ticket buys nothing, and the next page has one's own", async () => {
    const sale = await openSale();
    const [ana, ben] = [nextShopper(), nextShopper()];
    const { action, hidden } = findForm(await open(buyPath(sale.slug), ben.cookie), /^Buy now/);
    const reply = await postForm(shop.client, action, hidden, { cookie: ana.cookie });
    expect(readAddress(locationOf(reply)).refused).toBe("bad_ticket");
    const told = await open(locationOf(reply), ana.cookie);
    expect(textOf(told)).toContain("Your right to buy could not be checked.");
    await press(told, /^Buy now/, ana);
    await untilSays(buyPath(sale.slug), ana, /Pay now/);
  });
});

describe("who is signed out", () => {
  const password = "a long enough password";

  function send(path: string, fields: Record<string, string>, cookie = ""): Promise<Reply> {
    return postForm(shop.client, path, fields, { cookie });
  }

  it("signs up, is led back to the sale, signs out, and signs in again", async () => {
    const sale = await openSale();
    const path = buyPath(sale.slug);
    const signedOut = await open(path);
    expect(textOf(signedOut)).toContain("Sign in to buy");
    expect(signedOut).toContain(`href="${plainSignInPath(path)}"`);

    const email = `form-${makeKey().toLowerCase()}@example.com`;
    const signUp = await open(plainSignInPath(path, "sign-up"));
    const { hidden } = findForm(signUp, /^Create account/);
    expect(hidden).toEqual({ next: path });
    const weak = await send("/plain/sign-up", { ...hidden, name: "Ana", email, password: "short" });
    expect(locationOf(weak)).toBe(plainSignInPath(path, "sign-up"));
    const again = await open(locationOf(weak), cookieAfter("", weak));
    expect(textOf(again)).toContain("Choose a password of at least 8 characters.");
    expect(again).toContain(`value="${email}"`);
    expect(again).not.toContain('value="short"');

    const made = await send("/plain/sign-up", { ...hidden, name: "Ana", email, password }, cookieAfter("", weak));
    expect([made.status, locationOf(made)]).toEqual([303, path]);
    const cookie = cookieAfter(cookieAfter("", weak), made);
    expect(cookie).not.toContain("zh_typed");
    expect(textOf(await open(path, cookie))).toContain("Buy now");

    const out = await send("/plain/sign-out", {}, cookie);
    expect(locationOf(out)).toBe("/");
    expect(textOf(await open(path, cookieAfter(cookie, out)))).toContain("Sign in to buy");

    const wrong = await send("/plain/sign-in", { email, password: "not that one", next: "/plain/account" });
    expect(locationOf(wrong)).toBe(plainSignInPath("/plain/account"));
    expect(textOf(await open(locationOf(wrong), cookieAfter("", wrong)))).toContain(
      "The e-mail address or the password is not right.",
    );
    const back = await send("/plain/sign-in", { email, password, next: "/plain/account" });
    expect(locationOf(back)).toBe("/plain/account");
    expect(textOf(await open("/plain/account", cookieAfter("", back)))).toContain(email);
  });

  it("stays in Chinese where the form was, whatever comes of it", async () => {
    const sale = await openSale();
    const path = buyPath(sale.slug, {}, "zh");
    const email = `form-${makeKey().toLowerCase()}@example.com`;
    const page = await open(plainSignInPath(path, "sign-up"));
    const { action, hidden } = findForm(page, /^注册$/);
    expect([action, hidden]).toEqual(["/zh/plain/sign-up", { next: path, locale: "zh" }]);
    const weak = await send(action, { ...hidden, name: "李", email, password: "short" });
    expect(locationOf(weak)).toBe(plainSignInPath(path, "sign-up"));
    expect(textOf(await open(locationOf(weak), cookieAfter("", weak)))).toContain("请输入至少 8 位的密码。");
    const made = await send(action, { ...hidden, name: "李", email, password }, cookieAfter("", weak));
    expect(locationOf(made)).toBe(path);
    const cookie = cookieAfter(cookieAfter("", weak), made);

    const buying = findForm(await open(path, cookie), /^立即抢购/);
    const bought = await send(buying.action, buying.hidden, cookie);
    expect(locationOf(bought)).toMatch(new RegExp(`^${path}\\?attempt=`));
    const again = await send(buying.action, { ...buying.hidden, key: makeKey() }, cookie);
    expect(locationOf(again)).toMatch(new RegExp(`^${path}\\?refused=`));
    const order = plainOrderPath("o1_AAAAAAAAAAAAAAAAAAAAAA", {}, "zh");
    expect((await send(`${order}/cancel`, {}, cookie)).text).toContain('<html lang="zh-CN">');
    expect(locationOf(await send(`${order}/pay`, {}))).toBe(plainSignInPath(`${order}/pay`));
    expect(locationOf(await send("/zh/plain/sign-out", {}, cookie))).toBe("/zh");
  });

  it("is never led to another site", async () => {
    for (const next of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
      const email = `form-${makeKey().toLowerCase()}@example.com`;
      const reply = await send("/plain/sign-up", { name: "Ana", email, password, next });
      expect([next, locationOf(reply)]).toEqual([next, "/"]);
    }
  });

  it("hears the way to sign in from every form and page of an account, and is led back", async () => {
    const sale = await openSale();
    const order = plainOrderPath("o1_AAAAAAAAAAAAAAAAAAAAAA");
    const path = buyPath(sale.slug);
    const fields = { key: makeKey(), ticket: "x" };
    expect(locationOf(await send(path, fields))).toBe(plainSignInPath(path));
    expect(locationOf(await send(`${order}/pay`, {}))).toBe(plainSignInPath(`${order}/pay`));
    for (const page of ["/plain/account", order, `${order}/pay`]) {
      const reply = await shop.client.send(page);
      expect([page, reply.status, locationOf(reply)]).toEqual([page, 307, plainSignInPath(page)]);
    }
    expect(await countOrders(shop.pool, sale.id)).toBe(0);
  });

  it("by an ended pass alone is let in by the session, with a new pass", async () => {
    const sale = await openSale();
    const path = buyPath(sale.slug);
    const whole = nextShopper().cookie;
    const session = whole
      .split("; ")
      .filter((pair) => !pair.startsWith("zh_pass="))
      .join("; ");
    expect(session).not.toBe(whole);
    const page = await shop.client.send(path, { cookie: session });
    expect(page.status).toBe(307);
    const renewed = await shop.client.send(locationOf(page), { cookie: session });
    expect([renewed.status, locationOf(renewed)]).toEqual([303, path]);
    const cookie = cookieAfter(session, renewed);
    const form = findForm(await open(path, cookie), /^Buy now/);
    const bought = await postForm(shop.client, form.action, form.hidden, { cookie: session });
    expect(readAddress(locationOf(bought)).attemptId).not.toBeNull();
    expect(cookieAfter(session, bought)).toContain("zh_pass=");
  });
});

describe("another account's order", () => {
  it("is as unknown as one that does not exist", async () => {
    const sale = await openSale();
    const [ana, ben] = [nextShopper(), nextShopper()];
    const bought = await buy(shop.client, ana, { slug: sale.slug });
    const { attemptId } = bought.json<{ attemptId: string }>();
    await untilAttempt(shop.client, ana, attemptId, ({ state }) => state === "reserved");
    const path = plainOrderPath(orderIdOfAttempt(attemptId));
    expect((await shop.client.send(path, { cookie: ben.cookie })).status).toBe(404);
    for (const act of ["pay", "extend", "cancel"]) {
      expect((await postForm(shop.client, `${path}/${act}`, {}, { cookie: ben.cookie })).status).toBe(404);
    }
    await postForm(shop.client, `${buyPath(sale.slug)}/leave`, { attempt: attemptId }, { cookie: ben.cookie });
    expect(textOf(await open(path, ana.cookie))).toContain("Waiting for payment");
    // The page of the sale is each account's own.
    expect(textOf(await open(buyPath(sale.slug), ben.cookie))).toContain("Buy now");
  });

  it("and a sale that nobody knows have no page", async () => {
    const cookie = nextShopper().cookie;
    expect((await shop.client.send("/sales/no-such-sale/buy", { cookie })).status).toBe(404);
    const fields = { key: makeKey(), ticket: "x" };
    expect((await postForm(shop.client, "/sales/no-such-sale/buy", fields, { cookie })).status).toBe(404);
  });
});
