import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GateFixture, startGateFixture, type TestSale } from "../testing/gate/gate-fixture";
import { createIntentStream } from "./create-intent-stream";
import type { IntentBatch } from "./gate";
import { intentsKey, settleGroup } from "./keys";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const soon = { countMax: 100, blockMs: 0 };

function anotherWorker(name: string) {
  return createIntentStream({ redis: fixture.redis, blockingRedis: fixture.server.connect(), consumer: name });
}

function namesIn(batch: IntentBatch | undefined): string[] {
  return (batch?.entries ?? []).map((entry) => entry.intent.attemptId);
}

async function pending(sale: TestSale): Promise<number> {
  const [count] = await fixture.redis.xpending(intentsKey(sale.id), settleGroup);
  return Number(count);
}

describe("reading", () => {
  it("gives each entry to one worker", async () => {
    const sale = await fixture.openSale();
    for (const name of [1, 2, 3]) await sale.take(name);
    const first = await fixture.intents.readNew([sale.id], { countMax: 2, blockMs: 0 });
    const second = await anotherWorker("worker-2").readNew([sale.id], soon);
    expect(namesIn(first[0])).toEqual([sale.attemptId(1), sale.attemptId(2)]);
    expect(namesIn(second[0])).toEqual([sale.attemptId(3)]);
    expect(await fixture.intents.readNew([sale.id], soon)).toEqual([]);
  });

  it("waits for the first entry of any sale", async () => {
    const [sale, other] = [await fixture.openSale(), await fixture.openSale()];
    const worker = anotherWorker("waiting");
    const reading = worker.readNew([sale.id, other.id], { countMax: 10, blockMs: 10_000 });
    await other.take(1);
    const [batch] = await reading;
    expect(batch?.saleId).toBe(other.id);
    expect(namesIn(batch)).toEqual([other.attemptId(1)]);
  });

  it("returns nothing when nothing comes in time", async () => {
    const sale = await fixture.openSale();
    expect(await fixture.intents.readNew([sale.id], { countMax: 10, blockMs: 20 })).toEqual([]);
    expect(await fixture.intents.readNew([], { countMax: 10, blockMs: 20 })).toEqual([]);
  });

  it("begins at the beginning where a sale has no group yet", async () => {
    const sale = await fixture.openSale();
    await fixture.redis.del(intentsKey(sale.id));
    await sale.take(1);
    const [batch] = await fixture.intents.readNew([sale.id], soon);
    expect(namesIn(batch)).toEqual([sale.attemptId(1)]);
  });

  it("goes on when the stream is deleted while it waits", async () => {
    const sale = await fixture.openSale();
    const blockingRedis = fixture.server.connect();
    const clientId = await blockingRedis.client("ID");
    const worker = createIntentStream({ redis: fixture.redis, blockingRedis, consumer: "blocked" });
    const reading = worker.readNew([sale.id], { countMax: 10, blockMs: 10_000 });
    await expect.poll(async () => String(await fixture.redis.client("LIST", "ID", clientId))).toMatch(/flags=b/);
    await fixture.redis.del(intentsKey(sale.id));
    expect(await reading).toEqual([]);
    await sale.take(1);
    expect(namesIn((await worker.readNew([sale.id], soon))[0])).toEqual([sale.attemptId(1)]);
  });
});

describe("entries nobody can read", () => {
  const record = "q|0|AAAAAAAAAAAAAAA1|12|1|1|1800000000000|||";
  const fieldsOf = (sale: TestSale, changes: Record<string, string>) =>
    Object.entries({ kind: "reserve", attempt: sale.attemptId(1), record, ...changes }).flat();
  const broken = [
    { name: "an unknown kind", changes: { kind: "dance" } },
    { name: "no record", changes: { record: "" } },
    { name: "a record of other parts", changes: { record: `${record}|` } },
    { name: "an unknown state", changes: { record: record.replace("q", "z") } },
    { name: "a quantity of 0", changes: { record: record.replace("|12|1|", "|12|0|") } },
    { name: "a negative number", changes: { record: record.replace("|12|1|1|", "|12|1|-1|") } },
    { name: "another sale's attempt", changes: { attempt: "azz_0000000000000000000001" } },
    { name: "an attempt id that is none", changes: { attempt: "nonsense" } },
    { name: "a join without its sequence", changes: { kind: "join" } },
    { name: "a leave without a reason", changes: { kind: "leave" } },
  ];
  it.each(broken)("are reported with their fields: $name", async ({ changes }) => {
    const sale = await fixture.openSale();
    const fields = fieldsOf(sale, changes);
    await fixture.redis.xadd(intentsKey(sale.id), "*", ...fields);
    await sale.take(2);
    const [batch] = await fixture.intents.readNew([sale.id], soon);
    expect(namesIn(batch)).toEqual([sale.attemptId(2)]);
    expect(batch?.broken).toMatchObject([{ fields }]);
    expect(batch?.broken[0]?.error).not.toBe("");
  });

  it("but one with a field of a newer build is read", async () => {
    const sale = await fixture.openSale();
    await fixture.redis.xadd(intentsKey(sale.id), "*", ...fieldsOf(sale, { colour: "red" }));
    const [batch] = await fixture.intents.readNew([sale.id], soon);
    expect(batch?.broken).toEqual([]);
    expect(namesIn(batch)).toEqual([sale.attemptId(1)]);
  });
});

