import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pass, SessionAnswer } from "../domain";
import {
  answerDevices,
  answerEndDevice,
  answerEndOthers,
  answerSession,
  answerSignIn,
  answerSignOut,
  answerSignUp,
} from "../http/answer-auth";
import type { Answer, HttpRequest } from "../http/message";
import { createRoute, type Route } from "../http/route";
import { recordChange } from "../log/record-change";
import { queueMail } from "../mail/queue-mail";
import { createPool, type ShopPool } from "../platform/postgres";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { makeShoppers } from "../testing/session-cookies";
import { newId } from "./account-id";
import type { AccountsSettings } from "./accounts-settings";
import { createAuthLibrary } from "./auth-library";
import { createAccounts } from "./create-accounts";
import { ensureAccount } from "./ensure-account";
import { passCookieName, readPass } from "./pass-cookie";
import type { Accounts } from "./ports";
import { sessionCookieName, signSessionCookie } from "./session-cookie";
import { createTokenKeys, type TokenKeys } from "./tokens/keys";
import { signPass } from "./tokens/pass";

const hourMs = 3_600_000;
const password = "a long enough password";
const keys = createTokenKeys("the secret of a shop that exists in tests only");

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface World {
  readonly accounts: Accounts;
  readonly origin: string;
  advance(ms: number): void;
  send(method: "GET" | "POST" | "DELETE", path: string, options?: SendOptions): Promise<Answered>;
  readPass(cookie: string): Pass | null;
}

interface SendOptions {
  readonly body?: unknown;
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly peerAddress?: string;
}

interface Answered {
  readonly status: number;
  readonly json: Record<string, unknown>;
  readonly headers: Answer["headers"];
  readonly setCookies: readonly string[];
  /** The Cookie header a browser would send next. */
  readonly cookie: string;
}

interface WorldOptions {
  readonly settings?: Partial<AccountsSettings>;
  readonly origin?: string;
  readonly trustedProxyHops?: number;
  readonly keys?: TokenKeys;
  readonly pool?: ShopPool;
}

