import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type * as z from "zod";
import type {
  AcceptedAnswer,
  AdminLogAnswer,
  AdminSaleAnswer,
  OrderAnswer,
  Problem,
  SaleActionsAnswer,
} from "../../domain";
import { type Buyer, buy, getTicket, makeKey, untilAttempt } from "../../testing/buyers";
import { createSale, type MadeSale } from "../../testing/factories";
import type { Reply } from "../../testing/http-client";
import { saleToSend } from "../../testing/marketer";
import { makeShoppers } from "../../testing/session-cookies";
import { type Shop, startShop } from "../../testing/shop";
import { untilLoaded } from "../../testing/shop-facts";
import { problem } from "./answers/problem-answer";
import { impliedProblems } from "./implied-problems";
import type { Operation } from "./operation";
import { operations } from "./operations";

// The description of the API against a real shop: every answer must be one that is described for its status, to the
// last field, and every refusal one that is listed.

let shop: Shop;
let shopper: Buyer;
let marketer: Buyer;
let admin: Buyer;
let sale: MadeSale;

beforeAll(async () => {
  shop = await startShop({ env: { BUY_INTERVAL_MS: "0", ZEROHOUR_DEMO: "1" } });
  const as = async (role: "shopper" | "marketer" | "admin") => {
    const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role, appOrigin: shop.client.origin });
    if (account === undefined) throw new Error(`no ${role}`);
    return account;
  };
  [shopper, marketer, admin] = [await as("shopper"), await as("marketer"), await as("admin")];
  sale = await createSale(shop.pool, { stock: 5 });
  await untilLoaded(shop, sale);
});

afterAll(async () => {
  await shop?.stop();
});

interface CallWish {
  readonly by?: Buyer;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function operationOf(method: Operation["method"], path: string): Operation {
  const found = operations.find((operation) => operation.method === method && operation.path === path);
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
}

/** Calls an operation as it is described and holds the answer against the description. */
async function call(method: Operation["method"], path: string, wish: CallWish = {}): Promise<Reply> {
  const operation = operationOf(method, path);
  const address = path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(wish.params?.[name] ?? "none"));
  const reply = await shop.client.send(`${address}${wish.query ?? ""}`, {
    method,
    ...(wish.by === undefined ? {} : { cookie: wish.by.cookie }),
    ...(wish.headers === undefined ? {} : { headers: wish.headers }),
    ...(method === "GET" ? {} : { body: wish.body ?? {} }),
  });
  holdAgainst(operation, reply);
  return reply;
}

function holdAgainst(operation: Operation, reply: Reply): void {
  const described = operation.answers[reply.status];
  const type = String(reply.headers["content-type"] ?? "");
  if (described === undefined) {
    const { code } = parsed(problem, reply);
    expect([...impliedProblems(operation), ...(operation.problems ?? [])], reply.text).toContain(code);
    expect(type).toContain("application/problem+json");
  } else if ("schema" in described) {
    parsed(described.schema, reply);
    expect(type).toContain("application/json");
  } else if ("contentType" in described) {
    expect(type).toContain(described.contentType);
  } else {
    expect(reply.text).toBe("");
  }
}

function parsed<T>(schema: z.ZodType<T>, reply: Reply): T {
  const checked = schema.safeParse(reply.json<unknown>());
  if (!checked.success) throw new Error(`${JSON.stringify(checked.error.issues)} in ${reply.status} ${reply.text}`);
  return checked.data;
}

const expectStatus = (reply: Reply, status: number) => expect(reply.status, reply.text).toBe(status);

