import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccountWorld, createAccountWorld, type SignedUp, tokenIn } from "../../testing/account-world";
import { makeShoppers } from "../../testing/session-cookies";
import { createTokenKeys } from "../tokens/keys";
import { signLink } from "../tokens/link";

let world: AccountWorld;

beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world?.close());

const hourMs = 3_600_000;
const newPassword = "another long password";

const forget = (email: string, peerAddress = "192.0.2.9", of = world) =>
  of.send("POST", "/api/auth/forgot-password", { body: { email }, peerAddress });
const reset = (token: string, password = newPassword, of = world) =>
  of.send("POST", "/api/auth/reset-password", { body: { token, password } });
const whoIs = async (cookie: string) =>
  ((await world.send("GET", "/api/auth/session", { cookie })).json.account as { id: string } | null)?.id ?? null;
/** Whether the pass alone opens a door, in the process that heard nothing of it first-hand. */
const passStatus = async (cookie: string, of = world) =>
  (await of.send("GET", "/by-pass", { cookie, process: "elsewhere" })).status;
const onlyPass = (cookie: string) => cookie.split("; ").find((pair) => pair.startsWith("zh_pass=")) ?? "";

async function linkFor(person: SignedUp): Promise<string> {
  expect((await forget(person.email)).status).toBe(202);
  return tokenIn((await world.mailsTo(person.email)).at(-1) ?? "", "reset-password");
}

