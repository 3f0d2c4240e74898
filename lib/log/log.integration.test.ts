import { beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createLog } from "./create-log";
import { chainStart, hashEntry } from "./hash-entry";
import type { LogFilter, LoggedChange } from "./ports";
import { recordChange, recordChanges } from "./record-change";
import { verifyLog, verifyPart } from "./verify-log";

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

const anything: LogFilter = { object: null, actorId: null, verb: null, fromMs: null, toMs: null };

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

  it("takes many changes at once, each a link behind the one before", async () => {
    await record(changeOf(1));
    const sides = [
      { before: null, after: { quote: `"a", 'b' \\ {} NULL` } },
      { before: { a: null }, after: null },
      { before: null, after: null },
    ];
    const actor = { accountId: actorId, requestId: "r-2", address: null, keyName: "Night job" };
    const many = sides.map((side) => changeOf(2, { actor, ...side }));
    await database.pool.transaction((client) => recordChanges(client, many));
    await record(changeOf(3));
    expect(await verifyLog(database.pool)).toMatchObject({ word: "intact", entries: 5 });
    const log = createLog({ pool: database.pool });
    const entries = [...(await log.list({ ...anything, before: null, max: 9 }))].reverse().slice(1, 4);
    expect(entries.map(({ before, after }) => ({ before, after }))).toEqual(sides);
    expect(entries.every((entry) => entry.actor.key === "Night job")).toBe(true);
    const { rows } = await database.pool.query("SELECT FROM admin_log WHERE before = 'null' OR after = 'null'");
    expect(rows).toHaveLength(0);
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
    const wish = { ...anything, before: null, max: 2 };
    const first = await log.list(wish);
    expect(first.map((entry) => entry.requestId)).toEqual(["r-3", "r-2"]);
    expect(first[1]).toMatchObject({
      actor: { id: actorId, name: "Li", key: null },
      address: "203.0.113.*",
      verb: "change",
    });
    const second = await log.list({ ...wish, before: first[1]?.id ?? null });
    expect(second.map((entry) => entry.requestId)).toEqual(["r-1"]);
    expect((await log.list({ ...wish, object: "sale:mug" })).map((entry) => entry.requestId)).toEqual(["r-2"]);
    expect((await log.list({ ...wish, actorId: other.id })).map((entry) => entry.requestId)).toEqual(["r-3"]);
  });

  it("is filtered by kind, verb and time, from the one moment and before the other", async () => {
    await record(changeOf(1, { object: "sale:lamp", verb: "publish" }));
    await record(changeOf(2, { object: "order:o1" }));
    await record(changeOf(3, { object: "salesman:ana" }));
    const log = createLog({ pool: database.pool });
    const found = async (filter: Partial<LogFilter>) =>
      (await log.list({ ...anything, ...filter, before: null, max: 9 })).map((entry) => entry.requestId);
    expect(await found({ object: "sale" })).toEqual(["r-1"]);
    expect(await found({ verb: "publish" })).toEqual(["r-1"]);
    // Times of its own, since two entries may be of one millisecond.
    await tamper("UPDATE admin_log SET at = '2026-01-01Z'::timestamptz + (id % 100) * interval '1 minute'");
    const [third, second] = await log.list({ ...anything, before: null, max: 2 });
    const [secondMs, thirdMs] = [second, third].map((entry) => Date.parse(entry?.at ?? ""));
    expect(await found({ fromMs: secondMs ?? null })).toEqual(["r-3", "r-2"]);
    expect(await found({ toMs: thirdMs ?? null })).toEqual(["r-2", "r-1"]);
    expect(await found({ fromMs: secondMs ?? null, toMs: thirdMs ?? null })).toEqual(["r-2"]);
  });

  it("is read whole in pages, each entry once, and entry by entry", async () => {
    const count = 1_203;
    await database.pool.query(
      `INSERT INTO admin_log (actor_id, verb, object, request_id, prev_hash, hash)
       SELECT $1, 'change', 'sale:lamp', 'r-' || number, '', 'h-' || number FROM generate_series(1, $2::int) number`,
      [actorId, count],
    );
    const log = createLog({ pool: database.pool });
    const seen: string[] = [];
    for await (const page of log.pages({ ...anything, object: "sale:lamp" })) {
      expect(page.length).toBeLessThanOrEqual(200);
      seen.push(...page.map((entry) => entry.requestId));
    }
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
    expect(seen[0]).toBe(`r-${count}`);
    const [newest] = await log.list({ ...anything, before: null, max: 1 });
    expect(await log.find(newest?.id ?? "")).toEqual(newest);
    expect(await log.find("999999999999")).toBeNull();
  });

  it("is verified in parts that together find what the whole finds", async () => {
    for (let number = 0; number < 5; number += 1) await record(changeOf(number));
    const log = createLog({ pool: database.pool });
    const whole = await verifyLog(database.pool);
    expect(await log.verify(null)).toEqual({ ...whole, last: null });
    const entries = [...(await log.list({ ...anything, before: null, max: 9 }))].reverse();
    const rest = await log.verify(entries[1]?.id ?? null);
    expect(rest).toEqual({ ...whole, entries: 3, last: null });
    expect(await log.verify("999999999999")).toBeNull();
    await tamper("UPDATE admin_log SET verb = 'x' WHERE request_id = 'r-3'");
    expect(await log.verify(null)).toMatchObject({ word: "broken", entries: 3, entryId: entries[3]?.id });
    expect(await log.verify(entries[1]?.id ?? null)).toMatchObject({ word: "broken", entries: 1 });
    // Behind the altered entry nothing is wrong but the link to it, which fits what is stored.
    expect(await log.verify(entries[3]?.id ?? null)).toMatchObject({ word: "intact", entries: 1 });
  });

  it("stops between parts and says where to go on", async () => {
    const count = 1_500;
    let prevHash = chainStart;
    const rows = Array.from({ length: count }, (_, number) => {
      const at = new Date(Date.UTC(2026, 0, 1) + number).toISOString();
      const entry = { at, actorId, verb: "change", object: "sale:lamp", before: null, after: null };
      const hash = hashEntry(prevHash, { ...entry, requestId: `r-${number}`, ipAddress: null });
      const row = { at, requestId: `r-${number}`, prevHash, hash };
      prevHash = hash;
      return row;
    });
    await database.pool.query(
      `INSERT INTO admin_log (at, actor_id, verb, object, request_id, prev_hash, hash)
       SELECT at, $2, 'change', 'sale:lamp', "requestId", "prevHash", hash
       FROM jsonb_to_recordset($1) AS entry (at timestamptz, "requestId" text, "prevHash" text, hash text) ORDER BY at`,
      [JSON.stringify(rows), actorId],
    );
    const first = await verifyPart(database.pool, null, 1_000);
    expect(first).toMatchObject({ word: "intact", entries: 1_000, lastHash: rows[999]?.hash });
    const last = first?.word === "intact" ? first.last : null;
    expect(last).not.toBeNull();
    expect(await verifyPart(database.pool, last, 1_000)).toEqual({
      word: "intact",
      entries: 500,
      lastHash: rows[1_499]?.hash,
      last: null,
    });
  });

  it("finds few entries among many by an index, whatever the filter", async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO admin_log (at, actor_id, verb, object, request_id, prev_hash, hash)
       SELECT '2026-01-01Z'::timestamptz + number * interval '1 minute', 'actor-' || number / 20, 'verb-' || number / 20,
         'sale:sale-' || number / 20, 'r', '', 'h-' || number
       FROM generate_series(1, 20000) number`,
    );
    await pool.query("ANALYZE admin_log");
    const plans: string[] = [];
    const explaining = Object.create(pool, {
      query: {
        async value(text: string, values: unknown[]) {
          const { rows } = await pool.query(`EXPLAIN ${text}`, values);
          plans.push(JSON.stringify(rows));
          return { rows: [] };
        },
      },
    });
    const log = createLog({ pool: explaining });
    const filters: readonly Partial<LogFilter>[] = [
      { object: "sale:sale-3" },
      { actorId: "actor-3" },
      { verb: "verb-3" },
      { fromMs: Date.UTC(2026, 0, 2), toMs: Date.UTC(2026, 0, 2, 1) },
      {},
    ];
    for (const filter of filters) await log.list({ ...anything, ...filter, before: null, max: 50 });
    expect(plans).toHaveLength(filters.length);
    for (const plan of plans) {
      expect(plan).toContain("admin_log");
      expect(plan).not.toContain("Seq Scan on admin_log");
    }
    expect(plans[0]).toContain("admin_log_object_id_idx");
    expect(plans[1]).toContain("admin_log_actor_id_id_idx");
    expect(plans[2]).toContain("admin_log_verb_id_idx");
    expect(plans[3]).toContain("admin_log_at_idx");
    expect(plans[4]).toContain("admin_log_pkey");
  });
});
