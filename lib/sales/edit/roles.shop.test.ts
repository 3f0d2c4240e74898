import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hotRoutes } from "../../../app/api/hot-routes";
import { createApiKeys } from "../../accounts/api-keys/create-api-keys";
import type { ApiKeys } from "../../accounts/api-keys/ports";
import {
  type AdminLogAnswer,
  type AdminSaleAnswer,
  type ApiKeyMadeAnswer,
  type ApiKeyScope,
  apiKeyScopes,
  type Problem,
  type SaleActionsAnswer,
} from "../../domain";
import { recordChange } from "../../log/record-change";
import { makeKey } from "../../testing/buyers";
import { createAccount } from "../../testing/factories";
import type { Reply } from "../../testing/http-client";
import { createMarketer, type Marketer, saleToSend } from "../../testing/marketer";
import { makeShoppers } from "../../testing/session-cookies";
import { type Shop, startShop } from "../../testing/shop";
import { placeOrder } from "../../testing/shop-orders";

// Every address under /api/admin with every kind of caller. A route that is not in the table fails the first test.

type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Endpoint {
  readonly method: Method;
  /** As the folders in app/api name it. */
  readonly path: string;
  /** The verb that brings a new draft into the state it needs. */
  readonly state?: "published" | "paused";
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  /** Not even marketers may call it. */
  readonly only?: "admin";
}

const sale = "/api/admin/sales/[slug]";
const later = new Date(Date.now() + 7_200_000).toISOString();

/** A dry run takes it. */
const salesFile = "slug,title,price,starts_at,ends_at\nlamp,Lamp,79,2026-12-01 10:00,2026-12-01 11:00\n";

const picture = await sharp({ create: { width: 80, height: 100, channels: 3, background: "teal" } })
  .png()
  .toBuffer();

const newKey = { name: "Nightly import", scopes: ["sales:read"] };

