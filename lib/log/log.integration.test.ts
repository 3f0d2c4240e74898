import { beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createLog } from "./create-log";
import type { LoggedChange } from "./ports";
import { recordChange } from "./record-change";
import { verifyLog } from "./verify-log";

let database: TestDatabase;
let actorId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  actorId = (await createAccount(database.pool, { role: "marketer", name: "Li" })).id;
  return () => database.drop();
});

const changeOf = (number: number, wish: Partial<LoggedChange> = {}): LoggedChange => ({
  actor: { accountId: actorId, requestId: `r-${number}`, address: "203.0.113.7" },
  verb: "change",
  object: "sale:lamp",
  before: { title: `Lamp ${number}`, price: { minor: 7_900, currency: "EUR" } },
  after: { title: `Lamp ${number + 1}`, price: { currency: "EUR", minor: 6_900 } },
  ...wish,
});

const record = (change: LoggedChange) => database.pool.transaction((client) => recordChange(client, change));

/** Past the trigger, as somebody with the superuser's rights could. */
async function tamper(sql: string): Promise<void> {
  await database.pool.query("ALTER TABLE admin_log DISABLE TRIGGER admin_log_append_only");
  await database.pool.query(sql);
  await database.pool.query("ALTER TABLE admin_log ENABLE TRIGGER admin_log_append_only");
}

describe("the log of changes", () => {
  it("is intact while nothing was recorded", async () => {
    expect(await verifyLog(database.pool)).toMatchObject({ word: "intact", entries: 0 });
  });

  it("stays one unbroken chain when many write at the same moment", async () => {
    const pools = [database.pool, database.openPool(), database.openPool()];
    await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        pools[number % pools.length]?.transaction((client) => recordChange(client, changeOf(number))),
      ),
    );
    expect(await verifyLog(database.pool)).toMatchObject({ word: "intact", entries: 60 });
  });

  it("keeps nothing of a transaction that was rolled back, and goes on unbroken", async () => {
    await record(changeOf(1));
    const failing = database.pool.transaction(async (client) => {
      await recordChange(client, changeOf(2));
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    await record(changeOf(3));
    expect(await verifyLog(database.pool)).toMatchObject({ word: "intact", entries: 2 });
  });

  it.each([
    ["altered value", "UPDATE admin_log SET after = jsonb_set(after, '{title}', '\"Gold\"') WHERE request_id = 'r-2'"],
    ["altered actor", "UPDATE admin_log SET actor_id = 'somebody' WHERE request_id = 'r-2'"],
    ["altered time", "UPDATE admin_log SET at = at - interval '1 hour' WHERE request_id = 'r-2'"],
    ["removed entry", "DELETE FROM admin_log WHERE request_id = 'r-2'"],
    [
      "entry whose hash was made to fit",
      "UPDATE admin_log SET verb = 'end', hash = encode(sha256('guess'), 'hex') WHERE request_id = 'r-2'",
    ],
  ])("gives away an %s", async (_, sql) => {
    for (const number of [1, 2, 3, 4]) await record(changeOf(number));
    expect(await verifyLog(database.pool)).toMatchObject({ word: "intact", entries: 4 });
    await tamper(sql);
    expect(await verifyLog(database.pool)).toMatchObject({ word: "broken" });
  });

  it("cannot be changed or emptied by the shop itself", async () => {
    await record(changeOf(1));
    await expect(database.pool.query("UPDATE admin_log SET verb = 'x'")).rejects.toThrow("kept for good");
    await expect(database.pool.query("DELETE FROM admin_log")).rejects.toThrow("kept for good");
  });

  it("is listed newest first, by object, by actor and page by page, with masked addresses", async () => {
    const other = await createAccount(database.pool, { role: "admin", name: "Ana" });
    await record(changeOf(1));
    await record(changeOf(2, { object: "sale:mug" }));
    await record(changeOf(3, { actor: { accountId: other.id, requestId: "r-3", address: null } }));
    const log = createLog({ pool: database.pool });
    const wish = { object: null, actorId: null, before: null, max: 2 };
    const first = await log.list(wish);
    expect(first.map((entry) => entry.requestId)).toEqual(["r-3", "r-2"]);
    expect(first[1]).toMatchObject({ actor: { id: actorId, name: "Li" }, address: "203.0.113.*", verb: "change" });
    const second = await log.list({ ...wish, before: first[1]?.id ?? null });
    expect(second.map((entry) => entry.requestId)).toEqual(["r-1"]);
    expect((await log.list({ ...wish, object: "sale:mug" })).map((entry) => entry.requestId)).toEqual(["r-2"]);
    expect((await log.list({ ...wish, actorId: other.id })).map((entry) => entry.requestId)).toEqual(["r-3"]);
  });
});
