import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountExport } from "../../http/openapi/answers/account-answers";
import { createOrders } from "../../orders/create-orders";
import { type AccountWorld, createAccountWorld, tokenIn } from "../../testing/account-world";
import { createSale, makeAttemptId, makeBooking } from "../../testing/factories";

let world: AccountWorld;
let strict: AccountWorld;

beforeAll(async () => {
  world = await createAccountWorld();
  strict = await createAccountWorld({ pool: world.pool, settings: { emailVerification: "required" } });
});
afterAll(async () => {
  await strict?.close();
  await world?.close();
});

const dayMs = 86_400_000;

describe("the details of an account", () => {
  it("are its owner's to read and to change, one by one, and the session tells them", async () => {
    const person = await world.signUp();
    const { cookie } = person;
    expect((await world.send("GET", "/api/account", { cookie })).json).toEqual({
      id: person.id,
      name: "Ana",
      email: person.email,
      emailVerified: false,
      verificationNeeded: false,
      role: "shopper",
      level: 0,
      timeZone: null,
      locale: null,
      createdAt: expect.stringMatching(/Z$/),
    });
    const zoned = await world.send("PATCH", "/api/account", {
      cookie,
      body: { timeZone: "Asia/Shanghai", locale: "zh" },
    });
    expect(zoned.json).toMatchObject({ name: "Ana", timeZone: "Asia/Shanghai", locale: "zh" });
    const named = await world.send("PATCH", "/api/account", { cookie, body: { name: " Ana Li " } });
    expect(named.json).toMatchObject({ name: "Ana Li", timeZone: "Asia/Shanghai", locale: "zh" });
    const session = await world.send("GET", "/api/auth/session", { cookie });
    expect(session.json.account).toMatchObject({ name: "Ana Li", timeZone: "Asia/Shanghai", locale: "zh" });
    const again = await world.signIn(person.email, person.password);
    expect(again.json.account).toMatchObject({ timeZone: "Asia/Shanghai", locale: "zh" });
    const device = await world.send("PATCH", "/api/account", { cookie, body: { timeZone: null, locale: null } });
    expect(device.json).toMatchObject({ timeZone: null, locale: null });
  });

  it.each([
    ["timeZone", { timeZone: "Mars/Olympus" }],
    ["timeZone", { timeZone: "+02:00" }],
    ["locale", { locale: "de" }],
    ["name", { name: " " }],
    ["", { role: "admin" }],
    ["", { email: "other@example.com" }],
  ])("names the field %s that is wrong in %j", async (path, body) => {
    const { cookie } = await world.signUp();
    const reply = await world.send("PATCH", "/api/account", { cookie, body });
    expect(reply.status).toBe(400);
    expect(reply.json.errors).toMatchObject([{ path }]);
  });

  it("are nobody's without a session", async () => {
    expect((await world.send("GET", "/api/account")).status).toBe(401);
    const { cookie } = await world.signUp();
    const pass = cookie.split("; ").find((pair) => pair.startsWith("zh_pass=")) ?? "";
    expect((await world.send("GET", "/api/account", { cookie: pass })).status).toBe(401);
    expect((await world.send("GET", "/api/account/export", { cookie: pass })).status).toBe(401);
  });
});

