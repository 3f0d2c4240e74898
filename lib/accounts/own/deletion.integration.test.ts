import { hashPassword } from "better-auth/crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordChange } from "../../log/record-change";
import { verifyLog } from "../../log/verify-log";
import { queueMail } from "../../mail/queue-mail";
import { type AccountWorld, createAccountWorld } from "../../testing/account-world";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../../testing/audit-world";
import { createAccount } from "../../testing/factories";
import { createUserDesk } from "../admin-users/create-user-desk";

// In a shop in which a little of everything happened: its books and its gate agree before and after.

let shop: AuditWorld;
let open: OpenWorld;
let world: AccountWorld;

beforeAll(async () => {
  shop = await createAuditWorld();
  open = await shop.open();
  world = await createAccountWorld({ pool: open.pool });
});
afterAll(async () => {
  await world?.close();
  await open?.close();
  await shop?.close();
});

const password = "a long enough password";

/** Gives an account of the shop a password and signs it in. */
async function signInAs(id: string) {
  await open.pool.query(
    `INSERT INTO credentials (id, account_id, provider_id, provider_account_id, password, updated_at)
     VALUES ('c' || $1, $1, 'credential', $1, $2, now()) ON CONFLICT DO NOTHING`,
    [id, await hashPassword(password)],
  );
  const { rows } = await open.pool.query<{ email: string }>("SELECT email FROM accounts WHERE id = $1", [id]);
  const email = rows[0]?.email ?? "";
  const { cookie, status } = await world.signIn(email, password);
  expect(status).toBe(200);
  return { id, email, cookie };
}

async function ownerOf(orderId: string) {
  const { rows } = await open.pool.query("SELECT account_id FROM orders WHERE id = $1", [orderId]);
  return signInAs(rows[0].account_id);
}

const remove = (cookie: string, email: string, typed = password) =>
  world.send("DELETE", "/api/account", { cookie, body: { email, password: typed } });