const endpoints: readonly Endpoint[] = [
  { method: "GET", path: "/api/admin/sales", status: 200 },
  { method: "POST", path: "/api/admin/sales", status: 201 },
  { method: "GET", path: sale, status: 200 },
  { method: "PATCH", path: sale, body: { title: "Another" }, headers: { "if-match": '"1"' }, status: 200 },
  { method: "POST", path: `${sale}/publish`, status: 200 },
  { method: "POST", path: `${sale}/pause`, state: "published", status: 200 },
  { method: "POST", path: `${sale}/resume`, state: "paused", status: 200 },
  { method: "POST", path: `${sale}/extend`, state: "published", body: { endsAt: later }, status: 200 },
  { method: "POST", path: `${sale}/end`, state: "published", status: 200 },
  { method: "POST", path: `${sale}/cancel`, state: "published", body: { reason: "A fault." }, status: 200 },
  {
    method: "POST",
    path: `${sale}/restock`,
    state: "published",
    body: { delta: 1 },
    headers: { "idempotency-key": makeKey() },
    status: 200,
  },
  { method: "POST", path: `${sale}/duplicate`, status: 201 },
  { method: "GET", path: `${sale}/audit`, status: 200 },
  { method: "GET", path: `${sale}/monitor`, status: 200 },
  { method: "GET", path: `${sale}/preflight`, status: 200 },
  { method: "GET", path: `${sale}/actions`, status: 200 },
  { method: "GET", path: "/api/admin/environment", status: 200 },
  { method: "GET", path: "/api/admin/load", status: 200 },
  { method: "PATCH", path: "/api/admin/load", body: { buysServed: "all" }, status: 200 },
  { method: "POST", path: `${sale}/actions/[id]/retry`, state: "published", status: 200 },
  { method: "GET", path: "/api/admin/sales.csv", status: 200 },
  { method: "GET", path: "/api/admin/sales/import", status: 200 },
  {
    method: "POST",
    path: "/api/admin/sales/import",
    body: salesFile,
    headers: { "content-type": "text/csv" },
    status: 200,
  },
  { method: "POST", path: "/api/admin/sales/sample", status: 201 },
  { method: "GET", path: "/api/admin/log", status: 200 },
  { method: "GET", path: "/api/admin/log/[id]", status: 200 },
  { method: "GET", path: "/api/admin/log/verify", status: 200 },
  { method: "GET", path: "/api/admin/log.csv", status: 200 },
  { method: "GET", path: "/api/admin/orders", status: 200 },
  { method: "GET", path: "/api/admin/orders.csv", status: 200 },
  { method: "GET", path: `${sale}/orders.csv`, status: 200 },
  { method: "GET", path: "/api/admin/orders/[id]", status: 200 },
  { method: "POST", path: "/api/admin/orders/[id]/refund", body: { reason: "A fault" }, status: 200 },
  { method: "POST", path: "/api/admin/orders/[id]/release", body: { reason: "A fault" }, status: 200 },
  { method: "POST", path: "/api/admin/orders/[id]/resend-mail", status: 200 },
  { method: "POST", path: "/api/admin/orders/refund", body: { ids: ["o1_x"], reason: "A fault" }, status: 200 },
  { method: "GET", path: "/api/admin/users", status: 200, only: "admin" },
  { method: "GET", path: "/api/admin/users/[id]", status: 200, only: "admin" },
  { method: "PATCH", path: "/api/admin/users/[id]", body: { level: 2 }, status: 200, only: "admin" },
  { method: "POST", path: "/api/admin/users/[id]/suspend", body: { reason: "A test" }, status: 200, only: "admin" },
  { method: "POST", path: "/api/admin/users/[id]/restore", status: 200, only: "admin" },
  { method: "POST", path: "/api/admin/uploads", body: picture, headers: { "content-type": "image/png" }, status: 201 },
  { method: "GET", path: "/api/admin/settings", status: 200 },
  { method: "PATCH", path: "/api/admin/settings", headers: { "if-match": '"1"' }, status: 200, only: "admin" },
  {
    method: "POST",
    path: "/api/admin/settings/test-mail",
    body: { to: "ana@example.com" },
    status: 202,
    only: "admin",
  },
  { method: "GET", path: "/api/admin/api-keys", status: 200, only: "admin" },
  { method: "POST", path: "/api/admin/api-keys", body: newKey, status: 201, only: "admin" },
  { method: "DELETE", path: "/api/admin/api-keys/[id]", status: 204, only: "admin" },
];

let shop: Shop;
let marketer: Marketer;
let admin: Marketer;
let shopper: Marketer;
let apiKeys: ApiKeys;
const accountIds = new Map<"shopper" | "marketer" | "admin", string>();

beforeAll(async () => {
  shop = await startShop();
  apiKeys = createApiKeys({ pool: shop.pool, recordChange });
  const as = async (role: "shopper" | "marketer" | "admin") => {
    const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role, appOrigin: shop.client.origin });
    if (account === undefined) throw new Error(`no ${role}`);
    accountIds.set(role, account.userId);
    return createMarketer(shop.client, account.cookie);
  };
  [marketer, admin, shopper] = [await as("marketer"), await as("admin"), await as("shopper")];
});

afterAll(async () => {
  await shop?.stop();
});

async function prepare({ path, state }: Endpoint): Promise<string> {
  if (path === "/api/admin/log/[id]") {
    const { entries } = (await marketer.send("GET", "/api/admin/log")).json<AdminLogAnswer>();
    return path.replace("[id]", entries[0]?.id ?? "");
  }
  if (path.startsWith("/api/admin/orders/[id]")) {
    return path.replace("[id]", await placeOrder(shop.pool, path.endsWith("/release") ? "reserved" : "paid"));
  }
  if (path.startsWith("/api/admin/users/[id]")) return path.replace("[id]", (await createAccount(shop.pool)).id);
  if (path.startsWith("/api/admin/api-keys/[id]")) {
    const made = await admin.send("POST", "/api/admin/api-keys", newKey);
    return path.replace("[id]", String(made.json<ApiKeyMadeAnswer>().id));
  }
  if (!path.includes("[slug]")) return path;
  const { slug } = await marketer.create();
  if (state !== undefined) await marketer.steer(slug, "publish");
  if (state === "paused") await marketer.steer(slug, "pause");
  const named = path.replace("[slug]", slug);
  if (!named.includes("/actions/[id]")) return named;
  const actions = await marketer.send("GET", `/api/admin/sales/${slug}/actions`);
  return named.replace("[id]", actions.json<SaleActionsAnswer>().actions[0]?.id ?? "");
}

