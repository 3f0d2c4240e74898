import { afterAll, beforeAll, expect, it } from "vitest";
import { type GateFixture, startGateFixture, type TestSale } from "../testing/gate/gate-fixture";
import { createIntentStream } from "./create-intent-stream";
import { forgetSilentWorkers } from "./forget-consumers";
import { intentsKey, settleGroup } from "./keys";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const soon = { countMax: 1, blockMs: 0 };
const forMoreThanAllTests = 600_000;

function workerNamed(consumer: string) {
  return createIntentStream({ redis: fixture.redis, blockingRedis: fixture.server.connect(), consumer });
}

/** Redis knows a worker by name once it has read something. */
async function workOff(sale: TestSale, attempt: number, name: string) {
  await sale.take(attempt);
  const worker = workerNamed(name);
  const [batch] = await worker.readNew([sale.id], soon);
  await worker.acknowledge(sale.id, [batch?.entries[0]?.entryId ?? ""]);
  return worker;
}

async function namesOf(sale: TestSale): Promise<readonly string[]> {
  const rows: unknown = await fixture.redis.xinfo("CONSUMERS", intentsKey(sale.id), settleGroup);
  return Array.isArray(rows) ? rows.map((row: unknown) => String(Array.isArray(row) ? row[1] : "")).toSorted() : [];
}

it("forgets who has nothing left to be taken over, and loses no entry of the others", async () => {
  const sale = await fixture.openSale();
  await workOff(sale, 1, "died-idle-1");
  await workOff(sale, 2, "died-idle-2");
  await sale.take(3);
  await workerNamed("died-with-work").readNew([sale.id], soon);
  expect(await namesOf(sale)).toEqual(["died-idle-1", "died-idle-2", "died-with-work"]);

  expect(await forgetSilentWorkers(fixture.redis, sale.id, 0)).toBe(2);
  expect(await namesOf(sale)).toEqual(["died-with-work"]);

  const heir = workerNamed("heir");
  const batch = await heir.takeOver(sale.id, { countMax: 10, idleMs: 0 });
  expect(batch.entries).toHaveLength(1);
  await heir.acknowledge(sale.id, [batch.entries[0]?.entryId ?? ""]);
  expect(await forgetSilentWorkers(fixture.redis, sale.id, 0)).toBe(2);
  // Forgotten too early, a worker that lives reads on.
  await sale.take(4);
  expect((await heir.readNew([sale.id], soon))[0]?.entries).toHaveLength(1);
});

it("leaves alone who was heard of a while ago, and sales without a stream", async () => {
  const sale = await fixture.openSale();
  await workOff(sale, 1, "living");
  expect(await forgetSilentWorkers(fixture.redis, sale.id, forMoreThanAllTests)).toBe(0);
  expect(await namesOf(sale)).toEqual(["living"]);
  expect(await forgetSilentWorkers(fixture.redis, 999_999, 0)).toBe(0);
});

it("would lose an entry if it asked first and removed afterwards (negative control)", async () => {
  const sale = await fixture.openSale();
  const worker = await workOff(sale, 1, "reads-in-between");
  const idle = await namesOf(sale);
  await sale.take(2);
  expect(await worker.readNew([sale.id], soon)).toHaveLength(1);
  for (const name of idle) await fixture.redis.xgroup("DELCONSUMER", intentsKey(sale.id), settleGroup, name);
  expect((await workerNamed("heir").takeOver(sale.id, { countMax: 10, idleMs: 0 })).entries).toEqual([]);
  expect(await fixture.redis.xlen(intentsKey(sale.id))).toBe(1);
});
