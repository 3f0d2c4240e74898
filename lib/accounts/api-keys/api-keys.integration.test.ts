import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ApiKeyScope, apiKeyScopes, type Problem, type Role } from "../../domain";
import { type Answer, type HttpRequest, jsonAnswer } from "../../http/message";
import { type Actor, createRoute } from "../../http/route";
import { createLog } from "../../log/create-log";
import type { LogActor } from "../../log/ports";
import { recordChange } from "../../log/record-change";
import { verifyLog } from "../../log/verify-log";
import { createAccount } from "../../testing/factories";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { createApiKeys } from "./create-api-keys";
import type { ApiKeys } from "./ports";

let database: TestDatabase;
let apiKeys: ApiKeys;
let admin: LogActor;

beforeAll(async () => {
  database = await createTestDatabase();
  apiKeys = createApiKeys({ pool: database.pool, recordChange });
});

afterAll(() => database?.drop());

beforeEach(async () => {
  const account = await createAccount(database.pool, { role: "admin", name: "Ana" });
  admin = { accountId: account.id, requestId: "r-1", address: null };
});

const makeKey = (scopes: readonly ApiKeyScope[] = ["sales:read"], name = "Nightly import") =>
  apiKeys.make({ name, scopes }, admin);
const setRole = (role: Role) =>
  database.pool.query("UPDATE accounts SET role = $2 WHERE id = $1", [admin.accountId, role]);
const ask = (key: string, scope: ApiKeyScope | null = "sales:read") =>
  apiKeys.authorize(key, { roles: ["marketer", "admin"], scope });
const lastUse = async (id: number) => (await apiKeys.list()).keys.find((key) => key.id === id)?.lastUsedAt;

