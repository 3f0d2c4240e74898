import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../domain";
import { recordChange } from "../../log/record-change";
import { verifyLog } from "../../log/verify-log";
import { queueMail } from "../../mail/queue-mail";
import { createOrders } from "../../orders/create-orders";
import { createAccount, createSale, makeBooking } from "../../testing/factories";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { defaultAccountsSettings } from "../accounts-settings";
import { createUserDesk, type UserDesk } from "./create-user-desk";

let database: TestDatabase;
let desk: UserDesk;
let told: number;

beforeEach(async () => {
  database = await createTestDatabase();
  told = 0;
  desk = createUserDesk({
    pool: database.pool,
    recordChange,
    queueMail,
    tellProcesses: async () => {
      told += 1;
    },
  });
});

afterEach(async () => {
  expect(await verifyLog(database.pool)).toMatchObject({ word: "intact" });
  await database.drop();
});

const actorOf = (accountId: string) => ({ accountId, requestId: "r-1", address: null });

async function make(role: Role, name?: string): Promise<string> {
  return (await createAccount(database.pool, { role, ...(name === undefined ? {} : { name }) })).id;
}

async function openSession(accountId: string, createdAt = new Date()): Promise<void> {
  await database.pool.query(
    `INSERT INTO sessions (id, token, account_id, expires_at, created_at, updated_at)
     VALUES ($1, $1, $2, now() + interval '7 days', $3, $3)`,
    [`s-${accountId}`, accountId, createdAt],
  );
}

async function countSessions(accountId: string): Promise<number> {
  const { rows } = await database.pool.query("SELECT 1 FROM sessions WHERE account_id = $1", [accountId]);
  return rows.length;
}

async function logged(): Promise<readonly unknown[]> {
  return (await database.pool.query("SELECT verb, object, before, after FROM admin_log ORDER BY id")).rows;
}

describe("a role", () => {
  it("is given and taken by an admin, and the change is logged", async () => {
    const [admin, other] = [await make("admin"), await make("shopper")];
    const outcome = await desk.change(other, { role: "marketer", level: 3 }, actorOf(admin));
    expect(outcome).toMatchObject({ word: "done", changed: true, user: { id: other, role: "marketer", level: 3 } });
    expect(await desk.change(other, { role: "marketer" }, actorOf(admin))).toMatchObject({ changed: false });
    expect(await logged()).toEqual([
      {
        verb: "change",
        object: `user:${other}`,
        before: { role: "shopper", level: 0 },
        after: { role: "marketer", level: 3 },
      },
    ]);
  });

  it("is not one's own to change, nor is one's own suspension", async () => {
    const [admin] = [await make("admin"), await make("admin")];
    for (const outcome of [
      await desk.change(admin, { role: "shopper" }, actorOf(admin)),
      await desk.change(admin, { level: 9 }, actorOf(admin)),
      await desk.suspend(admin, "Tired", actorOf(admin)),
      await desk.restore(admin, actorOf(admin)),
    ]) {
      expect(outcome).toMatchObject({ word: "refused", detail: expect.stringContaining("own account") });
    }
    expect(await logged()).toEqual([]);
  });

  it("of an account that is not there changes nothing", async () => {
    const admin = await make("admin");
    expect(await desk.change("nobody", { level: 1 }, actorOf(admin))).toEqual({ word: "not_found" });
  });
});

describe("the last admin", () => {
  it("stays when two admins take each other's role at the same moment", async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [ana, bea] = [await make("admin"), await make("admin")];
      const outcomes = await Promise.all([
        desk.change(bea, { role: "shopper" }, actorOf(ana)),
        turn % 2 === 0
          ? desk.change(ana, { role: "shopper" }, actorOf(bea))
          : desk.suspend(ana, "A quarrel", actorOf(bea)),
      ]);
      expect(outcomes.filter(({ word }) => word === "done")).toHaveLength(1);
      const { rows } = await database.pool.query("SELECT id FROM accounts WHERE role = 'admin' AND NOT banned");
      expect(rows).toHaveLength(1);
      await database.pool.query("UPDATE accounts SET role = 'shopper'");
    }
  });

  it("is refused by whoever has stopped being an admin meanwhile", async () => {
    const [former, other] = [await make("marketer"), await make("shopper")];
    await make("admin");
    expect(await desk.change(other, { role: "admin" }, actorOf(former))).toEqual({ word: "forbidden" });
    expect(await desk.suspend(other, "x", actorOf(former))).toEqual({ word: "forbidden" });
  });

  it("without the locks would be gone: both would see the other", async () => {
    // The negative control: the same two changes, decided before either is written.
    const [ana, bea] = [await make("admin"), await make("admin")];
    const others = (id: string) =>
      database.pool
        .query("SELECT 1 FROM accounts WHERE role = 'admin' AND id <> $1", [id])
        .then(({ rows }) => rows.length);
    const seen = await Promise.all([others(ana), others(bea)]);
    expect(seen).toEqual([1, 1]);
    await database.pool.query("UPDATE accounts SET role = 'shopper' WHERE id = ANY($1)", [[ana, bea]]);
    expect(await others("nobody")).toBe(0);
  });
});

