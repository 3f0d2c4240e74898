import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GateFixture, startGateFixture, type TestSale } from "../testing/gate/gate-fixture";
import { verdictOf } from "../testing/gate/verdicts";
import { checkKeys, type KeysSeen } from "./check-keys";
import { saleKeys, settleGroup } from "./keys";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const look = (sale: TestSale, before?: KeysSeen) => checkKeys(fixture.redis, sale.id, before);

async function seen(sale: TestSale): Promise<KeysSeen> {
  const found = await look(sale);
  if (typeof found === "string") throw new Error(`the gate is ${found}`);
  return found;
}

/** Three attempts: one finished, one read and not finished, one that nobody has read. */
async function openBusySale(): Promise<TestSale> {
  const sale = await fixture.openSale();
  await sale.take(1);
  await sale.drain();
  await sale.take(2);
  await fixture.intents.readNew([sale.id], { countMax: 1, blockMs: 0 });
  await sale.take(3);
  return sale;
}

describe("a gate of which everything is there", () => {
  it("is left as it is, however much comes and goes", async () => {
    const sale = await openBusySale();
    const before = await seen(sale);
    expect(before).toEqual({ epoch: 1, accounts: 3, attempts: 3, intents: 3 });
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 1, "reserved")] });
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 2, "expired")] });
    await sale.take(4);
    expect(await look(sale, before)).toEqual({ epoch: 1, accounts: 4, attempts: 4, intents: 4 });
    await sale.drain();
    expect(await look(sale, before)).toEqual({ epoch: 1, accounts: 4, attempts: 4, intents: 4 });
  });

  it("may know less than it did in an older epoch", async () => {
    const sale = await openBusySale();
    const before = await seen(sale);
    await fixture.gate.load({ ...sale.rules, epoch: 2 });
    expect(await look(sale, before)).toEqual({ epoch: 2, accounts: 0, attempts: 0, intents: 3 });
  });
});

describe("a gate of which somebody has deleted a part", () => {
  it.each(["accounts", "attempts", "intents"] as const)("is closed (%s)", async (part) => {
    const sale = await openBusySale();
    const before = await seen(sale);
    await fixture.redis.del(saleKeys(sale.id)[part]);
    expect(await look(sale, before)).toBe("closed");
    expect(await sale.ask(5)).toEqual({ word: "not_loaded" });
    expect(await look(sale, before)).toBe("not_loaded");
  });

  it.each(["accounts", "attempts"] as const)("is closed when as much is there again as before (%s)", async (part) => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await sale.drain();
    const before = await seen(sale);
    await sale.take(2);
    await fixture.redis.del(saleKeys(sale.id)[part]);
    await sale.take(3);
    expect(await fixture.redis.hlen(saleKeys(sale.id)[part])).toBe(before[part]);
    expect(await look(sale, before)).toBe("closed");
  });

  it("is closed when nobody had looked before (accounts)", async () => {
    const sale = await openBusySale();
    await fixture.redis.del(saleKeys(sale.id).accounts);
    await sale.take(4);
    expect(await look(sale)).toBe("closed");
  });

  it("is closed when its stream is there again without the workers' group", async () => {
    const sale = await openBusySale();
    await fixture.redis.del(saleKeys(sale.id).intents);
    await sale.take(5);
    expect(await look(sale)).toBe("closed");
  });

  it("is closed when a worker was faster and has made the stream and its group again", async () => {
    const sale = await openBusySale();
    const before = await seen(sale);
    await fixture.redis.del(saleKeys(sale.id).intents);
    await fixture.redis.xgroup("CREATE", saleKeys(sale.id).intents, settleGroup, "0", "MKSTREAM");
    await sale.take(5);
    expect(await look(sale, before)).toBe("closed");
  });

  it("is closed when the stream is trimmed, once, and hands over what comes later", async () => {
    const sale = await openBusySale();
    await fixture.redis.xtrim(saleKeys(sale.id).intents, "MAXLEN", 0);
    expect(await look(sale)).toBe("closed");
    await fixture.gate.load({ ...sale.rules, epoch: 2 });
    expect(await look(sale)).toEqual({ epoch: 2, accounts: 0, attempts: 0, intents: 3 });
    await sale.take(5, { epoch: 2 });
    expect(await sale.drain()).toEqual(["reserve 5"]);
    expect(await look(sale)).toEqual({ epoch: 2, accounts: 1, attempts: 1, intents: 4 });
  });

  it("ends an attempt whose account is gone without failing half-way", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await fixture.redis.del(saleKeys(sale.id).accounts);
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 1, "expired")] });
    expect(await sale.stock()).toBe("5/0/0");
  });
});
