import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  attemptOf,
  countItem,
  type GateFixture,
  hat,
  nowMs,
  shirt,
  startGateFixture,
  type TestSale,
} from "../testing/gate/gate-fixture";
import { subjectOf, verdictOf, verdictOn } from "../testing/gate/verdicts";
import { createGate } from "./create-gate";
import type { LineMember, LoadedAttempt } from "./gate";
import { saleKeys } from "./keys";
import { loadBegin, loadOpen } from "./scripts.generated";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

function loaded(
  saleId: number,
  name: number,
  state: LoadedAttempt["attempt"]["state"],
  changes: Partial<LoadedAttempt["attempt"]> & { slots?: number; version?: number } = {},
): LoadedAttempt {
  const { slots, version, ...attemptChanges } = changes;
  return {
    slots: slots ?? 1,
    version: version ?? 1,
    attempt: {
      attemptId: attemptOf(saleId, name),
      saleId,
      accountId: accountOf(name),
      itemId: shirt,
      quantity: 1,
      state,
      reason: state === "lost" ? "sold_out" : null,
      receivedAtMs: nowMs - 10_000 + name,
      payByMs: state === "reserved" ? nowMs + 60_000 : null,
      place: null,
      ...attemptChanges,
    },
  };
}

function member(saleId: number, name: number, sequence: number, changes: Partial<LineMember> = {}): LineMember {
  return {
    attemptId: attemptOf(saleId, name),
    accountId: accountOf(name),
    itemId: shirt,
    quantity: 1,
    slots: 1,
    sequence,
    receivedAtMs: nowMs - 5_000,
    ...changes,
  };
}

function rebuild(sale: TestSale, changes: Parameters<GateFixture["openSale"]>[0]) {
  return fixture.gate.load({ ...sale.rules, epoch: sale.rules.epoch + 1, ...changes });
}

