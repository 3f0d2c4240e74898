import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../platform/postgres";
import { connectHotRedis, type RedisClient, untilReady } from "../../platform/redis";
import { parseAttemptRecord } from "../../stock/attempt-record";
import { lineKey, saleKeys } from "../../stock/keys";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../../testing/audit-world";
import { countAudit } from "./audit-metrics";
import { type WatchLoopParts, watchLoop } from "./watch-loop";
import { readWatch } from "./watch-record";
import { watchedNames } from "./watched-checks";

let world: AuditWorld;
let open: OpenWorld;
/** As a worker's: what cannot be answered fails. */
let redis: RedisClient;

beforeAll(async () => {
  world = await createAuditWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  open = await world.open();
  redis = connectHotRedis(open.servers.redisUrl);
  await untilReady(redis, 10_000);
});
afterEach(async () => {
  redis.disconnect();
  await open.close();
});

const startMs = 1_700_000_000_000;

/** A worker whose own clock is moved by hand. */
function openWorker(changes: Partial<WatchLoopParts> = {}) {
  const notes: string[] = [];
  let nowMs = startMs;
  const { sale } = world;
  const audited = { id: sale.id, slug: sale.slug, itemIds: [sale.itemId], limitPerAccount: 2 };
  const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
  const loop = watchLoop({
    sales: () => [audited],
    gateParts: () => ({ pool: open.pool, redis, format, clockSpec: "+0", patienceMs: 250 }),
    alone: (work) => work(),
    note: (event, details) => notes.push(`${event} ${"check" in details ? details.check : ""}`),
    realNowMs: () => nowMs,
    ...changes,
  });
  return {
    notes,
    async lookAt(ms: number) {
      nowMs = startMs + ms;
      await loop.once(new AbortController().signal);
    },
  };
}

async function metrics(): Promise<string> {
  const registry = new Registry();
  countAudit(registry, () => readWatch(open.pool));
  return registry.metrics();
}

const loseReturn = () => open.corrupt("DELETE FROM stock_ledger WHERE cause = 'return:' || $1", [world.orders.expired]);