describe("an address that must be confirmed", () => {
  const mayBuy = async (id: string) =>
    (await world.pool.query("SELECT email_verified FROM accounts WHERE id = $1", [id])).rows[0].email_verified;

  it("is confirmed by the link that signing up mails, once, by a button and not by a look", async () => {
    const person = await strict.signUp();
    expect((await strict.send("GET", "/api/account", { cookie: person.cookie })).json).toMatchObject({
      emailVerified: false,
      verificationNeeded: true,
    });
    const token = tokenIn((await strict.mailsTo(person.email)).at(-1) ?? "", "verify-email");
    expect(await mayBuy(person.id)).toBe(false);
    const verify = () => strict.send("POST", "/api/auth/verify-email", { body: { token } });
    expect((await verify()).status).toBe(204);
    expect(await mayBuy(person.id)).toBe(true);
    expect((await verify()).json.errors).toMatchObject([{ path: "token" }]);
    expect((await strict.send("GET", "/api/account", { cookie: person.cookie })).json).toMatchObject({
      emailVerified: true,
      verificationNeeded: false,
    });
  });

  it("gets the mail again when its owner asks, not more often than the limit, and not when it is confirmed", async () => {
    const { cookie, email, id } = await strict.signUp();
    const again = () => strict.send("POST", "/api/account/verification", { cookie });
    expect([(await again()).status, (await again()).status, (await again()).status]).toEqual([204, 204, 204]);
    expect((await again()).status).toBe(429);
    const mails = await strict.mailsTo(email);
    expect(mails).toHaveLength(4);
    const [first = "", last = ""] = [mails[0], mails.at(-1)].map((mail) => tokenIn(mail ?? "", "verify-email"));
    strict.advance(dayMs);
    expect((await strict.send("POST", "/api/auth/verify-email", { body: { token: last } })).status).toBe(400);
    strict.advance(-dayMs);
    expect((await strict.send("POST", "/api/auth/verify-email", { body: { token: first } })).status).toBe(204);
    expect(await mayBuy(id)).toBe(true);
    const limitOverMs = 900_000;
    strict.advance(limitOverMs);
    expect((await again()).status).toBe(204);
    strict.advance(-limitOverMs);
    expect(await strict.mailsTo(email)).toHaveLength(4);
  });

  it("is not asked for while the setting is off", async () => {
    const person = await world.signUp();
    expect(await world.mailsTo(person.email)).toEqual([]);
  });
});

describe("the export of an account", () => {
  it("holds everything of its owner and nothing of anybody else, as described", async () => {
    const [person, other] = [await world.signUp(), await world.signUp()];
    const sale = await createSale(world.pool, { stock: 5 });
    const orders = createOrders({ pool: world.pool });
    await orders.place(sale.id, [makeBooking(sale, person.id), makeBooking(sale, other.id)], "+0");
    const lost = makeAttemptId(sale.id);
    await world.pool.query(
      `INSERT INTO attempt_failures (attempt_id, sale_id, account_id, item_id, quantity, reason, received_at)
       VALUES ($1, $2, $3, $4, 1, 'sold_out', now())`,
      [lost, sale.id, person.id, sale.itemId],
    );
    await world.pool.query("INSERT INTO sale_invites (sale_id, account_id) VALUES ($1, $2)", [sale.id, person.id]);
    await world.pool.query(
      `INSERT INTO reminders (sale_id, account_id, email, confirmed_at, starts_at, unsubscribe_token)
       VALUES ($1, $2, $3, now(), now(), $2)`,
      [sale.id, person.id, person.email],
    );
    await world.send("POST", "/api/auth/forgot-password", { body: { email: person.email } });
    const reply = await world.send("GET", "/api/account/export", { cookie: person.cookie });
    expect(reply.headers["Content-Disposition"]).toMatch(
      /^attachment; filename="zerohour-account-\d{4}-\d\d-\d\d\.json"$/,
    );
    const data = accountExport.parse(reply.json);
    expect(data).toMatchObject({
      account: { id: person.id, email: person.email },
      sessions: [{ address: "192.0.2.1", userAgent: "a browser in a test" }],
      orders: [{ saleSlug: sale.slug, state: "reserved", history: [{ kind: "clicked" }, { kind: "reserved" }] }],
      attempts: [{ attemptId: lost, saleSlug: sale.slug, state: "lost", reason: "sold_out" }],
      invitations: [{ saleSlug: sale.slug }],
      reminders: [{ saleSlug: sale.slug, email: person.email }],
      mails: [{ kind: "password_reset", recipient: person.email }],
      apiKeys: [],
    });
    expect(reply.text).not.toContain(other.id);
    expect(reply.text).not.toContain(other.email);
  });
});