describe("loading", () => {
  it("changes nothing when the epoch is not newer", async () => {
    const sale = await fixture.openSale({ epoch: 3 });
    await sale.take(1);
    expect(await fixture.gate.load({ ...sale.rules, epoch: 3 })).toBe("already_loaded");
    expect(await fixture.gate.load({ ...sale.rules, epoch: 2 })).toBe("already_loaded");
    expect(await sale.stock()).toBe("4/1/0");
  });

  it("puts PostgreSQL's truth in place of what was there", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 5), countItem(hat, 1)], limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    await sale.take(3, { itemId: hat, joinLine: true });
    const result = await rebuild(sale, {
      items: [countItem(shirt, 5, { held: 2, sold: 1 })],
      attempts: [
        loaded(sale.id, 7, "paid", { version: 5, slots: 0b10 }),
        loaded(sale.id, 8, "reserved", { quantity: 2, slots: 0b11 }),
        loaded(sale.id, 9, "lost"),
      ],
    });
    expect(result).toBe("loaded");
    expect(await sale.stock()).toBe("2/2/1");
    expect(await fixture.gate.readAttempt(sale.attemptId(1))).toBe("unknown");
    expect(await fixture.redis.exists(`{sale:${sale.id}}:line:${hat}`)).toBe(0);
    expect(await sale.read(8)).toMatchObject({ state: "reserved", quantity: 2, payByMs: nowMs + 60_000 });
    expect(await sale.read(9)).toMatchObject({ state: "lost", reason: "sold_out" });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({
      epoch: 2,
      heldUntilMs: nowMs + 60_000,
      lineLength: 0,
    });
    expect(await sale.ask(10, { shopper: 8, epoch: 2 })).toMatchObject({ word: "limit_reached" });
    await sale.take(11, { shopper: 7, epoch: 2 });
    expect(await sale.ask(12, { shopper: 7, epoch: 2 })).toMatchObject({ word: "limit_reached" });
    await sale.take(13, { shopper: 9, epoch: 2 });
  });

  it("is asked for again when somebody has deleted the counters, and nobody hears a final word", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await fixture.redis.del(saleKeys(sale.id).stock);
    expect(await fixture.gate.readSale(sale.id)).toBe("not_loaded");
    expect(await sale.ask(2)).toEqual({ word: "not_loaded" });
    // What is settled meanwhile brings back some of the counters.
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 1, "reserved")] });
    await fixture.redis.hincrby(saleKeys(sale.id).stock, `${shirt}:held`, 1);
    expect(await fixture.gate.readSale(sale.id)).toBe("not_loaded");
    expect(await sale.ask(2)).toEqual({ word: "not_loaded" });
    await rebuild(sale, {
      items: [countItem(shirt, 5, { held: 1 })],
      attempts: [loaded(sale.id, 1, "reserved")],
    });
    expect(await sale.stock()).toBe("4/1/0");
    await sale.take(2, { epoch: 2 });
  });

  it("goes on with an attempt's versions", async () => {
    const sale = await fixture.openSale();
    const attempts = [loaded(sale.id, 1, "reserved", { version: 4 })];
    await rebuild(sale, { items: [countItem(shirt, 5, { held: 1 })], attempts });
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 4, "expired")] });
    expect(await sale.stock()).toBe("4/1/0");
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 5, "expired")] });
    expect(await sale.stock()).toBe("5/0/0");
  });

  it("keeps the line in order and its numbering going", async () => {
    const sale = await fixture.openSale();
    await rebuild(sale, {
      items: [countItem(shirt, 1, { held: 1 })],
      attempts: [loaded(sale.id, 1, "reserved")],
      line: [member(sale.id, 3, 8), member(sale.id, 2, 5)],
    });
    expect(await sale.read(2)).toMatchObject({ state: "queued", place: 1 });
    expect(await sale.read(3)).toMatchObject({ place: 2 });
    expect(await sale.take(4, { joinLine: true, epoch: 2 })).toMatchObject({ place: 3 });
    expect(await sale.ask(5, { shopper: 2, epoch: 2 })).toMatchObject({ word: "limit_reached" });
    expect((await sale.drainIntents()).at(-1)).toMatchObject({ kind: "join", sequence: 9 });
  });

  it("offers free units to who waits before anybody else can ask", async () => {
    const sale = await fixture.openSale();
    await rebuild(sale, { items: [countItem(shirt, 1)], line: [member(sale.id, 2, 1), member(sale.id, 3, 2)] });
    expect(await sale.read(2)).toMatchObject({ state: "queued", place: null });
    expect(await sale.read(3)).toMatchObject({ place: 1 });
    expect(await sale.drain()).toEqual(["reserve 2"]);
  });

  it("numbers on after those who waited before, known to PostgreSQL or not", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.take(2, { joinLine: true });
    await sale.take(3, { joinLine: true });
    await rebuild(sale, { items: [countItem(shirt, 1, { held: 1 })] });
    await sale.take(4, { joinLine: true, epoch: 2 });
    expect((await sale.drainIntents()).at(-1)).toMatchObject({ kind: "join", sequence: 3 });
  });

  it("never lets a counter go below 0, even if what was loaded did not add up", async () => {
    const sale = await fixture.openSale();
    await rebuild(sale, { items: [countItem(shirt, 5)], attempts: [loaded(sale.id, 1, "reserved")] });
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 2, "expired")] });
    expect(await sale.stock()).toBe("5/0/0");
  });

  it("takes an attempt that is both in line and decided as decided", async () => {
    const sale = await fixture.openSale();
    await rebuild(sale, {
      items: [countItem(shirt, 1, { held: 1 })],
      attempts: [loaded(sale.id, 2, "reserved")],
      line: [member(sale.id, 2, 1)],
    });
    expect(await sale.read(2)).toMatchObject({ state: "reserved", place: null });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 0 });
  });

  it("knows the newest attempt of an account by time, whatever the order of the rows", async () => {
    const sale = await fixture.openSale();
    const same = { accountId: accountOf(1) };
    const attempts = [
      loaded(sale.id, 3, "lost", same),
      loaded(sale.id, 1, "lost", same),
      loaded(sale.id, 2, "lost", same),
    ];
    await rebuild(sale, { attempts });
    expect(await fixture.gate.readAccount(sale.id, accountOf(1))).toMatchObject({ attemptId: sale.attemptId(3) });
  });
});