describe("acknowledging", () => {
  it("ends the work: the entry leaves the pending list and the stream", async () => {
    const sale = await fixture.openSale();
    for (const name of [1, 2, 3]) await sale.take(name);
    expect(await fixture.intents.backlog(sale.id)).toBe(3);
    const [batch] = await fixture.intents.readNew([sale.id], { countMax: 2, blockMs: 0 });
    expect(await fixture.intents.backlog(sale.id)).toBe(3);
    const entryIds = (batch?.entries ?? []).map((entry) => entry.entryId);
    await fixture.intents.acknowledge(sale.id, entryIds);
    await fixture.intents.acknowledge(sale.id, entryIds);
    await fixture.intents.acknowledge(sale.id, []);
    expect(await fixture.intents.backlog(sale.id)).toBe(1);
    expect(await pending(sale)).toBe(0);
    expect(namesIn((await fixture.intents.readNew([sale.id], soon))[0])).toEqual([sale.attemptId(3)]);
  });

  it("never drops what others have not finished or nobody has read", async () => {
    const sale = await fixture.openSale();
    for (const name of [1, 2, 3]) await sale.take(name);
    const slow = anotherWorker("slow");
    await slow.readNew([sale.id], { countMax: 1, blockMs: 0 });
    const [batch] = await fixture.intents.readNew([sale.id], { countMax: 1, blockMs: 0 });
    await fixture.intents.acknowledge(
      sale.id,
      (batch?.entries ?? []).map((entry) => entry.entryId),
    );
    const taken = await fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 0 });
    expect(namesIn(taken)).toEqual([sale.attemptId(1)]);
    expect(namesIn((await fixture.intents.readNew([sale.id], soon))[0])).toEqual([sale.attemptId(3)]);
  });

  it("a sale without a stream has no backlog, one that is drained has 0", async () => {
    const sale = await fixture.openSale();
    expect(await fixture.intents.backlog(sale.id)).toBe(0);
    expect(await fixture.intents.backlog(fixture.newSaleId())).toBeNull();
  });
});

describe("taking over", () => {
  it("finishes what a dead worker had read, after it was idle long enough, and goes through all of it", async () => {
    const sale = await fixture.openSale({ limitPerAccount: 31 });
    for (const name of [1, 2, 3, 4, 5]) await sale.take(name);
    await anotherWorker("dead").readNew([sale.id], soon);
    const early = await fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 60_000 });
    expect(early).toEqual({ saleId: sale.id, entries: [], broken: [] });
    const some = await fixture.intents.takeOver(sale.id, { countMax: 2, idleMs: 0 });
    expect(some.entries).toHaveLength(2);
    const all = await fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 0 });
    expect(all.entries).toHaveLength(5);
  });

  it("finishes what it has read itself and somebody trimmed since, as often as it takes", async () => {
    const sale = await fixture.openSale();
    for (const name of [1, 2]) await sale.take(name);
    const [batch] = await fixture.intents.readNew([sale.id], soon);
    await fixture.redis.xtrim(intentsKey(sale.id), "MAXLEN", 0);
    const takeOver = () => fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 0 });
    for (const again of [1, 2]) {
      const { entries, broken } = await takeOver();
      expect({ again, entries, broken }).toEqual({ again, entries: batch?.entries, broken: [] });
    }
    await fixture.intents.acknowledge(
      sale.id,
      (batch?.entries ?? []).map(({ entryId }) => entryId),
    );
    expect(await takeOver()).toEqual({ saleId: sale.id, entries: [], broken: [] });
  });

  it("reports entries that left the stream unfinished, and which another worker had read", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await sale.take(2);
    const [batch] = await anotherWorker("dead").readNew([sale.id], soon);
    await fixture.redis.xtrim(intentsKey(sale.id), "MAXLEN", 1);
    const taken = await fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 0 });
    expect(namesIn(taken)).toEqual([sale.attemptId(2)]);
    expect(taken.broken).toMatchObject([{ entryId: batch?.entries[0]?.entryId, fields: [] }]);
  });

  it("finds nothing where there is no stream", async () => {
    const saleId = fixture.newSaleId();
    const taken = await fixture.intents.takeOver(saleId, { countMax: 10, idleMs: 0 });
    expect(taken).toEqual({ saleId, entries: [], broken: [] });
  });
});