const bodyOf = (endpoint: Endpoint) =>
  endpoint.body ?? (endpoint.status === 201 && endpoint.path === "/api/admin/sales" ? saleToSend() : {});

/** What the route of an endpoint asks of a key. */
function scopeOf({ path, method }: Endpoint): ApiKeyScope | null {
  const handler: unknown = hotRoutes[path]?.[method];
  const rules = handler instanceof Function && "rules" in handler ? handler.rules : null;
  if (typeof rules !== "object" || rules === null || !("scope" in rules)) throw new Error(`${path} names no scope`);
  return apiKeyScopes.find((scope) => scope === rules.scope) ?? null;
}

async function makeKeyOf(role: "shopper" | "marketer" | "admin", scopes: readonly ApiKeyScope[]) {
  const actor = { accountId: accountIds.get(role) ?? "", requestId: "r-1", address: null };
  const { id, key } = await apiKeys.make({ name: `Key of a ${role}`, scopes }, actor);
  return { key, revoke: () => apiKeys.revoke(id, actor) };
}

/** As a script from anywhere sends it: a key and nothing else that could help. */
async function sendByKey(endpoint: Endpoint, key: string): Promise<Reply> {
  const { method, headers = {} } = endpoint;
  return shop.client.send(await prepare(endpoint), {
    method,
    headers: { ...headers, authorization: `Bearer ${key}`, origin: "https://script.example" },
    ...(method === "GET" ? {} : { body: bodyOf(endpoint) }),
  });
}

describe("the addresses of the admin", () => {
  it("are all in this table", async () => {
    const root = join(import.meta.dirname, "../../../app/api/admin");
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith("route.ts"));
    const found = await Promise.all(
      files.map(async (file) => {
        const text = await readFile(join(root, file), "utf8");
        const methods = [...text.matchAll(/export const (GET|POST|PATCH|PUT|DELETE) =/g)].map(([, method]) => method);
        const folder = dirname(file) === "." ? "" : `/${dirname(file)}`;
        return methods.map((method) => `${method} /api/admin${folder}`);
      }),
    );
    expect(found.flat().sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
  });

  describe.each(endpoints)("$method $path", (endpoint) => {
    it("is 401 for nobody, 403 for shoppers and from other sites, and works for those it is for", async () => {
      const { method, headers = {}, status, only } = endpoint;
      const path = await prepare(endpoint);
      const body = bodyOf(endpoint);
      const nobody = await shop.client.send(path, { method, headers, ...(method === "GET" ? {} : { body }) });
      expect(nobody.status).toBe(401);
      expect(nobody.json<Problem>().code).toBe("not_signed_in");
      const forbidden = await shopper.send(method, path, body, headers);
      expect(forbidden.status).toBe(403);
      expect(forbidden.json<Problem>().code).toBe("forbidden");
      if (method !== "GET") {
        const foreign = await marketer.send(method, path, body, { ...headers, origin: "https://evil.example" });
        expect(foreign.json<Problem>().code).toBe("cross_site");
      }
      const allowed = await marketer.send(method, path, body, headers);
      expect(allowed.status, allowed.text).toBe(only === "admin" ? 403 : status);
      const byAdmin = await admin.send(method, await prepare(endpoint), bodyOf(endpoint), headers);
      expect(byAdmin.status, byAdmin.text).toBe(status);
    });

    it("works by keys that have its scope, as far as their owners may, and by no others", async () => {
      const { status, only } = endpoint;
      const scope = scopeOf(endpoint);
      const fitting = await makeKeyOf("admin", scope === null ? apiKeyScopes : [scope]);
      const allowed = await sendByKey(endpoint, fitting.key);
      expect(allowed.status, allowed.text).toBe(scope === null ? 403 : status);
      const others = await makeKeyOf(
        "admin",
        apiKeyScopes.filter((other) => other !== scope),
      );
      const lacking = await sendByKey(endpoint, others.key);
      expect([lacking.status, lacking.json<Problem>().code]).toEqual([403, "forbidden"]);
      const shoppers = await sendByKey(endpoint, (await makeKeyOf("shopper", apiKeyScopes)).key);
      expect([shoppers.status, shoppers.json<Problem>().code]).toEqual([403, "forbidden"]);
      const marketers = await sendByKey(endpoint, (await makeKeyOf("marketer", apiKeyScopes)).key);
      expect(marketers.status, marketers.text).toBe(scope === null || only === "admin" ? 403 : status);
      await fitting.revoke();
      const revoked = await sendByKey(endpoint, fitting.key);
      expect([revoked.status, revoked.json<Problem>().code]).toEqual([401, "not_signed_in"]);
    });
  });
});