describe("intents that a rebuild finds in the stream", () => {
  it("are still there, and their verdicts take their units", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 2)] });
    await sale.take(1);
    await rebuild(sale, {});
    expect(await sale.stock()).toBe("2/0/0");
    const [intent] = await sale.drainIntents();
    expect(intent).toMatchObject({ kind: "reserve", attemptId: sale.attemptId(1) });
    const verdicts = [verdictOn(sale.attemptId(1), 1, "reserved", subjectOf(1))];
    await fixture.gate.settle({ saleId: sale.id, verdicts });
    expect(await sale.stock()).toBe("1/1/0");
  });

  it("are read from the first one where the group was lost", async () => {
    const sale = await fixture.openSale();
    await fixture.redis.del(saleKeys(sale.id).intents);
    await sale.take(1);
    await rebuild(sale, {});
    expect(await sale.drain()).toEqual(["reserve 1"]);
  });

  it("that were read but not finished can be taken over", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    await fixture.intents.readNew([sale.id], { countMax: 10, blockMs: 0 });
    await rebuild(sale, {});
    const { entries } = await fixture.intents.takeOver(sale.id, { countMax: 10, idleMs: 0 });
    expect(entries.map((entry) => entry.intent.attemptId)).toEqual([sale.attemptId(1)]);
  });
});

describe("adjustments over a rebuild", () => {
  const release = { itemId: shirt, cause: "release:1", totalDelta: 0, releasedDelta: 2 };

  it("a cause counted before the rebuild does not count again", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 4, { released: 2 })] });
    await fixture.gate.adjust({ saleId: sale.id, ...release });
    await rebuild(sale, { items: [countItem(shirt, 4)] });
    expect(await fixture.gate.adjust({ saleId: sale.id, ...release })).toBe("already_adjusted");
    expect(await sale.stock()).toBe("4/0/0");
  });

  it("nor does one that the loaded counts contain", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 4)], causes: ["release:1"] });
    expect(await fixture.gate.adjust({ saleId: sale.id, ...release })).toBe("already_adjusted");
  });
});

describe("while a load is under way", () => {
  async function begin(sale: TestSale, epoch: number, loader: string) {
    const rules = { ...sale.rules, epoch, limit: 1 };
    const items = JSON.stringify(sale.rules.items);
    const args = { loader, group: "settle", rules: JSON.stringify(rules), items, causes: "[]" };
    return (await loadBegin(fixture.redis, { ...saleKeys(sale.id), lines: [] }, args)).tag;
  }

  it("every other verb answers that the sale is not loaded", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    expect(await begin(sale, 2, "slow")).toBe("begun");
    const own = { saleId: sale.id, attemptId: sale.attemptId(1), accountId: accountOf(1) };
    expect(await sale.ask(1)).toEqual({ word: "not_loaded" });
    expect(await fixture.gate.readAttempt(sale.attemptId(1))).toBe("not_loaded");
    expect(await fixture.gate.readAccount(sale.id, accountOf(1))).toBe("not_loaded");
    expect(await fixture.gate.readSale(sale.id)).toBe("not_loaded");
    expect(await fixture.gate.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 1, "paid")] })).toBe(
      "not_loaded",
    );
    expect(await fixture.gate.leaveLine(own)).toBe("not_loaded");
    expect(await fixture.gate.closeLine({ saleId: sale.id, reason: "ended", max: 9 })).toEqual({
      closed: 0,
      remaining: 0,
    });
    const release = { saleId: sale.id, itemId: shirt, cause: "c", totalDelta: 0, releasedDelta: 1 };
    expect(await fixture.gate.adjust(release)).toBe("not_loaded");
  });

  it("that was never finished, the same epoch may be loaded again", async () => {
    const sale = await fixture.openSale();
    await begin(sale, 2, "crashed");
    expect(await fixture.gate.load({ ...sale.rules, epoch: 2 })).toBe("loaded");
    expect(await sale.stock()).toBe("5/0/0");
  });

  it("the load that began last wins, and the slower one writes nothing", async () => {
    const sale = await fixture.openSale();
    const attempts = Array.from({ length: 3_000 }, (_, index) => loaded(sale.id, index + 1, "lost"));
    const slow = fixture.gate.load({ ...sale.rules, epoch: 2, attempts });
    const fast = createGate(fixture).load({ ...sale.rules, epoch: 3, attempts: attempts.slice(0, 1) });
    expect(await Promise.all([slow, fast])).toEqual(["already_loaded", "loaded"]);
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ epoch: 3 });
    expect(await fixture.redis.hlen(saleKeys(sale.id).attempts)).toBe(1);
  });

  it("only the load that began last opens the sale", async () => {
    const sale = await fixture.openSale();
    await begin(sale, 2, "slow");
    await begin(sale, 2, "fast");
    const open = (loader: string) =>
      loadOpen(fixture.redis, { ...saleKeys(sale.id), lines: [] }, { loader, itemIds: "", clock: "+0" });
    expect(await open("slow")).toEqual({ tag: "superseded" });
    expect(await fixture.gate.readSale(sale.id)).toBe("not_loaded");
    expect(await open("fast")).toEqual({ tag: "opened" });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ epoch: 2 });
  });

  it("newer rules that were configured meanwhile stay", async () => {
    const sale = await fixture.openSale();
    await begin(sale, 2, "slow");
    expect(await fixture.gate.configure({ ...sale.rules, epoch: 2, version: 5, status: "paused" })).toBe("configured");
    await fixture.gate.load({ ...sale.rules, epoch: 3, version: 4 });
    expect(await sale.ask(1, { epoch: 3 })).toEqual({ word: "paused" });
  });
});