describe("a suspension", () => {
  it("ends sessions, tells the account and every process, keeps orders, and is undone by restoring", async () => {
    const [admin, shopper] = [await make("admin"), await make("shopper")];
    await openSession(shopper);
    const sale = await createSale(database.pool);
    const orders = createOrders({ pool: database.pool });
    await orders.place(sale.id, [makeBooking(sale, shopper)], "+0");
    const outcome = await desk.suspend(shopper, "Chargebacks", actorOf(admin));
    expect(outcome).toMatchObject({
      word: "done",
      user: { suspended: true, suspendedReason: "Chargebacks", lastSeenAt: null, orders: 1 },
    });
    expect(await countSessions(shopper)).toBe(0);
    expect(told).toBe(1);
    const { rows: mails } = await database.pool.query("SELECT kind, account_id, facts FROM mails");
    expect(mails).toEqual([{ kind: "account_suspended", account_id: shopper, facts: { reason: "Chargebacks" } }]);
    expect(await desk.suspend(shopper, "Again", actorOf(admin))).toMatchObject({ changed: false });
    expect(await desk.restore(shopper, actorOf(admin))).toMatchObject({
      user: { suspended: false, suspendedReason: null },
    });
    expect(told).toBe(2);
    expect((await logged()).map((entry) => (entry as { verb: string }).verb)).toEqual(["suspend", "restore"]);
  });

  it("calls in its passes for good: a restored account signs in anew", async () => {
    const [admin, shopper] = [await make("admin"), await make("shopper")];
    const beforeMs = Date.now();
    await desk.suspend(shopper, "Chargebacks", actorOf(admin));
    await desk.restore(shopper, actorOf(admin));
    const { rows } = await database.pool.query<{ voidBefore: Date }>(
      'SELECT passes_void_before AS "voidBefore" FROM accounts WHERE id = $1',
      [shopper],
    );
    const lifeMs = defaultAccountsSettings.passMaxAgeMs;
    // A pass of that time ended before this moment, one of today's sign-in ends after it.
    expect(rows[0]?.voidBefore.getTime()).toBeGreaterThanOrEqual(beforeMs + lifeMs);
    expect(rows[0]?.voidBefore.getTime()).toBeLessThanOrEqual(Date.now() + lifeMs);
  });

  it("is told by mail each time, also when a script gives all its requests one name", async () => {
    const [admin, shopper] = [await make("admin"), await make("shopper")];
    for (const reason of ["Chargebacks", "Chargebacks again"]) {
      await desk.suspend(shopper, reason, actorOf(admin));
      await desk.suspend(shopper, "No change, so no mail", actorOf(admin));
      await desk.restore(shopper, actorOf(admin));
    }
    const { rows } = await database.pool.query("SELECT facts->>'reason' AS reason FROM mails ORDER BY id");
    expect(rows).toEqual([{ reason: "Chargebacks" }, { reason: "Chargebacks again" }]);
  });

  it("leaves nothing behind when it cannot be logged", async () => {
    const [admin, shopper] = [await make("admin"), await make("shopper")];
    await openSession(shopper);
    const failing = createUserDesk({
      pool: database.pool,
      recordChange: () => Promise.reject(new Error("no log")),
      queueMail,
      tellProcesses: async () => undefined,
    });
    await expect(failing.suspend(shopper, "x", actorOf(admin))).rejects.toThrow("no log");
    expect(await desk.read(shopper)).toMatchObject({ suspended: false });
    expect(await countSessions(shopper)).toBe(1);
  });
});

describe("the list of accounts", () => {
  it("filters by name, address, id, role and status, and counts under the search", async () => {
    const admin = await make("admin", "Ada Root");
    const li = await createAccount(database.pool, { name: "Li Shopper", email: "li@example.com" });
    const lin = await createAccount(database.pool, { name: "Lin", email: "lin@example.com", role: "marketer" });
    await openSession(li.id, new Date("2026-11-20T10:00:00Z"));
    await desk.suspend(lin.id, "Left", actorOf(admin));
    const list = (wish: object = {}) => desk.list({ search: "", role: null, status: null, page: 1, ...wish });
    expect(await list()).toMatchObject({
      total: 3,
      pages: 1,
      counts: { all: 3, admin: 1, marketer: 1, shopper: 1, active: 2, suspended: 1 },
    });
    expect((await list({ search: "LI" })).users.map(({ id }) => id).sort()).toEqual([li.id, lin.id].sort());
    expect(await list({ search: "li", role: "shopper" })).toMatchObject({
      total: 1,
      counts: { all: 2 },
      users: [{ email: "li@example.com", lastSeenAt: "2026-11-20T10:00:00.000Z" }],
    });
    expect((await list({ search: li.id })).total).toBe(1);
    expect((await list({ status: "suspended" })).users.map(({ id }) => id)).toEqual([lin.id]);
    expect((await list({ status: "active", role: "admin" })).total).toBe(1);
    expect((await list({ search: "' OR 1=1 --" })).total).toBe(0);
    expect((await list({ page: 9 })).users).toEqual([]);
  });
});