describe("the watch over sales that are on", () => {
  it("finds nothing in a sound sale, and says that it has looked at every check", async () => {
    const worker = openWorker();
    await worker.lookAt(0);
    expect(await readWatch(open.pool)).toMatchObject({ atMs: startMs, saleIds: [world.sale.id], breaches: [] });
    const told = await metrics();
    for (const check of watchedNames) expect(told).toContain(`zerohour_audit_broken{check="${check}"} 0`);
    expect(told).toContain("zerohour_audit_age_seconds ");
  });

  it("raises an alarm for what stays broken for half a minute, and ends it when all is well again", async () => {
    const worker = openWorker();
    await loseReturn();
    await worker.lookAt(0);
    await worker.lookAt(10_000);
    expect(worker.notes).toEqual([]);
    expect(await metrics()).toContain('zerohour_audit_broken{check="units-move-once"} 0');
    await worker.lookAt(30_000);
    expect(worker.notes).toEqual(["audit_broken counters-match-ledger", "audit_broken units-move-once"]);
    expect(await metrics()).toContain('zerohour_audit_broken{check="units-move-once"} 1');
    expect(await metrics()).toContain('zerohour_audit_broken{check="never-oversold"} 0');
    await open.corrupt(
      `INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause)
       SELECT sale_id, item_id, 'return', quantity, order_id, 'return:' || order_id FROM stock_ledger
       WHERE cause = 'reserve:' || $1`,
      [world.orders.expired],
    );
    await worker.lookAt(40_000);
    expect(worker.notes.slice(2)).toEqual(["audit_well counters-match-ledger", "audit_well units-move-once"]);
    expect(await metrics()).toContain('zerohour_audit_broken{check="units-move-once"} 0');
  });

  it("goes on from where another worker stopped looking", async () => {
    await loseReturn();
    await openWorker().lookAt(0);
    const other = openWorker();
    await other.lookAt(31_000);
    expect(other.notes).toContain("audit_broken units-move-once");
  });

  it("finds a gate that counts otherwise than the books", async () => {
    await open.redis.hincrby(saleKeys(world.sale.id).stock, `${world.sale.itemId}:held`, -1);
    await openWorker().lookAt(0);
    const record = await readWatch(open.pool);
    expect(record?.breaches.map(({ check }) => check)).toEqual(["gate-counts-match-books"]);
  });

  it("looks every ten seconds, not while another worker does, and not when nothing is on", async () => {
    const worker = openWorker();
    await worker.lookAt(0);
    await worker.lookAt(9_000);
    expect((await readWatch(open.pool))?.atMs).toBe(startMs);
    await openWorker({ alone: async () => "taken" }).lookAt(20_000);
    await openWorker({ sales: () => [] }).lookAt(20_000);
    expect((await readWatch(open.pool))?.atMs).toBe(startMs);
    await worker.lookAt(10_000);
    expect((await readWatch(open.pool))?.atMs).toBe(startMs + 10_000);
  });

  it("goes on with the books while Redis is away, says what it cannot look at, and looks at all again", async () => {
    const worker = openWorker();
    await open.loseRedis();
    await worker.lookAt(0);
    expect(worker.notes).toEqual(["audit_unchecked gate-counts-match-books"]);
    const reason = `Redis at 127.0.0.1:${new URL(open.servers.redisUrl).port} does not answer`;
    expect(await readWatch(open.pool)).toMatchObject({
      breaches: [],
      gaps: [{ saleId: world.sale.id, check: "gate-counts-match-books", invariant: "I10", reason }],
    });
    const told = await metrics();
    expect(told).toContain('zerohour_audit_unchecked{check="gate-counts-match-books"} 1');
    expect(told).not.toContain('zerohour_audit_broken{check="gate-counts-match-books"}');
    expect(told).toContain('zerohour_audit_unchecked{check="units-move-once"} 0');
    expect(told).toContain('zerohour_audit_broken{check="units-move-once"} 0');

    // The control: what is wrong in the books is found all the same.
    await loseReturn();
    await worker.lookAt(10_000);
    await worker.lookAt(40_000);
    expect(worker.notes.slice(1)).toEqual(["audit_broken counters-match-ledger", "audit_broken units-move-once"]);
    expect(await metrics()).toContain('zerohour_audit_broken{check="units-move-once"} 1');

    await open.bringRedisBack();
    await untilReady(redis, 10_000);
    await worker.lookAt(50_000);
    expect(worker.notes.slice(3)).toEqual(["audit_checked_again gate-counts-match-books"]);
    expect(await metrics()).toContain('zerohour_audit_broken{check="gate-counts-match-books"} 0');
    expect(await metrics()).toContain('zerohour_audit_unchecked{check="gate-counts-match-books"} 0');
  });

  it("keeps an alarm of the gate's while Redis is away, and makes none of what it saw once", async () => {
    const unsound = () => open.redis.hincrby(saleKeys(world.sale.id).stock, `${world.sale.itemId}:held`, -1);
    const suspicion = openWorker();
    await unsound();
    await suspicion.lookAt(0);
    await open.loseRedis();
    await suspicion.lookAt(10_000);
    await suspicion.lookAt(60_000);
    expect(suspicion.notes).toEqual(["audit_unchecked gate-counts-match-books"]);

    await open.bringRedisBack();
    await untilReady(redis, 10_000);
    await unsound();
    const alarm = openWorker();
    await alarm.lookAt(100_000);
    await alarm.lookAt(130_000);
    await open.loseRedis();
    await alarm.lookAt(140_000);
    expect(await metrics()).toContain('zerohour_audit_broken{check="gate-counts-match-books"} 1');
    expect(await metrics()).toContain('zerohour_audit_unchecked{check="gate-counts-match-books"} 1');
    await open.bringRedisBack();
    await untilReady(redis, 10_000);
    await alarm.lookAt(150_000);
    expect(alarm.notes).toEqual([
      "audit_checked_again gate-counts-match-books",
      "audit_broken gate-counts-match-books",
      "audit_unchecked gate-counts-match-books",
      "audit_well gate-counts-match-books",
      "audit_checked_again gate-counts-match-books",
    ]);
  });

  it("tells nothing when nobody looks", async () => {
    expect(await metrics()).not.toMatch(/^zerohour_audit/m);
  });

  it("leaves out, and tells, what takes longer than a statement may", async () => {
    const { connectionString: url = "" } = open.pool.options;
    const hasty = createPool({ url, max: 2, applicationName: "hasty", statementTimeoutMs: 200 });
    const worker = openWorker({
      gateParts: () => {
        const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
        return { pool: hasty, redis, format, clockSpec: "+0", patienceMs: 250 };
      },
    });
    await open.pool.transaction(async (client) => {
      await client.query("LOCK TABLE order_lines IN ACCESS EXCLUSIVE MODE");
      await worker.lookAt(0);
    });
    await hasty.end();
    expect(worker.notes).toEqual(["audit_left_out counters-match-orders", "audit_left_out limit-per-account"]);
    expect((await readWatch(open.pool))?.breaches).toEqual([]);
  });
});