describe("a forgotten password", () => {
  it("is replaced by a mailed link: the new one signs in, the old one does not", async () => {
    const person = await world.signUp();
    const token = await linkFor(person);
    expect((await world.signIn(person.email, person.password)).status).toBe(200);
    expect((await reset(token)).status).toBe(204);
    expect((await world.signIn(person.email, person.password)).status).toBe(401);
    expect((await world.signIn(person.email, newPassword)).status).toBe(200);
    expect((await world.mailsTo(person.email)).at(-1)).toContain("Your password was changed");
  });

  it("signs out every device: sessions at once, passes within a second, on every process", async () => {
    const person = await world.signUp();
    const other = (await world.signIn(person.email, person.password)).cookie;
    expect([await passStatus(person.cookie), await passStatus(other)]).toEqual([200, 200]);
    const token = await linkFor(person);
    expect([await whoIs(person.cookie), await whoIs(other)], "asking for the link ends nothing").toEqual([
      person.id,
      person.id,
    ]);
    await reset(token);
    expect([await whoIs(person.cookie), await whoIs(other)]).toEqual([null, null]);
    await expect.poll(() => passStatus(onlyPass(person.cookie))).toBe(401);
    await expect.poll(() => passStatus(onlyPass(other))).toBe(401);
    // Who signs in afterwards has a pass that counts, also where the old ones are refused.
    expect(await passStatus((await world.signIn(person.email, newPassword)).cookie)).toBe(200);
  });

  it("would leave the passes alive if nothing called them in", async () => {
    const careless = await createAccountWorld({ pool: world.pool, withoutRecall: true });
    const person = await careless.signUp();
    await forget(person.email, "192.0.2.50", careless);
    const token = tokenIn((await careless.mailsTo(person.email)).at(-1) ?? "", "reset-password");
    expect((await reset(token, newPassword, careless)).status).toBe(204);
    expect(await whoIs(person.cookie)).toBeNull();
    expect(await passStatus(onlyPass(person.cookie), careless)).toBe(200);
    await careless.close();
  });

  it("is replaced once because the link's row goes with its use: with the row back it works again", async () => {
    const person = await world.signUp();
    const token = await linkFor(person);
    const { rows } = await world.pool.query("SELECT * FROM verifications WHERE value = $1", [person.id]);
    expect((await reset(token)).status).toBe(204);
    expect((await reset(token)).status).toBe(400);
    await world.pool.query(
      `INSERT INTO verifications (id, identifier, value, expires_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5)`,
      [rows[0].id, rows[0].identifier, rows[0].value, rows[0].expires_at, rows[0].created_at],
    );
    expect((await reset(token)).status).toBe(204);
  });

  it("can be replaced once by a link, also when it is used twice at the same moment", async () => {
    const person = await world.signUp();
    const [first, second] = [await linkFor(person), await linkFor(person)];
    expect(first).not.toBe(second);
    const answers = await Promise.all([reset(first, "the first password"), reset(first, "the second password")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
    expect((await reset(first)).json.errors).toEqual([
      { path: "token", message: expect.stringContaining("used already") },
    ]);
    expect((await reset(second)).status, "the other links go with it").toBe(400);
  });

  it("is not replaced by a link that has expired, was made up, or is for something else", async () => {
    const person = await world.signUp();
    const token = await linkFor(person);
    const keys = createTokenKeys("the secret of a shop that exists in tests only");
    const made = signLink(keys, { purpose: "reset", id: "0123456789012345678901", expiresAtMs: Date.now() + hourMs });
    const foreign = createTokenKeys("the secret of quite another shop, in tests");
    const [, , , id = ""] = token.split(".");
    const forged = signLink(foreign, { purpose: "reset", id, expiresAtMs: Date.now() + hourMs });
    const other = signLink(keys, { purpose: "verify", id, expiresAtMs: Date.now() + hourMs });
    for (const wrong of [made, forged, other, `${token}A`, "nonsense"]) expect((await reset(wrong)).status).toBe(400);
    world.advance(hourMs);
    expect((await reset(token)).status).toBe(400);
    world.advance(-hourMs);
    expect((await reset(token, "short")).json.errors).toMatchObject([{ path: "password" }]);
    expect((await reset(token)).status, "the same link, in time").toBe(204);
  });

  it("is answered the same whether or not there is an account, and mails nobody without one", async () => {
    const person = await world.signUp();
    const suspended = await world.signUp();
    await world.pool.query("UPDATE accounts SET banned = true WHERE id = $1", [suspended.id]);
    const keys = createTokenKeys("the secret of a shop that exists in tests only");
    const [numbered] = await makeShoppers(world.pool, keys, 1);
    const asked = [
      person.email,
      person.email.toUpperCase(),
      "nobody@example.com",
      suspended.email,
      numbered?.email ?? "",
    ];
    for (const [index, email] of asked.entries()) {
      const reply = await forget(email, `198.51.100.${index}`);
      expect({ status: reply.status, json: reply.json }).toEqual({ status: 202, json: { linkValidMinutes: 60 } });
    }
    expect(await world.mailsTo(person.email)).toHaveLength(2);
    for (const email of asked.slice(2)) expect(await world.mailsTo(email)).toEqual([]);
  });

  it("is limited by address and by network, for strangers as for accounts", async () => {
    const tight = await createAccountWorld({
      pool: world.pool,
      settings: {
        forgottenPerAccount: { max: 2, windowMs: hourMs },
        forgottenPerAddress: { max: 3, windowMs: hourMs },
      },
    });
    const person = await world.signUp();
    const statuses = async (email: string, from: readonly string[]) =>
      Promise.all(from.map(async (address) => (await forget(email, address, tight)).status));
    const networks = ["192.0.2.21", "192.0.2.22", "192.0.2.23"];
    expect((await statuses(person.email, networks)).sort()).toEqual([202, 202, 429]);
    expect((await statuses("stranger@example.com", networks)).sort()).toEqual([202, 202, 429]);
    const many = await Promise.all(
      ["a", "b", "c", "d"].map(async (name) => (await forget(`${name}@example.com`, "192.0.2.30", tight)).status),
    );
    expect(many.sort()).toEqual([202, 202, 202, 429]);
    tight.advance(hourMs);
    expect((await forget(person.email, "192.0.2.21", tight)).status).toBe(202);
    await tight.close();
  });

  it("takes as long to answer for a stranger as for an account", async () => {
    const leastMs = 150;
    const slow = await createAccountWorld({ pool: world.pool, settings: { forgottenAnswerMs: leastMs } });
    const person = await world.signUp();
    for (const email of [person.email, "stranger-of-time@example.com"]) {
      const started = performance.now();
      await forget(email, "192.0.2.40", slow);
      // Timers may be a millisecond early.
      expect(performance.now() - started).toBeGreaterThanOrEqual(leastMs - 2);
    }
    await slow.close();
  });
});

describe("a password that is changed", () => {
  const change = (cookie: string, currentPassword: string, password = newPassword) =>
    world.send("POST", "/api/account/password", { cookie, body: { currentPassword, newPassword: password } });

  it("needs the old one, keeps this device signed in and ends all others", async () => {
    const person = await world.signUp();
    const other = (await world.signIn(person.email, person.password)).cookie;
    expect((await change(person.cookie, "not the password")).json.errors).toMatchObject([{ path: "currentPassword" }]);
    expect(await whoIs(other)).toBe(person.id);
    const changed = await change(person.cookie, person.password);
    expect(changed.status).toBe(204);
    expect([await whoIs(changed.cookie), await whoIs(other)]).toEqual([person.id, null]);
    expect(await passStatus(changed.cookie)).toBe(200);
    await expect.poll(() => passStatus(onlyPass(other))).toBe(401);
    expect(await passStatus(onlyPass(person.cookie)), "the pass this device had before").toBe(401);
    expect((await world.signIn(person.email, newPassword)).status).toBe(200);
    expect(await world.mailsTo(person.email)).toHaveLength(1);
  });

  it("counts wrong passwords together with those of the sign-in", async () => {
    const tight = await createAccountWorld({
      pool: world.pool,
      settings: { failedSignInsPerAccount: { max: 3, windowMs: hourMs } },
    });
    const person = await tight.signUp();
    const wrong = () =>
      tight.send("POST", "/api/account/password", {
        cookie: person.cookie,
        body: { currentPassword: "not the password", newPassword },
      });
    expect([(await wrong()).status, (await wrong()).status]).toEqual([400, 400]);
    expect((await tight.signIn(person.email, "not the password")).status).toBe(401);
    expect((await wrong()).status).toBe(429);
    expect((await tight.signIn(person.email, person.password)).status).toBe(429);
    await tight.close();
  });
});

describe("a device that is signed out from another one", () => {
  it("is out within a second, its pass too, and the one that asked stays in", async () => {
    const person = await world.signUp();
    const [second, third] = [
      (await world.signIn(person.email, person.password)).cookie,
      (await world.signIn(person.email, person.password)).cookie,
    ];
    const listed = await world.send("GET", "/api/auth/sessions", { cookie: second });
    const devices = listed.json.sessions as { id: string; current: boolean }[];
    const newest = devices.find(({ current }) => !current);
    const ended = await world.send("DELETE", `/api/auth/sessions/${newest?.id}`, { cookie: second });
    expect(ended.status).toBe(204);
    expect([await whoIs(ended.cookie), await whoIs(third)]).toEqual([person.id, null]);
    await expect.poll(() => passStatus(onlyPass(third))).toBe(401);
    expect(await passStatus(ended.cookie)).toBe(200);
    // The first device is still signed in: its next look at the session brings the pass that counts again.
    const renewed = await world.send("GET", "/api/auth/session", { cookie: person.cookie });
    expect(await passStatus(renewed.cookie)).toBe(200);
    const others = await world.send("DELETE", "/api/auth/sessions", { cookie: ended.cookie });
    expect([await whoIs(others.cookie), await whoIs(renewed.cookie)]).toEqual([person.id, null]);
  });

  it("costs nobody a pass when there was none to end", async () => {
    const person = await world.signUp();
    const none = await world.send("DELETE", "/api/auth/sessions", { cookie: person.cookie });
    expect([none.status, none.headers["Set-Cookie"]]).toEqual([204, undefined]);
    expect(await passStatus(person.cookie)).toBe(200);
  });
});