describe("what shoppers hear", () => {
  it("is as described for reminders, of accounts and of addresses", async () => {
    const { slug } = await createSale(shop.pool, { startsAtMs: Date.now() + 3_600_000 });
    const params = { slug };
    await vi.waitFor(async () => {
      expectStatus(await call("GET", "/api/sales/[slug]/reminder", { params, by: shopper }), 200);
    });
    expectStatus(await call("POST", "/api/sales/[slug]/reminder", { params, by: shopper }), 200);
    expectStatus(await call("GET", "/api/reminders", { by: shopper }), 200);
    expectStatus(await call("DELETE", "/api/sales/[slug]/reminder", { params, by: shopper }), 204);
    const body = { email: "li@example.com" };
    expectStatus(await call("POST", "/api/sales/[slug]/reminder", { params, body }), 202);
    const begun = { params: { slug: sale.slug }, by: shopper };
    expectStatus(await call("POST", "/api/sales/[slug]/reminder", begun), 409);
    expectStatus(await call("POST", "/api/reminders/confirm", { query: "?token=cut" }), 303);
    expectStatus(await call("GET", "/api/reminders/stop", { query: "?token=cut" }), 303);
    expectStatus(await call("POST", "/api/reminders/stop", { query: "?token=cut" }), 404);
  });

  it("is as described on the way from the listing to a paid order", async () => {
    const params = { slug: sale.slug };
    for (const path of ["/api/time", "/api/sales", "/api/health/live", "/api/health/ready"]) {
      expectStatus(await call("GET", path), 200);
    }
    expectStatus(await call("GET", "/api/sales/[slug]/state", { params }), 200);
    expectStatus(await call("GET", "/api/sales/[slug]/attempt", { params, by: shopper }), 204);
    expectStatus(await call("POST", "/api/sales/[slug]/ticket", { params, by: shopper }), 200);
    const ticket = await getTicket(shop.client, shopper, sale.slug);
    const key = { "idempotency-key": makeKey() };
    const buying = { params: { ...params, ticket }, by: shopper, headers: key };
    const bought = await call("POST", "/api/sales/[slug]/attempts/[ticket]", buying);
    expectStatus(bought, 202);
    const { attemptId } = bought.json<AcceptedAnswer>();
    expectStatus(await call("POST", "/api/sales/[slug]/attempts/[ticket]", buying), 200);
    const { orderId = "" } = await untilAttempt(shop.client, shopper, attemptId, ({ state }) => state === "reserved");
    expectStatus(await call("GET", "/api/attempts/[attemptId]", { params: { attemptId }, by: shopper }), 200);
    expectStatus(await call("GET", "/api/attempts", { by: shopper }), 200);
    expectStatus(await call("GET", "/api/sales/[slug]/attempt", { params, by: shopper }), 200);
    const order = { params: { id: orderId }, by: shopper };
    expectStatus(await call("GET", "/api/orders", { by: shopper }), 200);
    expectStatus(await call("POST", "/api/orders/[id]/extend", order), 200);
    expectStatus(await call("POST", "/api/orders/[id]/pay", { ...order, body: { method: "card" } }), 202);
    await expect
      .poll(async () => (await call("GET", "/api/orders/[id]", order)).json<OrderAnswer>().state, {
        timeout: 20_000,
      })
      .toBe("paid");
    expectStatus(await call("POST", "/api/orders/[id]/cancel", order), 409);
  });

  it("is as described when it is no", async () => {
    const params = { slug: sale.slug };
    expectStatus(await call("GET", "/api/sales/[slug]/state", { params: { slug: "nothing-here" } }), 404);
    expectStatus(await call("POST", "/api/sales/[slug]/ticket", { params }), 401);
    expectStatus(await call("POST", "/api/sales/[slug]/ticket", { params, by: shopper, body: { what: 1 } }), 400);
    const altered = { params: { ...params, ticket: "altered" }, by: shopper };
    expectStatus(await call("POST", "/api/sales/[slug]/attempts/[ticket]", altered), 400);
    const headers = { "idempotency-key": makeKey() };
    expectStatus(await call("POST", "/api/sales/[slug]/attempts/[ticket]", { ...altered, headers }), 403);
    expectStatus(await call("GET", "/api/attempts/[attemptId]", { by: shopper }), 404);
    expectStatus(await call("GET", "/api/orders/[id]", { by: shopper }), 404);
    expectStatus(await call("GET", "/api/orders", { by: shopper, query: "?before=x" }), 400);
  });

  it("is as described of accounts", async () => {
    expectStatus(await call("GET", "/api/auth/session"), 200);
    expectStatus(await call("GET", "/api/auth/session", { by: shopper }), 200);
    expectStatus(await call("GET", "/api/auth/sessions", { by: shopper }), 200);
    const body = { email: "new@example.com", password: "a long password", name: "Noa" };
    expectStatus(await call("POST", "/api/auth/sign-up/email", { body }), 200);
    const wrong = { email: body.email, password: "not this one" };
    expectStatus(await call("POST", "/api/auth/sign-in/email", { body: wrong }), 401);
    expectStatus(await call("POST", "/api/auth/sign-out", {}), 200);
  });
});