describe("an API key", () => {
  const read: Endpoint = { method: "GET", path: "/api/admin/sales", status: 200 };
  const send = async (key: string) => (await sendByKey(read, key)).status;

  it("is made in the admin, works until it is revoked there, and is named in the log", async () => {
    const scopes = ["sales:read", "sales:write"];
    const made = (await admin.send("POST", "/api/admin/api-keys", { name: "Robot", scopes })).json<ApiKeyMadeAnswer>();
    expect(await send(made.key)).toBe(200);
    const { slug } = await marketer.create();
    const renamed = await shop.client.send(`/api/admin/sales/${slug}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${made.key}`, "if-match": '"1"' },
      body: { title: "Renamed" },
    });
    expect(renamed.status, renamed.text).toBe(200);
    const { entries } = (await marketer.send("GET", `/api/admin/log?object=sale:${slug}`)).json<AdminLogAnswer>();
    expect(entries[0]?.actor).toEqual({ id: accountIds.get("admin"), name: expect.any(String), key: "Robot" });
    expect(entries[1]?.actor).toMatchObject({ id: accountIds.get("marketer"), key: null });
    expect((await admin.send("DELETE", `/api/admin/api-keys/${made.id}`)).status).toBe(204);
    expect(await send(made.key)).toBe(401);
  });

  it("rests while its owner is suspended, and goes with the owner's role", async () => {
    const { id } = await createAccount(shop.pool, { role: "admin" });
    const { key } = await apiKeys.make(
      { name: "Robot", scopes: ["sales:read"] },
      { accountId: id, requestId: "r-1", address: null },
    );
    expect(await send(key)).toBe(200);
    expect((await admin.send("POST", `/api/admin/users/${id}/suspend`, { reason: "A test" })).status).toBe(200);
    expect(await send(key)).toBe(401);
    expect((await admin.send("POST", `/api/admin/users/${id}/restore`)).status).toBe(200);
    expect(await send(key)).toBe(200);
    expect((await admin.send("PATCH", `/api/admin/users/${id}`, { role: "shopper" })).status).toBe(200);
    expect(await send(key)).toBe(403);
  });

  it("opens nothing that belongs to a shopper", async () => {
    const { key } = await makeKeyOf("admin", apiKeyScopes);
    const orders = await shop.client.send("/api/orders", { headers: { authorization: `Bearer ${key}` } });
    expect(orders.status).toBe(401);
  });
});

describe("a role", () => {
  it("that was taken away counts at once, although the pass still names it", async () => {
    const [account] = await makeShoppers(shop.pool, shop.keys, 1, {
      role: "marketer",
      offset: 50,
      appOrigin: shop.client.origin,
    });
    if (account === undefined) throw new Error("no marketer");
    const former = createMarketer(shop.client, account.cookie);
    expect((await former.send("GET", "/api/admin/sales")).status).toBe(200);
    await shop.pool.query("UPDATE accounts SET role = 'shopper' WHERE id = $1", [account.userId]);
    expect((await former.send("GET", "/api/admin/sales")).status).toBe(403);
  });
});