describe("configuring", () => {
  it("takes newer versions only", async () => {
    const sale = await fixture.openSale({ version: 5 });
    expect(await fixture.gate.configure({ ...sale.rules, version: 7, status: "paused" })).toBe("configured");
    expect(await fixture.gate.configure({ ...sale.rules, version: 7 })).toBe("unchanged");
    expect(await fixture.gate.configure({ ...sale.rules, version: 6 })).toBe("unchanged");
    expect(await sale.ask(1)).toEqual({ word: "paused" });
    expect(await fixture.gate.configure({ ...sale.rules, version: 8, limitPerAccount: 2 })).toBe("configured");
    await sale.take(1, { quantity: 2 });
  });

  it("ignores a caller from before the last rebuild", async () => {
    const sale = await fixture.openSale({ epoch: 3 });
    expect(await fixture.gate.configure({ ...sale.rules, epoch: 2, version: 9 })).toBe("unchanged");
  });

  it("waits for the sale to be loaded", async () => {
    const sale = await fixture.openSale();
    expect(await fixture.gate.configure({ ...sale.rules, saleId: fixture.newSaleId(), version: 9 })).toBe("not_loaded");
  });
});

describe("unloading", () => {
  it("leaves no key of the sale, and none of another's is touched", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 1)] });
    const other = await fixture.openSale();
    await sale.take(1);
    await sale.take(2, { joinLine: true });
    await sale.take(3, { itemId: hat });
    await sale.take(4, { itemId: hat, joinLine: true });
    await fixture.gate.adjust({ saleId: sale.id, itemId: hat, cause: "c", totalDelta: 0, releasedDelta: 0 });
    await fixture.gate.unload(sale.id);
    await fixture.gate.unload(sale.id);
    expect(await fixture.redis.keys(`{sale:${sale.id}}:*`)).toEqual([]);
    expect(await sale.ask(1)).toEqual({ word: "not_loaded" });
    expect(await other.stock()).toBe("5/0/0");
  });
});

describe("another process's view of the items", () => {
  it("is renewed when a rebuild brings an item it has not seen", async () => {
    const sale = await fixture.openSale();
    const elsewhere = createGate(fixture);
    expect(await elsewhere.settle({ saleId: sale.id, verdicts: [] })).toBe("settled");
    await rebuild(sale, { items: [countItem(shirt, 5), countItem(hat, 1)] });
    await sale.take(1, { itemId: hat, epoch: 2 });
    await sale.take(2, { itemId: hat, joinLine: true, epoch: 2 });
    expect(await elsewhere.readAttempt(sale.attemptId(2))).toMatchObject({ place: 1 });
    const another = createGate(fixture);
    await another.settle({ saleId: sale.id, verdicts: [verdictOf(sale, 1, 1, "lost")] });
    expect(await sale.read(2)).toMatchObject({ place: null });
  });
});