/** A shop's accounts behind the routes that serve them, on a real database, with a time that tests move. */
function createWorld(options: WorldOptions = {}): World {
  let shiftMs = 0;
  const origin = options.origin ?? "http://localhost:3000";
  const worldKeys = options.keys ?? keys;
  const realNowMs = () => Date.now() + shiftMs;
  const accounts = createAccounts({
    pool: options.pool ?? database.pool,
    keys: worldKeys,
    appOrigin: origin,
    logger: { error: () => undefined },
    queueMail,
    recordChange,
    listOrders: () => Promise.resolve([]),
    realNowMs,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  const readWorldPass = (cookie: string | null) => readPass(cookie, worldKeys, realNowMs(), passCookieName(origin));
  const route = createRoute(() =>
    Promise.resolve({
      accounts,
      apiKeys: { authorize: async () => ({ word: "unknown" }) },
      appOrigin: origin,
      trustedProxyHops: options.trustedProxyHops ?? 0,
      readPass: readWorldPass,
      logFailure: () => undefined,
    }),
  );
  const routes: Readonly<Record<string, Route<never>>> = {
    "GET /api/auth/session": route({ access: "public" }, answerSession),
    "POST /api/auth/sign-in/email": route({ access: "public" }, answerSignIn),
    "POST /api/auth/sign-up/email": route({ access: "public" }, answerSignUp),
    "POST /api/auth/sign-out": route({ access: "public" }, answerSignOut),
    "GET /api/auth/sessions": route({ access: "account" }, answerDevices),
    "DELETE /api/auth/sessions": route({ access: "account" }, answerEndOthers),
    "DELETE /api/auth/sessions/[id]": route({ access: "account" }, answerEndDevice),
  };
  return {
    accounts,
    origin,
    advance(ms) {
      shiftMs += ms;
    },
    readPass: (cookie) => readWorldPass(cookie),
    async send(method, path, sent = {}) {
      const id = /^\/api\/auth\/sessions\/(.+)$/.exec(path)?.[1];
      const found = routes[`${method} ${id === undefined ? path : "/api/auth/sessions/[id]"}`];
      if (found === undefined) throw new Error(`no route for ${method} ${path}`);
      const request = requestOf(method, path, origin, sent);
      // The table holds routes of different parameters; only one of them has any.
      return answered(await found.answer(request, { id } as never), sent.cookie);
    },
  };
}

function requestOf(method: string, path: string, origin: string, sent: SendOptions): HttpRequest {
  const text = typeof sent.body === "string" ? sent.body : sent.body === undefined ? "" : JSON.stringify(sent.body);
  const headers: Record<string, string> = {
    ...(method === "GET" ? {} : { "content-type": "application/json", origin }),
    "user-agent": "a browser in a test",
    ...(sent.cookie === undefined ? {} : { cookie: sent.cookie }),
    ...sent.headers,
  };
  return {
    method,
    pathname: path,
    searchParams: new URLSearchParams(),
    header: (name) => headers[name] || null,
    readBody: (bytesMax) => Promise.resolve(Buffer.byteLength(text) > bytesMax ? "too_large" : text),
    readBytes: () => Promise.resolve(Buffer.from(text)),
    peerAddress: sent.peerAddress ?? "192.0.2.1",
  };
}

/** Keeps cookies as a browser does. */
function answered(answer: Answer, cookieBefore = ""): Answered {
  const header = answer.headers["Set-Cookie"] ?? [];
  const setCookies = typeof header === "string" ? [header] : header;
  const jar = new Map(cookieBefore.split("; ").filter(Boolean).map(splitCookie));
  for (const text of setCookies) {
    const [name, value] = splitCookie(text.split(";")[0] ?? "");
    if (/; Max-Age=0(;|$)/.test(text)) jar.delete(name);
    else jar.set(name, value);
  }
  return {
    status: answer.status,
    json: JSON.parse(answer.body || "{}"),
    headers: answer.headers,
    setCookies,
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
  };
}

function splitCookie(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

const newEmail = () => `person-${newId(12).toLowerCase()}@example.com`;

async function signUp(world: World, extra: Record<string, unknown> = {}, options: SendOptions = {}) {
  const email = newEmail();
  const body = { email, password, name: "Ana", ...extra };
  return { email, ...(await world.send("POST", "/api/auth/sign-up/email", { ...options, body })) };
}

const signIn = (world: World, email: string, typed = password, options: SendOptions = {}) =>
  world.send("POST", "/api/auth/sign-in/email", { ...options, body: { email, password: typed } });

const account = ({ json }: Answered) => (json as unknown as SessionAnswer).account;
const session = (world: World, cookie: string) => world.send("GET", "/api/auth/session", { cookie });
const countOf = async (table: string, email: string) => {
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS count FROM ${table} t JOIN accounts a ON a.id = t.account_id WHERE a.email = $1`,
    [email],
  );
  return rows[0].count;
};

describe("signing up", () => {
  it("opens an account with a short id, signs in and gives a pass for it", async () => {
    const world = createWorld();
    const done = await signUp(world);
    expect(done.status).toBe(200);
    expect(account(done)).toEqual({
      id: expect.stringMatching(/^[0-9A-Za-z]{16}$/),
      name: "Ana",
      email: done.email,
      role: "shopper",
      timeZone: null,
      locale: null,
    });
    expect(world.readPass(done.cookie)).toMatchObject({ accountId: account(done)?.id, role: "shopper", level: 0 });
    expect(account(await session(world, done.cookie))).toEqual(account(done));
    expect(done.headers["Cache-Control"]).toBe("private, no-store");
  });

  it("keeps the language of the page it was opened on, and refuses one that there is not", async () => {
    const world = createWorld();
    const done = await signUp(world, { locale: "zh" });
    expect(account(done)).toMatchObject({ locale: "zh" });
    expect(account(await session(world, done.cookie))).toMatchObject({ locale: "zh" });
    expect((await signUp(world, { locale: "de" })).status).toBe(400);
  });

  it("keeps the password as a hash only", async () => {
    const { email } = await signUp(createWorld());
    const { rows } = await database.pool.query(
      "SELECT c.password FROM credentials c JOIN accounts a ON a.id = c.account_id WHERE a.email = $1",
      [email],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  it.each([
    ["role", { role: "admin" }],
    ["level", { level: 9 }],
    ["banned", { banned: false }],
    ["emailVerified", { emailVerified: true }],
    ["id", { id: "0000000000000000" }],
    ["several", { role: "admin", level: 9, user: { role: "admin" } }],
  ])("refuses to be told the account's %s and opens nothing", async (_field, extra) => {
    const done = await signUp(createWorld(), extra);
    expect(done.status).toBe(400);
    expect(done.json.code).toBe("invalid_request");
    expect(done.setCookies).toEqual([]);
    expect(await database.pool.query("SELECT 1 FROM accounts WHERE email = $1", [done.email])).toMatchObject({
      rowCount: 0,
    });
  });

  it("takes no role from input even where our own check is passed over", async () => {
    const library = createAuthLibrary({
      pool: database.pool,
      sessionSecret: keys.sessionSecrets[0],
      appOrigin: "http://localhost:3000",
      sessionMaxAgeMs: hourMs,
      logError: () => undefined,
    });
    const email = newEmail();
    const body = { email, password, name: "Eve", role: "admin", level: 9 };
    await library.api.signUpEmail({ body });
    const { rows } = await database.pool.query("SELECT role, level FROM accounts WHERE email = $1", [email]);
    expect(rows).toEqual([{ role: "shopper", level: 0 }]);
  });

  it("answers an address that has an account like one that is reserved, and changes nothing", async () => {
    const world = createWorld();
    const first = await signUp(world);
    const again = await signUp(world, { email: first.email.toUpperCase(), password: "another password" });
    const reserved = await signUp(world, { email: "admin-000001@example.test" });
    expect(again.status).toBe(400);
    expect(again.json).toEqual(reserved.json);
    expect(again.json.errors).toEqual([{ path: "email", message: expect.stringContaining("sign in instead") }]);
    expect(again.setCookies).toEqual([]);
    expect((await signIn(world, first.email)).status).toBe(200);
  });

  it("opens one account when the same address signs up twice at once", async () => {
    const world = createWorld();
    const email = newEmail();
    const both = await Promise.all([signUp(world, { email }), signUp(world, { email })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(await countOf("credentials", email)).toBe(1);
    expect(await countOf("sessions", email)).toBe(1);
  });

  it.each([
    ["email", { email: "ana" }],
    ["email", { email: `${"a".repeat(250)}@example.com` }],
    ["email", { email: 7 }],
    ["email", { email: "ana\u0000@example.com" }],
    ["password", { password: "short" }],
    ["password", { password: "x".repeat(129) }],
    ["password", { password: 1234567890 }],
    ["name", { name: "" }],
    ["name", { name: "a\u0000b" }],
    ["name", { name: "\u202etxt.exe" }],
  ])("names the field %s that is wrong in %j", async (path, extra) => {
    const done = await signUp(createWorld(), extra);
    expect(done.status).toBe(400);
    expect(done.json.errors).toEqual([{ path, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  it("limits how many accounts one address opens, not how many others do", async () => {
    const world = createWorld({ settings: { signUpsPerAddress: { max: 2, windowMs: hourMs } } });
    const from = (peerAddress: string) => signUp(world, {}, { peerAddress });
    expect([(await from("192.0.2.7")).status, (await from("192.0.2.7")).status]).toEqual([200, 200]);
    const third = await from("192.0.2.7");
    expect(third.status).toBe(429);
    expect(third.json).toMatchObject({ code: "throttled", detail: expect.stringContaining("60 minutes") });
    expect((await from("192.0.2.8")).status).toBe(200);
  });
});

describe("signing in", () => {
  it("opens a session of its own each time, whatever the case of the address", async () => {
    const world = createWorld();
    const { email } = await signUp(world);
    const done = await signIn(world, email.toUpperCase());
    expect(done.status).toBe(200);
    expect(account(done)?.email).toBe(email);
    expect(world.readPass(done.cookie)?.accountId).toBe(account(done)?.id);
    expect(await countOf("sessions", email)).toBe(2);
  });

  it("says the same for a wrong password, an unknown address and an account without a password", async () => {
    const world = createWorld();
    const { email } = await signUp(world);
    const [numbered] = await makeShoppers(database.pool, keys, 1, { offset: 900 });
    const answers = await Promise.all([
      signIn(world, email, "not the password"),
      signIn(world, newEmail()),
      signIn(world, numbered?.email ?? ""),
    ]);
    for (const { status, json, setCookies } of answers) {
      expect({ status, json, setCookies }).toEqual({ status: 401, json: answers[0].json, setCookies: [] });
    }
    expect(answers[0].json).toMatchObject({ code: "not_signed_in" });
  });

  it("takes about as long for an unknown address as for a wrong password", async () => {
    const world = createWorld();
    const { email } = await signUp(world);
    const timed = async (address: string) => {
      const started = performance.now();
      await signIn(world, address, "not the password");
      return performance.now() - started;
    };
    const wrong = Math.min(await timed(email), await timed(email), await timed(email));
    const unknown = Math.min(await timed(newEmail()), await timed(newEmail()), await timed(newEmail()));
    // Without a hash the unknown address would be answered in a twentieth of the time.
    expect(unknown).toBeGreaterThan(wrong / 3);
    expect(unknown).toBeLessThan(wrong * 3);
  });

  it("stops an account after too many wrong passwords, tells how long, and begins again after that", async () => {
    const world = createWorld({ settings: { failedSignInsPerAccount: { max: 3, windowMs: 10 * 60_000 } } });
    const { email } = await signUp(world);
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => signIn(world, email, "not the password")));
    expect(tries.map(({ status }) => status).sort()).toEqual([401, 401, 401, 429, 429]);
    const refused = await signIn(world, email);
    expect(refused.status).toBe(429);
    expect(refused.json.retryAfterMs).toBeGreaterThan(9 * 60_000);
    expect(refused.headers["Retry-After"]).toBe(String(Math.ceil((refused.json.retryAfterMs as number) / 1000)));
    expect((await signIn(world, (await signUp(world)).email)).status).toBe(200);
    world.advance(10 * 60_000);
    expect((await signIn(world, email)).status).toBe(200);
  });

  it("forgets the wrong passwords of somebody who then types the right one", async () => {
    const world = createWorld({ settings: { failedSignInsPerAccount: { max: 2, windowMs: hourMs } } });
    const { email } = await signUp(world);
    for (let round = 0; round < 3; round += 1) {
      expect((await signIn(world, email, "not the password")).status).toBe(401);
      expect((await signIn(world, email)).status).toBe(200);
    }
  });

  it("counts wrong passwords per address, over accounts, and right ones not at all", async () => {
    const world = createWorld({ settings: { failedSignInsPerAddress: { max: 2, windowMs: hourMs } } });
    const { email } = await signUp(world);
    for (let round = 0; round < 4; round += 1) expect((await signIn(world, email)).status).toBe(200);
    expect((await signIn(world, newEmail())).status).toBe(401);
    expect((await signIn(world, newEmail())).status).toBe(401);
    expect((await signIn(world, email)).status).toBe(429);
    expect((await signIn(world, email, password, { peerAddress: "192.0.2.2" })).status).toBe(200);
  });

  it("cannot be given another address by X-Forwarded-For unless a proxy of ours is declared", async () => {
    const settings = { failedSignInsPerAddress: { max: 1, windowMs: hourMs } };
    const forged = (world: World, list: string) =>
      signIn(world, newEmail(), password, { headers: { "x-forwarded-for": list } }).then(({ status }) => status);
    const direct = createWorld({ settings });
    expect([await forged(direct, "203.0.113.1"), await forged(direct, "203.0.113.2")]).toEqual([401, 429]);
    const proxied = createWorld({ settings, trustedProxyHops: 1 });
    expect([await forged(proxied, "203.0.113.1"), await forged(proxied, "203.0.113.2")]).toEqual([401, 401]);
    expect(await forged(proxied, "198.51.100.1, 203.0.113.2")).toBe(429);
  });

  it("sends people away at once when too many passwords wait to be checked", async () => {
    const world = createWorld({ settings: { hashesRunningMax: 1, hashesWaitingMax: 1 } });
    const { email } = await signUp(world);
    const crowd = await Promise.all(Array.from({ length: 6 }, () => signIn(world, email)));
    expect(crowd.map(({ status }) => status).sort()).toEqual([200, 200, 503, 503, 503, 503]);
    expect(crowd.find(({ status }) => status === 503)?.json).toMatchObject({ code: "busy", retryAfterMs: 3_000 });
    expect((await signIn(world, email)).status).toBe(200);
  });

  it("refuses a banned account, ends its sessions, and lets it in when the ban has run out", async () => {
    const world = createWorld();
    const before = await signUp(world);
    await database.pool.query("UPDATE accounts SET banned = true WHERE email = $1", [before.email]);
    expect(await signIn(world, before.email)).toMatchObject({ status: 403, setCookies: [] });
    expect(account(await session(world, before.cookie))).toBeNull();
    expect(await countOf("sessions", before.email)).toBe(0);
    await database.pool.query("UPDATE accounts SET ban_expires = now() - interval '1 s' WHERE email = $1", [
      before.email,
    ]);
    expect((await signIn(world, before.email)).status).toBe(200);
  });
});

describe("a change that does not come from the shop's own pages", () => {
  it.each([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another site with the right Origin", { "sec-fetch-site": "cross-site" }],
    ["a neighbour host", { "sec-fetch-site": "same-site" }],
    ["a page with no origin", { origin: "null" }],
    ["nowhere", { origin: "" }],
  ])("is refused from %s: sign-in, sign-up and sign-out", async (_where, headers) => {
    const world = createWorld();
    const before = await signUp(world);
    const { email, cookie } = before;
    const sent = [
      await signIn(world, email, password, { headers }),
      await signUp(world, {}, { headers }),
      await world.send("POST", "/api/auth/sign-out", { headers, cookie }),
      await world.send("DELETE", "/api/auth/sessions", { headers, cookie }),
    ];
    for (const answer of sent) {
      expect(answer).toMatchObject({ status: 403, json: { code: "cross_site" }, setCookies: [] });
    }
    expect(account(await session(world, cookie))?.email).toBe(email);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "is refused as %s",
    async (type) => {
      const world = createWorld();
      const headers = { "content-type": type };
      expect((await signUp(world, {}, { headers })).status).toBe(415);
      expect((await world.send("POST", "/api/auth/sign-out", { headers })).status).toBe(415);
    },
  );

  it("is refused above 4 kB, and as anything but one JSON object", async () => {
    const world = createWorld();
    expect((await signUp(world, { password: "x".repeat(5_000) })).json).toMatchObject({
      status: 413,
      code: "payload_too_large",
    });
    for (const body of ["", "[]", "null", "7", '"text"', "{", '{"email":', "\uFEFF{}"]) {
      expect((await world.send("POST", "/api/auth/sign-in/email", { body })).status).toBe(400);
    }
    expect((await world.send("POST", "/api/auth/sign-out", { body: '{"__proto__":{"role":"admin"}}' })).status).toBe(
      400,
    );
  });
});

describe("a session", () => {
  it("ends on the server and in the browser when its owner signs out", async () => {
    const world = createWorld();
    const before = await signUp(world);
    const out = await world.send("POST", "/api/auth/sign-out", { cookie: before.cookie });
    expect(out).toMatchObject({ status: 200, json: { account: null }, cookie: "" });
    expect(out.setCookies).toEqual([
      "zerohour.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
      "zh_pass=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ]);
    expect(account(await session(world, before.cookie))).toBeNull();
    expect(await countOf("sessions", before.email)).toBe(0);
  });

  it("that is gone takes the pass with it", async () => {
    const world = createWorld();
    const before = await signUp(world);
    await database.pool.query("DELETE FROM sessions WHERE account_id = $1", [account(before)?.id]);
    expect(world.readPass(before.cookie)).not.toBeNull();
    expect(await session(world, before.cookie)).toMatchObject({ json: { account: null }, cookie: "" });
  });

  it("renews the pass when half of its time is gone, not before", async () => {
    const world = createWorld();
    const before = await signUp(world);
    world.advance(6 * hourMs - 60_000);
    expect((await session(world, before.cookie)).setCookies).toEqual([]);
    world.advance(120_000);
    const after = await session(world, before.cookie);
    expect(after.setCookies.map((text) => text.split("=")[0])).toEqual(["zh_pass"]);
    world.advance(7 * hourMs);
    expect(world.readPass(before.cookie)).toBeNull();
    expect(world.readPass(after.cookie)?.accountId).toBe(account(before)?.id);
  });

  it("gives a pass that says what the account is now", async () => {
    const world = createWorld();
    const before = await signUp(world);
    await database.pool.query("UPDATE accounts SET role = 'marketer', level = 3 WHERE email = $1", [before.email]);
    const after = await session(world, before.cookie);
    expect(world.readPass(after.cookie)).toMatchObject({ role: "marketer", level: 3 });
  });

  it("replaces the pass of another account", async () => {
    const world = createWorld();
    const [first, second] = [await signUp(world), await signUp(world)];
    const strange = first.cookie.replace(/zh_pass=[^;]+/, /zh_pass=[^;]+/.exec(second.cookie)?.[0] ?? "");
    const after = await session(world, strange);
    expect(world.readPass(after.cookie)?.accountId).toBe(account(first)?.id);
  });

  it("lasts seven days from the last visit and is prolonged at most once a day", async () => {
    const world = createWorld();
    const before = await signUp(world);
    world.advance(23 * hourMs);
    expect((await session(world, before.cookie)).cookie).toContain("zerohour.session_token");
    world.advance(3 * 24 * hourMs);
    const visited = await session(world, before.cookie);
    expect(visited.setCookies.some((text) => /^zerohour\.session_token=.*; Max-Age=604800;/.test(text))).toBe(true);
    expect((await session(world, visited.cookie)).setCookies).toEqual([]);
    world.advance(7 * 24 * hourMs - 60_000);
    expect(account(await session(world, before.cookie))?.email).toBe(before.email);
    world.advance(7 * 24 * hourMs + 60_000);
    expect(account(await session(world, before.cookie))).toBeNull();
  });

  it("of an administrator ends eight hours after signing in, busy or not", async () => {
    const world = createWorld();
    const before = await signUp(world);
    await database.pool.query("UPDATE accounts SET role = 'admin' WHERE email = $1", [before.email]);
    world.advance(8 * hourMs - 60_000);
    expect(account(await session(world, before.cookie))?.role).toBe("admin");
    world.advance(120_000);
    expect(await session(world, before.cookie)).toMatchObject({ json: { account: null }, cookie: "" });
    expect(await countOf("sessions", before.email)).toBe(0);
  });

  it("is refused when any character of its cookie is another", async () => {
    const world = createWorld();
    const { cookie } = await signUp(world);
    const value = /zerohour\.session_token=([^;]+)/.exec(cookie)?.[1] ?? "";
    expect(value.length).toBeGreaterThan(60);
    for (let at = 0; at < value.length; at += 1) {
      const altered = value.slice(0, at) + (value[at] === "A" ? "B" : "A") + value.slice(at + 1);
      const answer = await world.send("GET", "/api/auth/session", { cookie: `zerohour.session_token=${altered}` });
      expect(account(answer)).toBeNull();
    }
  });

  it("is not opened by a pass alone, nor by a token signed with another secret", async () => {
    const world = createWorld();
    const { cookie } = await signUp(world);
    const { rows } = await database.pool.query("SELECT token FROM sessions ORDER BY created_at DESC LIMIT 1");
    const forged = signSessionCookie(createTokenKeys("x".repeat(40)).sessionSecrets[0], rows[0].token);
    const pass = /zh_pass=[^;]+/.exec(cookie)?.[0] ?? "";
    expect(account(await session(world, pass))).toBeNull();
    expect(account(await session(world, `zerohour.session_token=${forged}`))).toBeNull();
  });

  it("survives a new secret while the old one is listed, and is then signed with the new one", async () => {
    const before = await signUp(createWorld());
    const next = "the next secret of this shop, just as long";
    const old = "the secret of a shop that exists in tests only";
    const rotated = createWorld({ keys: createTokenKeys(next, [old]) });
    const after = await session(rotated, before.cookie);
    expect(account(after)?.email).toBe(before.email);
    const finished = createWorld({ keys: createTokenKeys(next) });
    expect(account(await session(finished, after.cookie))?.email).toBe(before.email);
    expect(account(await session(finished, before.cookie))).toBeNull();
  });

  it("is bound to https and to this host when the shop has https", async () => {
    const world = createWorld({ origin: "https://shop.example" });
    const done = await signUp(world);
    expect(done.setCookies.map((text) => text.split("=")[0])).toEqual([
      "__Host-zerohour.session_token",
      "__Host-zh_pass",
    ]);
    for (const text of done.setCookies) {
      expect(text).toMatch(/; Path=\/(;|$)/);
      expect(text).toMatch(/; HttpOnly(;|$)/);
      expect(text).toMatch(/; Secure(;|$)/);
      expect(text).toMatch(/; SameSite=Lax(;|$)/);
      expect(text).not.toMatch(/Domain/);
    }
    expect(account(await session(world, done.cookie))?.email).toBe(done.email);
  });
});

describe("the devices of an account", () => {
  it("are listed without secrets, and end one by one or all others at once", async () => {
    const world = createWorld();
    const first = await signUp(world);
    const second = await signIn(world, first.email);
    const third = await signIn(world, first.email);
    const listed = await world.send("GET", "/api/auth/sessions", { cookie: third.cookie });
    const devices = listed.json.sessions as { id: string; current: boolean }[];
    expect(devices.map(({ current }) => current)).toEqual([true, false, false]);
    expect(devices.every((device) => !("token" in device))).toBe(true);
    const end = { cookie: third.cookie, body: {} };
    expect((await world.send("DELETE", `/api/auth/sessions/${devices[1]?.id}`, end)).status).toBe(204);
    expect(account(await session(world, second.cookie))).toBeNull();
    expect(account(await session(world, first.cookie))?.email).toBe(first.email);
    expect((await world.send("DELETE", "/api/auth/sessions", end)).status).toBe(204);
    expect(account(await session(world, first.cookie))).toBeNull();
    expect(account(await session(world, third.cookie))?.email).toBe(first.email);
  });

  it("cannot be ended by another account", async () => {
    const world = createWorld();
    const [owner, stranger] = [await signUp(world), await signUp(world)];
    const listed = await world.send("GET", "/api/auth/sessions", { cookie: owner.cookie });
    const [device] = listed.json.sessions as { id: string }[];
    const sent = { cookie: stranger.cookie, body: {} };
    expect((await world.send("DELETE", `/api/auth/sessions/${device?.id}`, sent)).status).toBe(204);
    expect(account(await session(world, owner.cookie))?.email).toBe(owner.email);
  });
});

describe("asking for a role", () => {
  it("goes by the database: neither a pass that says more nor a role that is gone opens a door", async () => {
    const world = createWorld();
    const done = await signUp(world);
    const visitor = (cookieHeader: string) => ({ cookieHeader, userAgent: null, address: null });
    const boast = signPass(keys, {
      accountId: account(done)?.id ?? "",
      role: "admin",
      level: 0,
      expiresAtMs: Date.now() + hourMs,
    });
    const boasting = done.cookie.replace(/zh_pass=[^;]+/, `zh_pass=${boast}`);
    expect(await world.accounts.requireRole(visitor(boasting), ["marketer", "admin"])).toEqual({ word: "forbidden" });
    await database.pool.query("UPDATE accounts SET role = 'marketer' WHERE email = $1", [done.email]);
    expect(await world.accounts.requireRole(visitor(done.cookie), ["marketer", "admin"])).toMatchObject({
      word: "ok",
      account: { role: "marketer" },
    });
    await database.pool.query("UPDATE accounts SET role = 'shopper' WHERE email = $1", [done.email]);
    expect(await world.accounts.requireRole(visitor(done.cookie), ["marketer"])).toEqual({ word: "forbidden" });
    expect(await world.accounts.requireRole(visitor(""), ["shopper"])).toEqual({ word: "not_signed_in" });
  });
});

describe("an account that is handed out", () => {
  it("signs in with its password and role, and is left alone when it is there already", async () => {
    const world = createWorld();
    const email = newEmail();
    const wanted = { email, name: "Max", role: "marketer", password } as const;
    const id = await ensureAccount(database.pool, wanted);
    expect(account(await signIn(world, email))).toMatchObject({ id, name: "Max", email, role: "marketer" });
    const again = await ensureAccount(database.pool, { ...wanted, role: "admin", password: "another password" });
    expect(again).toBe(id);
    expect((await signIn(world, email, "another password")).status).toBe(401);
    expect(account(await signIn(world, email))?.role).toBe("marketer");
  });
});

describe("numbered accounts", () => {
  it("are signed in for us and for the library alike", async () => {
    const world = createWorld();
    const [shopper] = await makeShoppers(database.pool, keys, 1, { appOrigin: world.origin });
    const cookie = shopper?.cookie ?? "";
    expect(account(await session(world, cookie))).toMatchObject({
      id: shopper?.userId,
      name: "Shopper 1",
      email: "shopper-000001@example.test",
      role: "shopper",
    });
    expect(world.readPass(cookie)?.accountId).toBe(shopper?.userId);
    const library = createAuthLibrary({
      pool: database.pool,
      sessionSecret: keys.sessionSecrets[0],
      appOrigin: world.origin,
      sessionMaxAgeMs: 7 * 24 * hourMs,
      logError: () => undefined,
    });
    const known = await library.api.getSession({ headers: new Headers({ cookie }) });
    expect(known?.user).toMatchObject({ id: shopper?.userId, role: "shopper" });
  });

  it("are the same accounts with one session each, however often they are made", async () => {
    const options = { offset: 100 };
    const first = await makeShoppers(database.pool, keys, 30, options);
    const again = await makeShoppers(database.pool, keys, 20, { offset: 110 });
    expect(again.map(({ userId, email }) => ({ userId, email }))).toEqual(
      first.slice(10).map(({ userId, email }) => ({ userId, email })),
    );
    expect(new Set(first.map(({ userId }) => userId)).size).toBe(30);
    expect(first[0]?.email).toBe("shopper-000101@example.test");
    expect(await countOf("sessions", "shopper-000111@example.test")).toBe(1);
    const world = createWorld({ origin: "http://localhost" });
    expect(account(await session(world, first[15]?.cookie ?? ""))?.id).toBe(first[15]?.userId);
  });

  it("have the role that was asked for, under an address of its own", async () => {
    const [admin] = await makeShoppers(database.pool, keys, 1, { role: "admin", appOrigin: "http://localhost:3000" });
    expect(admin?.email).toBe("admin-000001@example.test");
    expect(account(await session(createWorld(), admin?.cookie ?? ""))?.role).toBe("admin");
  });

  it("never take over an account that somebody else opened", async () => {
    await database.pool.query(
      `INSERT INTO accounts (id, name, email, updated_at) VALUES ('strangerstranger', 'S', 'admin-000700@example.test', now())`,
    );
    await expect(makeShoppers(database.pool, keys, 1, { role: "admin", offset: 699 })).rejects.toThrow(
      /admin-000700@example\.test belongs to an account/,
    );
    const { rows } = await database.pool.query("SELECT role FROM accounts WHERE id = 'strangerstranger'");
    expect(rows[0].role).toBe("shopper");
    expect(await countOf("sessions", "admin-000700@example.test")).toBe(0);
  });

  it("carry cookies of both names for their origin", async () => {
    const [shopper] = await makeShoppers(database.pool, keys, 1, { appOrigin: "https://shop.example" });
    expect(shopper?.cookie).toMatch(/^__Host-zerohour\.session_token=[^;]+; __Host-zh_pass=[^;]+$/);
    expect(shopper?.cookie.startsWith(sessionCookieName("https://shop.example"))).toBe(true);
  });
});

describe("when the database is away", () => {
  const away = createPool({ url: "postgres://nobody@127.0.0.1:1/nothing", max: 2, applicationName: "away" });

  it("nobody is signed out: who has a session hears busy, who has none is simply not signed in", async () => {
    const { cookie } = await signUp(createWorld());
    const world = createWorld({ pool: away });
    expect(await session(world, cookie)).toMatchObject({ status: 503, json: { code: "busy" }, setCookies: [] });
    expect(await session(world, "")).toMatchObject({ status: 200, json: { account: null }, setCookies: [] });
  });

  it("sign-in and sign-up hear busy, and those tries do not count", async () => {
    const once = { max: 1, windowMs: hourMs };
    const settings = { failedSignInsPerAccount: once, failedSignInsPerAddress: once };
    const world = createWorld({ pool: away, settings });
    for (let round = 0; round < 3; round += 1) {
      expect(await signIn(world, "ana@example.com")).toMatchObject({ status: 503, json: { code: "busy" } });
    }
    expect(await signUp(world)).toMatchObject({ status: 503, json: { code: "busy" }, setCookies: [] });
  });
});