describe("what marketers hear", () => {
  const made = async (reply: Promise<Reply>) => {
    const answered = await reply;
    expectStatus(answered, 201);
    return answered.json<AdminSaleAnswer>();
  };

  it("is as described of a sale from its draft to its end", async () => {
    expectStatus(await call("GET", "/api/admin/environment", { by: marketer }), 200);
    const { slug } = await made(call("POST", "/api/admin/sales", { by: marketer, body: saleToSend() }));
    const verb = (name: string, wish: CallWish = {}) =>
      call("POST", `/api/admin/sales/[slug]/${name}`, { by: marketer, params: { slug }, ...wish });
    const one = { by: marketer, params: { slug } };
    expectStatus(await call("GET", "/api/admin/sales", { by: marketer, query: `?q=${slug}` }), 200);
    expectStatus(await call("GET", "/api/admin/sales/[slug]", one), 200);
    const change = { ...one, body: { title: "Another lamp" } };
    expectStatus(await call("PATCH", "/api/admin/sales/[slug]", { ...change, headers: { "if-match": '"1"' } }), 200);
    expectStatus(await call("PATCH", "/api/admin/sales/[slug]", { ...change, headers: { "if-match": '"1"' } }), 409);
    expectStatus(await call("PATCH", "/api/admin/sales/[slug]", change), 400);
    expectStatus(await verb("publish"), 200);
    expectStatus(await call("GET", "/api/admin/sales/[slug]/preflight", one), 200);
    const actions = await call("GET", "/api/admin/sales/[slug]/actions", one);
    const id = actions.json<SaleActionsAnswer>().actions[0]?.id ?? "";
    expectStatus(await verb("actions/[id]/retry", { params: { slug, id } }), 200);
    expectStatus(await call("GET", "/api/admin/sales/[slug]/monitor", one), 200);
    expectStatus(await call("GET", "/api/admin/sales/[slug]/audit", one), 200);
    expectStatus(await verb("pause"), 200);
    expectStatus(await verb("resume"), 200);
    expectStatus(await verb("extend", { body: { minutes: 5 } }), 200);
    const headers = { "idempotency-key": makeKey() };
    expectStatus(await verb("restock", { body: { delta: 3 }, headers }), 200);
    expectStatus(await verb("duplicate"), 201);
    expectStatus(await verb("end"), 200);
    expectStatus(await verb("pause"), 409);
    expectStatus(await verb("cancel", { body: { reason: "A fault." } }), 200);
    const later = await made(call("POST", "/api/admin/sales", { by: marketer, body: saleToSend({ items: [] }) }));
    const refused = await verb("publish", { params: { slug: later.slug } });
    expectStatus(refused, 409);
    expect(refused.json<Problem>().code).toBe("not_ready");
  });

  it("is as described of files, samples and the log", async () => {
    const template = await call("GET", "/api/admin/sales/import", { by: marketer, query: "?bom=1" });
    expectStatus(template, 200);
    const file = { by: marketer, body: template.text, headers: { "content-type": "text/csv" } };
    expectStatus(await call("POST", "/api/admin/sales/import", file), 200);
    expectStatus(await call("POST", "/api/admin/sales/import", { ...file, query: "?dryRun=0" }), 201);
    expectStatus(await call("POST", "/api/admin/sales/import", { ...file, query: "?dryRun=0" }), 400);
    const table = await call("GET", "/api/admin/sales.csv", { by: marketer, query: "?q=example-" });
    expect(table.headers["content-disposition"]).toBe('attachment; filename="sales.csv"');
    // The two sales of the template, whose texts have a blank line, as they came.
    expect(table.text.split("example-").length).toBe(template.text.split("example-").length);
    const sample = await made(call("POST", "/api/admin/sales/sample", { by: marketer }));
    expect(sample.phase).toBe("scheduled");
    expectStatus(await call("GET", "/api/sales/[slug]/state", { params: { slug: sample.slug } }), 200);
    const log = await call("GET", "/api/admin/log", { by: marketer, query: "?object=sale&verb=import" });
    const [entry] = log.json<AdminLogAnswer>().entries;
    expect(entry).toMatchObject({ verb: "import", actor: { id: marketer.userId } });
    expectStatus(await call("GET", "/api/admin/log/[id]", { by: marketer, params: { id: entry?.id ?? "" } }), 200);
    expectStatus(await call("GET", "/api/admin/log/[id]", { by: marketer, params: { id: "lamp" } }), 404);
    expectStatus(await call("GET", "/api/admin/log", { by: marketer, query: "?from=yesterday" }), 400);
    const verdict = await call("GET", "/api/admin/log/verify", { by: marketer });
    expect(verdict.json()).toMatchObject({ intact: true, broken: null, next: null });
    const csv = await call("GET", "/api/admin/log.csv", { by: marketer, query: "?verb=import&bom=1" });
    expect(csv.text.trimEnd().split("\r\n")).toHaveLength(3);
  });
});