describe("what is sent as a sale", () => {
  it.each([
    ["an unknown field", { colour: "red" }],
    ["a field only the shop sets", { status: "published" }],
    ["a time without a zone", { startsAt: "2026-11-27T09:00:00" }],
    ["a time zone that is an offset", { timeZone: "+01:00" }],
    ["an unknown time zone", { timeZone: "Mars/Olympus" }],
    ["money as a number", { price: 79 }],
    ["two currencies", { regularPrice: { minor: 12_900, currency: "USD" } }],
    ["an item twice", { items: ["A", "A"].map((sku) => ({ sku, name: sku, stock: 1 })) }],
    ["more released than there is", { releases: [{ at: new Date(Date.now() + 600_000).toISOString(), quantity: 11 }] }],
    ["a release outside the sale", { releases: [{ at: new Date(Date.now() - 600_000).toISOString(), quantity: 1 }] }],
    ["a picture that is a script", { images: [{ url: "javascript:alert(1)", alt: "x" }] }],
    ["a picture of another site in disguise", { images: [{ url: "//evil.example/x.png", alt: "x" }] }],
    ["a picture without a description", { images: [{ url: "/x.svg", alt: "" }] }],
    ["an end before the start", { endsAt: new Date(Date.now() - 600_000).toISOString() }],
    ["a text with control characters", { title: "Lamp\u0000" }],
    ["a description of more than 10 kB", { description: "x".repeat(10_241) }],
    ["a hold of a minute less a second", { paymentWindowSeconds: 59 }],
    ["a slug with capitals", { slug: "Aurora" }],
  ])("is refused with %s, and the field is named", async (_, wish) => {
    const reply = await marketer.send("POST", "/api/admin/sales", saleToSend(wish));
    expect(reply.status, reply.text).toBe(400);
    const { errors = [] } = reply.json<Problem>();
    const [field = ""] = Object.keys(wish);
    expect(
      errors.some((error) => error.path.startsWith(field) || error.message.includes(field)),
      reply.text,
    ).toBe(true);
  });

  it("is refused when it would reach for what every object has", async () => {
    const text = JSON.stringify(saleToSend()).replace(/^\{/, '{"__proto__":{"status":"published"},');
    const reply = await marketer.send("POST", "/api/admin/sales", text);
    expect(reply.status).toBe(400);
    expect(reply.json<Problem>().errors?.[0]?.message).toContain("__proto__");
  });

  it("is kept as plain text, whatever it looks like", async () => {
    const title = "<script>alert('1')</script> & =1+1";
    const made = await marketer.create({ title, description: "Line one\n\tLine two 😀" });
    expect(made).toMatchObject({ title, description: "Line one\n\tLine two 😀" });
  });

  it("may be of 10 kB and the answer is the sale that was sent", async () => {
    const sent = saleToSend({ description: "ü".repeat(5_120) });
    const reply = await marketer.send("POST", "/api/admin/sales", sent);
    expect(reply.status, reply.text).toBe(201);
    expect(reply.headers.location).toBe(`/api/admin/sales/${sent.slug}`);
    expect(reply.json<AdminSaleAnswer>()).toMatchObject(sent);
  });

  it("is refused with a readable sentence when its slug is taken", async () => {
    const { slug } = await marketer.create();
    const reply = await marketer.send("POST", "/api/admin/sales", saleToSend({ slug }));
    expect(reply.status).toBe(409);
    expect(reply.json<Problem>()).toMatchObject({ code: "conflict", detail: expect.stringContaining(slug) });
  });

  it("is not published while a check blocks it, and the list of checks says which", async () => {
    const { slug } = await marketer.create({ admission: "draw" });
    const reply = await marketer.send("POST", `/api/admin/sales/${slug}/publish`);
    expect(reply.status).toBe(409);
    const problem = reply.json<Problem>();
    expect(problem).toMatchObject({ code: "not_ready", ready: false });
    expect(problem.checks?.filter((check) => check.level === "block").map((check) => check.name)).toEqual([
      "admission",
    ]);
  });
});