describe("an API key", () => {
  it("lets its owner's scripts in, under the owner's name and its own", async () => {
    const { key } = await makeKey();
    expect(await ask(key)).toMatchObject({
      word: "ok",
      account: { id: admin.accountId, name: "Ana", role: "admin" },
      keyName: "Nightly import",
    });
  });

  it("has 256 random bits, of which the shop keeps a hash and the first eight characters", async () => {
    const one = await makeKey();
    const other = await makeKey();
    expect(one.key).toMatch(/^zh_[A-Za-z0-9_-]{43}$/);
    expect(one.key).not.toBe(other.key);
    expect(one.prefix).toBe(one.key.slice(0, 11));
    const { rows } = await database.pool.query("SELECT * FROM api_keys WHERE id = $1", [one.id]);
    expect(JSON.stringify(rows)).not.toContain(one.key.slice(11));
  });

  it.each<[string, (key: string) => string]>([
    ["nobody has", () => "zh_0000000000000000000000000000000000000000000"],
    ["is empty", () => ""],
    ["is another's beginning", (key) => key.slice(0, -1)],
    ["goes on", (key) => `${key}A`],
    ["is written in capitals", (key) => key.toUpperCase()],
    ["is its own hash", () => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("that %s is unknown", async (_, alter) => {
    const { key } = await makeKey();
    expect(await ask(alter(key))).toEqual({ word: "unknown" });
    expect((await ask(key)).word).toBe("ok");
  });

  it.each(apiKeyScopes)("with the scope %s may that and nothing else", async (scope) => {
    const { key } = await makeKey([scope]);
    for (const other of apiKeyScopes) expect((await ask(key, other)).word).toBe(other === scope ? "ok" : "lacks_scope");
    expect((await ask(key, null)).word).toBe("lacks_scope");
  });

  it("is dead from the moment it is revoked, for good", async () => {
    const { id, key } = await makeKey();
    expect(await apiKeys.revoke(id, admin)).toEqual({ word: "revoked" });
    expect(await ask(key)).toEqual({ word: "unknown" });
    expect(await apiKeys.revoke(id, admin)).toEqual({ word: "revoked" });
    expect(await apiKeys.revoke(999_999_999, admin)).toEqual({ word: "not_found" });
  });

  it("rests while its owner is suspended", async () => {
    const { key } = await makeKey();
    await database.pool.query("UPDATE accounts SET banned = true WHERE id = $1", [admin.accountId]);
    expect(await ask(key)).toEqual({ word: "unknown" });
    await database.pool.query("UPDATE accounts SET ban_expires = now() - interval '1 second' WHERE id = $1", [
      admin.accountId,
    ]);
    expect((await ask(key)).word).toBe("ok");
  });

  it("never may more than its owner's role now", async () => {
    const { key } = await makeKey(["users:read"]);
    const demand = { roles: ["admin"], scope: "users:read" } as const;
    expect((await apiKeys.authorize(key, demand)).word).toBe("ok");
    await setRole("marketer");
    expect((await apiKeys.authorize(key, demand)).word).toBe("forbidden");
    await setRole("shopper");
    expect((await ask(key, "users:read")).word).toBe("forbidden");
    await setRole("admin");
    expect((await apiKeys.authorize(key, demand)).word).toBe("ok");
  });

  it("notes its use at most once a minute", async () => {
    const { id, key } = await makeKey();
    expect(await lastUse(id)).toBeNull();
    await ask(key);
    const first = await lastUse(id);
    expect(first).toEqual(expect.any(String));
    await ask(key);
    expect(await lastUse(id)).toBe(first);
    await database.pool.query("UPDATE api_keys SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [id]);
    await ask(key);
    expect(Date.parse((await lastUse(id)) ?? "")).toBeGreaterThanOrEqual(Date.parse(first ?? ""));
  });
});

describe("the list of keys", () => {
  it("has them newest first, the revoked ones too, and no secret", async () => {
    const old = await makeKey(["orders:read", "sales:write"], "Old");
    const fresh = await makeKey(["log:read"], "Fresh");
    await apiKeys.revoke(old.id, admin);
    const { keys } = await apiKeys.list();
    expect(keys.slice(0, 2)).toMatchObject([
      { id: fresh.id, name: "Fresh", scopes: ["log:read"], revokedAt: null, owner: { id: admin.accountId } },
      { id: old.id, name: "Old", scopes: ["sales:write", "orders:read"], revokedAt: expect.any(String) },
    ]);
    expect(JSON.stringify(keys)).not.toContain(old.key);
  });

  it("has every key that works, however many were made and revoked since", async () => {
    const old = await makeKey(["log:read"], "Old and in use");
    await database.pool.query(
      `INSERT INTO api_keys (account_id, name, prefix, hash, scopes, revoked_at)
       SELECT $1, 'gone', 'zh_gone', 'gone-' || number, '{}', now() FROM generate_series(1, 600) AS number`,
      [admin.accountId],
    );
    const { keys } = await apiKeys.list();
    expect(keys.map(({ id }) => id)).toContain(old.id);
    expect(keys.map(({ id }) => id)).toEqual(keys.map(({ id }) => id).toSorted((left, right) => right - left));
    expect(keys.length).toBeLessThanOrEqual(500);
  });
});

describe("the log", () => {
  it("has the making and the revoking of a key once each, without the key", async () => {
    const made = await makeKey(["sales:read", "sales:read"]);
    await apiKeys.revoke(made.id, admin);
    await apiKeys.revoke(made.id, admin);
    const entries = await entriesOf(`api_key:${made.id}`);
    expect(entries.map(({ verb, after }) => [verb, after])).toEqual([
      ["revoke", { name: "Nightly import", prefix: made.prefix, revokedAt: expect.any(String) }],
      ["create", { name: "Nightly import", prefix: made.prefix, scopes: ["sales:read"] }],
    ]);
    expect(JSON.stringify(entries)).not.toContain(made.key);
  });

  it("names the key by which something was changed, and covers the name with its hash", async () => {
    const change = { verb: "change", object: `sale:${admin.accountId}`, before: null, after: { title: "Lamp" } };
    await database.pool.transaction((client) => recordChange(client, { ...change, actor: admin }));
    await database.pool.transaction((client) =>
      recordChange(client, { ...change, actor: { ...admin, keyName: "Nightly import" } }),
    );
    const entries = await entriesOf(change.object);
    expect(entries.map(({ actor }) => actor)).toEqual([
      { id: admin.accountId, name: "Ana", key: "Nightly import" },
      { id: admin.accountId, name: "Ana", key: null },
    ]);
    expect((await verifyLog(database.pool)).word).toBe("intact");
    await tamper(`UPDATE admin_log SET actor_key = 'Another' WHERE id = ${entries[0]?.id}`);
    expect((await verifyLog(database.pool)).word).toBe("broken");
    await tamper(`UPDATE admin_log SET actor_key = 'Nightly import' WHERE id = ${entries[0]?.id}`);
    await tamper(`UPDATE admin_log SET actor_key = 'Nobody' WHERE id = ${entries[1]?.id}`);
    expect((await verifyLog(database.pool)).word).toBe("broken");
    await tamper(`UPDATE admin_log SET actor_key = NULL WHERE id = ${entries[1]?.id}`);
    expect((await verifyLog(database.pool)).word).toBe("intact");
  });
});

describe("a route of a role", () => {
  const origin = "https://shop.example";
  /** Signed in by a cookie as somebody else, so that it shows who counts. */
  const signedIn: Actor["account"] = { id: "cookie", name: "Ben", email: "ben@example.com", role: "admin", level: 0 };

  async function call(headers: Record<string, string>, scope: ApiKeyScope | null = "sales:write"): Promise<Answer> {
    const route = createRoute(async () => ({
      appOrigin: origin,
      trustedProxyHops: 0,
      accounts: {
        requireRole: async ({ cookieHeader }) =>
          cookieHeader === "session" ? { word: "ok", account: signedIn } : { word: "not_signed_in" },
      },
      apiKeys,
      readPass: () => null,
      logFailure(error) {
        throw error;
      },
    }));
    const handler = route({ access: "admin", scope }, ({ actor }) =>
      jsonAnswer(200, { id: actor.account.id, key: actor.keyName }),
    );
    const request: HttpRequest = {
      method: "POST",
      pathname: "/api/admin/x",
      searchParams: new URLSearchParams(),
      header: (name) => headers[name] ?? null,
      readBody: async () => "",
      readBytes: async () => Buffer.alloc(0),
      peerAddress: null,
    };
    return handler.answer(request, {});
  }

  const said = async (answering: Promise<Answer>) => {
    const { status, body, headers } = await answering;
    return { status, challenge: headers["WWW-Authenticate"], ...JSON.parse(body ?? "{}") };
  };
  const codeOf = async (answering: Promise<Answer>) => ((await said(answering)) as Problem).code;

  it("takes a key from anywhere, since no browser adds one by itself", async () => {
    const { key } = await makeKey(["sales:write"]);
    const expected = { status: 200, id: admin.accountId, key: "Nightly import" };
    expect(await said(call({ authorization: `Bearer ${key}` }))).toMatchObject(expected);
    expect(await said(call({ authorization: `bearer  ${key} `, origin: "https://evil.example" }))).toMatchObject(
      expected,
    );
    expect(await said(call({ authorization: `Bearer ${key}`, "sec-fetch-site": "cross-site" }))).toMatchObject(
      expected,
    );
  });

  it("acts for the key's owner when a session's cookie comes along", async () => {
    const { key } = await makeKey(["sales:write"]);
    expect(await said(call({ authorization: `Bearer ${key}`, cookie: "session" }))).toMatchObject({
      id: admin.accountId,
    });
  });

  it.each(["Bearer", "Bearer ", "Bearer zh_wrong", "bearer x y", "BEARER zh_wrong"])(
    "does not fall back to the cookie, or to the same origin, for %o",
    async (authorization) => {
      const answer = await said(call({ authorization, cookie: "session", origin }));
      expect(answer).toMatchObject({ status: 401, code: "not_signed_in" });
      expect(answer.challenge).toContain("invalid_token");
    },
  );

  it("leaves other schemes, which are a proxy's, to the proxy", async () => {
    const headers = { authorization: "Basic dXNlcjpwYXNz", cookie: "session" };
    expect(await said(call({ ...headers, origin }))).toMatchObject({ status: 200, id: "cookie", key: null });
    expect(await codeOf(call({ ...headers, origin: "https://evil.example" }))).toBe("cross_site");
  });

  it("refuses a key without its scope, and says which", async () => {
    const { key } = await makeKey(["sales:read"]);
    const answer = await said(call({ authorization: `Bearer ${key}` }));
    expect(answer).toMatchObject({ status: 403, code: "forbidden", detail: expect.stringContaining("sales:write") });
    expect(answer.challenge).toContain('scope="sales:write"');
  });

  it("refuses every key where a person is wanted", async () => {
    const { key } = await makeKey([...apiKeyScopes]);
    expect(await said(call({ authorization: `Bearer ${key}` }, null))).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    expect(await said(call({ cookie: "session", origin }, null))).toMatchObject({ status: 200 });
  });
});

const entriesOf = (object: string) =>
  createLog({ pool: database.pool }).list({
    object,
    actorId: null,
    verb: null,
    fromMs: null,
    toMs: null,
    before: null,
    max: 10,
  });

async function tamper(sql: string): Promise<void> {
  await database.pool.query("ALTER TABLE admin_log DISABLE TRIGGER admin_log_append_only");
  await database.pool.query(sql);
  await database.pool.query("ALTER TABLE admin_log ENABLE TRIGGER admin_log_append_only");
}
