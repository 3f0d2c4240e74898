import { Cluster } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../platform/clock";
import { accountOf, attemptOf, countItem, endsAtMs, hat, nowMs, shirt, startsAtMs } from "../testing/gate/gate-fixture";
import { verdictOn } from "../testing/gate/verdicts";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { createGate } from "./create-gate";
import { createIntentStream } from "./create-intent-stream";
import type { Gate, IntentStream } from "./gate";

let server: RealRedis;
let cluster: Cluster;
let gate: Gate;
let intents: IntentStream;

beforeAll(async () => {
  server = await startRealRedis({ cluster: true });
  cluster = new Cluster([{ host: server.host, port: server.port }], { enableAutoPipelining: true });
  const clock = createClock();
  clock.adjust(`=${nowMs}`);
  gate = createGate({ redis: cluster, clock });
  intents = createIntentStream({ redis: cluster, blockingRedis: cluster, consumer: "worker-1" });
});
afterAll(async () => {
  cluster.disconnect();
  await server.stop();
});

async function openSale(saleId: number): Promise<void> {
  await gate.load({
    ...{ saleId, epoch: 1, version: 1, status: "published", startsAtMs, endsAtMs, limitPerAccount: 1, lineCap: 5 },
    ...{ paymentWindowMs: 60_000, items: [countItem(shirt, 1), countItem(hat, 1)], attempts: [], line: [] },
  });
}

function ask(saleId: number, name: number, joinLine: boolean) {
  const wish = { saleId, epoch: 1, accountId: accountOf(name), attemptId: attemptOf(saleId, name) };
  return gate.reserve({ ...wish, itemId: shirt, quantity: 1, joinLine });
}

describe("on a Cluster", () => {
  it("every verb declares its keys and stays within the slot of its sale", async () => {
    await openSale(1);
    await ask(1, 1, false);
    await ask(1, 2, true);
    await ask(1, 3, true);
    expect(await gate.leaveLine({ saleId: 1, attemptId: attemptOf(1, 3), accountId: accountOf(3) })).toBe("left");
    expect(await gate.settle({ saleId: 1, verdicts: [verdictOn(attemptOf(1, 1), 1, "lost")] })).toBe("settled");
    expect(await gate.readAttempt(attemptOf(1, 2))).toMatchObject({ state: "queued", place: null });
    expect(await gate.readAccount(1, accountOf(2))).toMatchObject({ attemptId: attemptOf(1, 2) });
    await ask(1, 4, true);
    expect(await gate.closeLine({ saleId: 1, reason: "ended", max: 10 })).toEqual({ closed: 1, remaining: 0 });
    const restock = { saleId: 1, itemId: shirt, cause: "c", totalDelta: 1, releasedDelta: 1 };
    expect(await gate.adjust(restock)).toBe("adjusted");
    expect(await gate.readSale(1)).toMatchObject({ epoch: 1, lineLength: 0, owed: 0 });
    expect(await intents.backlog(1)).toBe(7);
    await gate.unload(1);
    expect(await gate.readSale(1)).toBe("not_loaded");
  });

  it("reads sales of different slots", async () => {
    await openSale(2);
    await openSale(3);
    await Promise.all([ask(2, 1, false), ask(3, 1, false)]);
    const batches = await intents.readNew([2, 3], { countMax: 10, blockMs: 1_000 });
    expect(batches.map((batch) => [batch.saleId, batch.entries.length])).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(await intents.readNew([2, 3], { countMax: 10, blockMs: 30 })).toEqual([]);
    for (const { saleId, entries } of batches)
      await intents.acknowledge(
        saleId,
        entries.map((entry) => entry.entryId),
      );
    expect([await intents.backlog(2), await intents.backlog(3)]).toEqual([0, 0]);
  });
});