describe("what the store's people hear", () => {
  it("is as described of orders", async () => {
    const [buyer] = await makeShoppers(shop.pool, shop.keys, 1, { offset: 20, appOrigin: shop.client.origin });
    if (buyer === undefined) throw new Error("no buyer");
    const bought = await buy(shop.client, buyer, { slug: sale.slug });
    const { attemptId } = bought.json<AcceptedAnswer>();
    const { orderId: id = "" } = await untilAttempt(shop.client, buyer, attemptId, ({ state }) => state === "reserved");
    const one = { by: marketer, params: { id } };
    const reason = { reason: "Asked for by the buyer." };
    expectStatus(await call("GET", "/api/admin/orders", { by: marketer, query: `?sale=${sale.slug}` }), 200);
    expectStatus(await call("GET", "/api/admin/orders", { by: marketer, query: "?state=lost" }), 400);
    expectStatus(await call("GET", "/api/admin/orders/[id]", one), 200);
    expectStatus(await call("GET", "/api/admin/orders/[id]", { by: marketer }), 404);
    expectStatus(await call("POST", "/api/admin/orders/[id]/refund", { ...one, body: reason }), 409);
    expectStatus(await call("POST", "/api/admin/orders/[id]/resend-mail", one), 409);
    expectStatus(await call("POST", "/api/admin/orders/[id]/release", { ...one, body: reason }), 200);
    const refunds = { by: marketer, body: { ids: [id], ...reason } };
    expectStatus(await call("POST", "/api/admin/orders/refund", refunds), 200);
    expectStatus(await call("GET", "/api/admin/orders.csv", { by: marketer, query: "?bom=1" }), 200);
    const ofSale = { by: marketer, params: { slug: sale.slug } };
    expectStatus(await call("GET", "/api/admin/sales/[slug]/orders.csv", ofSale), 200);
  });

  it("is as described of users, settings and keys", async () => {
    const someone = { by: admin, params: { id: shopper.userId } };
    expectStatus(await call("GET", "/api/admin/users", { by: marketer }), 403);
    expectStatus(await call("GET", "/api/admin/users", { by: admin, query: "?role=shopper" }), 200);
    expectStatus(await call("GET", "/api/admin/users/[id]", someone), 200);
    expectStatus(await call("PATCH", "/api/admin/users/[id]", { ...someone, body: { level: 2 } }), 200);
    const suspending = { ...someone, body: { reason: "A test of suspending." } };
    expectStatus(await call("POST", "/api/admin/users/[id]/suspend", suspending), 200);
    expectStatus(await call("POST", "/api/admin/users/[id]/restore", someone), 200);
    const oneself = { by: admin, params: { id: admin.userId }, body: { role: "shopper" } };
    expectStatus(await call("PATCH", "/api/admin/users/[id]", oneself), 409);
    const settings = await call("GET", "/api/admin/settings", { by: marketer });
    expectStatus(settings, 200);
    const headers = { "if-match": String(settings.headers.etag) };
    const change = { by: admin, body: { storeName: "Another store" } };
    expectStatus(await call("PATCH", "/api/admin/settings", { ...change, headers }), 200);
    expectStatus(await call("PATCH", "/api/admin/settings", { ...change, headers }), 409);
    expectStatus(await call("PATCH", "/api/admin/load", { by: marketer, body: { buysServed: "half" } }), 200);
    expectStatus(await call("PATCH", "/api/admin/load", { by: marketer, body: { buysServed: "some" } }), 400);
    expectStatus(await call("PATCH", "/api/admin/load", { by: marketer, body: { buysServed: "all" } }), 200);
    expectStatus(await call("GET", "/api/admin/load", { by: marketer }), 200);
    const wish = { by: admin, body: { name: "Script", scopes: ["log:read"] } };
    const made = await call("POST", "/api/admin/api-keys", wish);
    expectStatus(made, 201);
    const key = made.json<{ id: string; key: string }>();
    expectStatus(await call("GET", "/api/admin/api-keys", { by: admin }), 200);
    const byKey = { headers: { authorization: `Bearer ${key.key}` } };
    expectStatus(await call("GET", "/api/admin/log", byKey), 200);
    expectStatus(await call("GET", "/api/admin/sales.csv", byKey), 403);
    expectStatus(await call("GET", "/api/admin/api-keys", byKey), 403);
    expectStatus(await call("DELETE", "/api/admin/api-keys/[id]", { by: admin, params: { id: key.id } }), 204);
    expectStatus(await call("GET", "/api/admin/log", byKey), 401);
  });
});

describe("the description itself", () => {
  it("is kept by caches until it changes", async () => {
    const reply = await call("GET", "/api/openapi.json");
    expectStatus(reply, 200);
    expect(reply.headers["cache-control"]).toBe("public, max-age=300");
    expect(reply.json()).toMatchObject({ openapi: "3.1.0", servers: [{ url: shop.client.origin }] });
    const etag = String(reply.headers.etag);
    expectStatus(await call("GET", "/api/openapi.json", { headers: { "if-none-match": etag } }), 304);
    expectStatus(await call("GET", "/api/openapi.json", { headers: { "if-none-match": '"other"' } }), 200);
  });

  it("fits the test tools", async () => {
    expectStatus(await call("POST", "/api/test/seed", { body: { scenario: "live-plenty" } }), 201);
    expectStatus(await call("POST", "/api/test/clock", { body: { offsetMs: 0 } }), 200);
  });
});
