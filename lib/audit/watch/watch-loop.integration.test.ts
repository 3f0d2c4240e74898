import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../platform/postgres";
import { parseAttemptRecord } from "../../stock/attempt-record";
import { lineKey, saleKeys } from "../../stock/keys";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../../testing/audit-world";
import { countAudit } from "./audit-metrics";
import { type WatchLoopParts, watchLoop } from "./watch-loop";
import { readWatch } from "./watch-record";
import { watchedNames } from "./watched-checks";

let world: AuditWorld;
let open: OpenWorld;

beforeAll(async () => {
  world = await createAuditWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  open = await world.open();
});
afterEach(async () => {
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
    gateParts: () => ({ pool: open.pool, redis: open.redis, format, clockSpec: "+0", patienceMs: 250 }),
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
  countAudit(registry, () => readWatch(open.redis));
  return registry.metrics();
}

const loseReturn = () => open.corrupt("DELETE FROM stock_ledger WHERE cause = 'return:' || $1", [world.orders.expired]);

describe("the watch over sales that are on", () => {
  it("finds nothing in a sound sale, and says that it has looked at every check", async () => {
    const worker = openWorker();
    await worker.lookAt(0);
    expect(await readWatch(open.redis)).toMatchObject({ atMs: startMs, saleIds: [world.sale.id], breaches: [] });
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
    const record = await readWatch(open.redis);
    expect(record?.breaches.map(({ check }) => check)).toEqual(["gate-counts-match-books"]);
  });

  it("looks every ten seconds, not while another worker does, and not when nothing is on", async () => {
    const worker = openWorker();
    await worker.lookAt(0);
    await worker.lookAt(9_000);
    expect((await readWatch(open.redis))?.atMs).toBe(startMs);
    await openWorker({ alone: async () => "taken" }).lookAt(20_000);
    await openWorker({ sales: () => [] }).lookAt(20_000);
    expect((await readWatch(open.redis))?.atMs).toBe(startMs);
    await worker.lookAt(10_000);
    expect((await readWatch(open.redis))?.atMs).toBe(startMs + 10_000);
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
        return { pool: hasty, redis: open.redis, format, clockSpec: "+0", patienceMs: 250 };
      },
    });
    await open.pool.transaction(async (client) => {
      await client.query("LOCK TABLE order_lines IN ACCESS EXCLUSIVE MODE");
      await worker.lookAt(0);
    });
    await hasty.end();
    expect(worker.notes).toEqual(["audit_left_out counters-match-orders", "audit_left_out limit-per-account"]);
    expect((await readWatch(open.redis))?.breaches).toEqual([]);
  });
});