describe("deleting an account", () => {
  it("forgets the person, keeps the books, and frees the address", async () => {
    const person = await ownerOf(shop.orders.paid);
    const elsewhere = (await world.signIn(person.email, password)).cookie;
    expect((await world.send("GET", "/by-pass", { cookie: elsewhere, process: "elsewhere" })).status).toBe(200);
    await open.pool.query("UPDATE accounts SET name = 'Ana Unmistakable' WHERE id = $1", [person.id]);
    await open.pool.query(
      `INSERT INTO reminders (sale_id, email, starts_at, unsubscribe_token) VALUES ($1, $2, now(), 'by-address')`,
      [shop.sale.id, person.email],
    );
    await world.send("POST", "/api/auth/forgot-password", { body: { email: person.email } });
    expect(await breaches()).toEqual([]);
    const booksBefore = await readBooks();

    expect((await remove(person.cookie, "other@example.com")).json.errors).toMatchObject([{ path: "email" }]);
    expect((await remove(person.cookie, person.email, "wrong")).json.errors).toMatchObject([{ path: "password" }]);
    const deleted = await remove(person.cookie, person.email.toUpperCase());
    expect([deleted.status, deleted.cookie]).toEqual([204, ""]);

    expect(await tablesWith(person.email)).toEqual([]);
    expect(await tablesWith("Ana Unmistakable")).toEqual([]);
    expect(await readBooks()).toEqual(booksBefore);
    expect(await breaches()).toEqual([]);
    expect(await verifyLog(open.pool)).toMatchObject({ word: "intact" });

    for (const cookie of [person.cookie, elsewhere]) {
      expect((await world.send("GET", "/api/auth/session", { cookie })).json.account).toBeNull();
      const pass = cookie.split("; ").find((pair) => pair.startsWith("zh_pass=")) ?? "";
      const doors = async () => (await world.send("GET", "/by-pass", { cookie: pass, process: "elsewhere" })).status;
      await expect.poll(doors).toBe(401);
    }
    expect((await world.signIn(person.email, password)).status).toBe(401);
    const again = await world.signUp(person.email);
    expect(again.id).not.toBe(person.id);
    const { rows } = await open.pool.query("SELECT 1 FROM orders WHERE account_id = $1", [again.id]);
    expect(rows).toEqual([]);
  });

  it.each([
    ["held", "holds a unit"],
    ["paying", "being settled"],
  ] as const)("is refused while an order is %s, and changes nothing", async (name, reason) => {
    const person = await ownerOf(shop.orders[name]);
    const reply = await remove(person.cookie, person.email);
    expect([reply.status, reply.json.code]).toEqual([409, "conflict"]);
    expect(reply.json.detail).toMatch(new RegExp(`^.*ZH-\\d{6} .*${reason}|payment of order ZH-\\d{6} is ${reason}`));
    expect((await world.send("GET", "/api/account", { cookie: person.cookie })).json.email).toBe(person.email);
  });

  it("is refused in a line", async () => {
    const { rows } = await open.pool.query("SELECT account_id FROM line_entries WHERE attempt_id = $1", [
      shop.waitingAttempt,
    ]);
    const person = await signInAs(rows[0].account_id);
    expect((await remove(person.cookie, person.email)).json.detail).toContain(`in line for ${shop.sale.title}`);
  });

  it("is possible after an order expired, was given back or was refunded, each time with whole books", async () => {
    for (const name of ["expired", "left", "refunded"] as const) {
      const person = await ownerOf(shop.orders[name]);
      expect((await remove(person.cookie, person.email)).status, name).toBe(204);
    }
    expect(await breaches()).toEqual([]);
  });

  it("is refused to the only admin, and of two who leave at once one stays", async () => {
    const [one, two] = [
      await createAccount(open.pool, { role: "admin" }),
      await createAccount(open.pool, { role: "admin" }),
    ];
    const admins = [await signInAs(one.id), await signInAs(two.id)];
    const replies = await Promise.all(admins.map(({ cookie, email }) => remove(cookie, email)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(replies.find(({ status }) => status === 409)?.json.detail).toContain("only admin");
  });

  it("is done once when it is asked for twice at the same moment", async () => {
    const person = await world.signUp();
    const replies = await Promise.all([remove(person.cookie, person.email), remove(person.cookie, person.email)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 401]);
    const { rows } = await open.pool.query("SELECT verb FROM admin_log WHERE object = $1", [`user:${person.id}`]);
    expect(rows).toEqual([{ verb: "delete" }]);
  });

  it("leaves nobody in the list of users, and nothing to suspend", async () => {
    const person = await world.signUp();
    await remove(person.cookie, person.email);
    const desk = createUserDesk({ pool: open.pool, recordChange, queueMail, tellProcesses: async () => undefined });
    expect(await desk.read(person.id)).toBeNull();
    expect((await desk.list({ search: person.id, role: null, status: null, page: 1 })).total).toBe(0);
    const actor = { accountId: "nobody0123456789", requestId: "r-1", address: null };
    expect(await desk.suspend(person.id, "No reason", actor)).toEqual({ word: "not_found" });
  });
});

/** What the audit of the whole shop finds. */
async function breaches() {
  return (await open.audit()).checks.filter(({ ok }) => !ok);
}

/** What was sold and moved, to the last row. */
async function readBooks() {
  const tables = ["orders", "order_lines", "order_history", "stock_ledger", "payments", "attempt_failures"];
  return Promise.all(tables.map(async (name) => (await open.pool.query(`SELECT * FROM ${name} ORDER BY 1, 2`)).rows));
}

/** Every table of the shop that still has a text somewhere. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const { rows } = await open.pool.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await open.pool.query(`SELECT 1 FROM ${name} t WHERE strpos(lower(t::text), lower($1)) > 0`, [
      text,
    ]);
    if (rowCount !== 0) found.push(name);
  }
  return found;
}
