import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  attemptOf,
  countItem,
  endsAtMs,
  type GateFixture,
  hat,
  nowMs,
  shirt,
  startGateFixture,
  startsAtMs,
} from "../testing/gate/gate-fixture";
import { createGate } from "./create-gate";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

describe("a worker that cannot keep up", () => {
  it("is not given more than it was said to: nothing is taken, and the same key is accepted later", async () => {
    const { redis, clock, gate } = fixture;
    const narrow = createGate({ redis, clock, backlogMax: 2 });
    const sale = await fixture.openSale();
    const ask = (name: number, joinLine = false) =>
      narrow.reserve({
        saleId: sale.id,
        epoch: sale.rules.epoch,
        accountId: accountOf(name),
        attemptId: sale.attemptId(name),
        itemId: shirt,
        quantity: 1,
        joinLine,
      });
    await ask(1);
    await ask(2);
    expect(await ask(3)).toEqual({ word: "backlogged" });
    expect(await ask(1)).toMatchObject({ word: "known" });
    expect(await sale.stock()).toBe("3/2/0");
    expect(await gate.readAccount(sale.id, accountOf(3))).toBe("none");
    expect(await sale.drain()).toEqual(["reserve 1", "reserve 2"]);
    expect(await ask(3)).toMatchObject({ word: "accepted" });
  });

  it("does not hide that nothing is left, and lets nobody into the line either", async () => {
    const { redis, clock } = fixture;
    const narrow = createGate({ redis, clock, backlogMax: 1 });
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    const wish = { saleId: sale.id, epoch: 1, accountId: accountOf(2), attemptId: sale.attemptId(2), itemId: shirt };
    expect(await narrow.reserve({ ...wish, quantity: 1, joinLine: true })).toEqual({ word: "backlogged" });
    expect(await narrow.reserve({ ...wish, quantity: 1, joinLine: false })).toMatchObject({ word: "all_held" });
  });
});

describe("taking a unit", () => {
  it("takes the unit, remembers the attempt and hands it over", async () => {
    const sale = await fixture.openSale();
    const reply = await sale.ask(1);
    expect(reply).toEqual({
      word: "accepted",
      attempt: {
        attemptId: sale.attemptId(1),
        saleId: sale.id,
        accountId: accountOf(1),
        itemId: shirt,
        quantity: 1,
        state: "queued",
        reason: null,
        receivedAtMs: nowMs,
        payByMs: null,
        place: null,
      },
    });
    expect(await sale.stock()).toBe("4/1/0");
    expect(await sale.drainIntents()).toEqual([
      {
        kind: "reserve",
        saleId: sale.id,
        attemptId: sale.attemptId(1),
        accountId: accountOf(1),
        itemId: shirt,
        quantity: 1,
        slots: 1,
        receivedAtMs: nowMs,
      },
    ]);
  });

  it("gives the same key the same answer and takes nothing more", async () => {
    const sale = await fixture.openSale();
    const attempt = await sale.take(1);
    expect(await sale.ask(1)).toEqual({ word: "known", attempt });
    expect(await sale.stock()).toBe("4/1/0");
    expect(await sale.drain()).toEqual(["reserve 1"]);
  });

  it("knows a key after it was decided, with its final state", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    const verdict = { attemptId: sale.attemptId(1), version: 1, state: "lost", reason: "error" } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    expect(await sale.ask(1)).toMatchObject({ word: "known", attempt: { state: "lost", reason: "error" } });
  });

  it("refuses a key that was used for another account, item or quantity", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 5), countItem(hat, 5)], limitPerAccount: 2 });
    await sale.take(1);
    expect(await sale.ask(1, { shopper: 2 })).toEqual({ word: "key_reused" });
    expect(await sale.ask(1, { itemId: hat })).toEqual({ word: "key_reused" });
    expect(await sale.ask(1, { quantity: 2 })).toEqual({ word: "key_reused" });
    expect(await sale.stock()).toBe("4/1/0");
  });

  it("keeps two items apart", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1), countItem(hat, 2)] });
    await sale.take(1);
    await sale.take(2, { itemId: hat });
    expect(await sale.ask(3)).toMatchObject({ word: "all_held" });
    expect(await sale.stock(shirt)).toBe("0/1/0");
    expect(await sale.stock(hat)).toBe("1/1/0");
  });

  it("takes nothing of an item the gate does not have, and is asked to be loaded", async () => {
    const sale = await fixture.openSale();
    expect(await sale.ask(1, { itemId: 999 })).toEqual({ word: "not_loaded" });
    expect(await sale.drain()).toEqual([]);
  });
});

describe("the limit per account", () => {
  it("refuses past the limit and names the live attempts", async () => {
    const sale = await fixture.openSale();
    await sale.take(1);
    expect(await sale.ask(2, { shopper: 1 })).toEqual({ word: "limit_reached", attemptIds: [sale.attemptId(1)] });
    expect(await sale.stock()).toBe("4/1/0");
  });

  it("counts units over items and attempts: limit 3 is 2 and 1, in slots of their own", async () => {
    const sale = await fixture.openSale({ limitPerAccount: 3, items: [countItem(shirt, 5), countItem(hat, 5)] });
    await sale.take(1, { quantity: 2 });
    expect(await sale.ask(2, { shopper: 1, itemId: hat, quantity: 2 })).toMatchObject({ word: "limit_reached" });
    await sale.take(3, { shopper: 1, itemId: hat });
    expect(await sale.ask(4, { shopper: 1 })).toEqual({
      word: "limit_reached",
      attemptIds: [sale.attemptId(1), sale.attemptId(3)],
    });
    expect((await sale.drainIntents()).map((intent) => intent.slots)).toEqual([0b011, 0b100]);
  });

  it("gives the slots of a lost attempt to the next one", async () => {
    const sale = await fixture.openSale({ limitPerAccount: 3 });
    await sale.take(1);
    await sale.take(2, { shopper: 1 });
    const verdict = { attemptId: sale.attemptId(1), version: 1, state: "lost", reason: "error" } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    await sale.take(3, { shopper: 1, quantity: 2 });
    expect((await sale.drainIntents()).map((intent) => intent.slots)).toEqual([0b001, 0b010, 0b101]);
  });

  it("has room for 31 slots", async () => {
    const sale = await fixture.openSale({ limitPerAccount: 31, items: [countItem(shirt, 40)] });
    await sale.take(1, { quantity: 31 });
    expect((await sale.drainIntents())[0]?.slots).toBe(2 ** 31 - 1);
    expect(await sale.ask(2, { shopper: 1 })).toMatchObject({ word: "limit_reached" });
  });
});

describe("nothing free", () => {
  it("says when held units return at the latest", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    expect(await sale.ask(2)).toEqual({ word: "all_held", heldUntilMs: nowMs + 600_000 });
    const payByMs = nowMs + 123_000;
    const verdict = { attemptId: sale.attemptId(1), version: 1, state: "reserved", payByMs } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    expect(await sale.ask(2)).toEqual({ word: "all_held", heldUntilMs: payByMs });
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ heldUntilMs: payByMs });
  });

  it("never names a time that has passed", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    const verdict = { attemptId: sale.attemptId(1), version: 1, state: "reserved", payByMs: nowMs - 5_000 } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    expect(await sale.ask(2)).toEqual({ word: "all_held", heldUntilMs: nowMs });
  });

  it("is all held without a time when only a later release can bring units", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3, { released: 1, sold: 1 })] });
    expect(await sale.ask(1)).toEqual({ word: "all_held", heldUntilMs: null });
  });

  it("is sold out when no unit can return", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1, { sold: 1 })] });
    expect(await sale.ask(1)).toEqual({ word: "sold_out" });
    expect(await sale.ask(2, { joinLine: true })).toEqual({ word: "sold_out" });
  });

  it("is too few, not sold out, while some are left but no more can come", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 3, { sold: 2 })], limitPerAccount: 2 });
    expect(await sale.ask(1, { quantity: 2 })).toEqual({ word: "too_few" });
    expect(await sale.ask(1, { quantity: 2, joinLine: true })).toEqual({ word: "too_few" });
    expect(await sale.stock()).toBe("1/0/2");
    expect(await sale.take(1, { quantity: 1 })).toMatchObject({ state: "queued", place: null });
    // What is held may come back: then it is worth waiting for.
    expect(await sale.ask(2, { quantity: 2 })).toMatchObject({ word: "all_held" });
  });

  it("leaves no trace of a refusal, so that the same shopper may try again", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    await sale.ask(2);
    expect(await fixture.gate.readAccount(sale.id, accountOf(2))).toBe("none");
    const verdict = { attemptId: sale.attemptId(1), version: 1, state: "lost", reason: "error" } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    await sale.take(2);
    expect(await sale.stock()).toBe("0/1/0");
  });
});

describe("the window, on Redis' clock as the spec corrects it", () => {
  const edges = [
    { at: startsAtMs - 1, word: "not_open" },
    { at: startsAtMs, word: "accepted" },
    { at: endsAtMs - 1, word: "accepted" },
    { at: endsAtMs, word: "ended" },
  ];
  it.each(edges)("frozen at $at the answer is $word", async ({ at, word }) => {
    const sale = await fixture.openSale();
    fixture.clock.adjust(`=${at}`);
    const reply = await sale.ask(1);
    fixture.clock.adjust(`=${nowMs}`);
    expect(reply.word).toBe(word);
  });

  it("says how long until the start", async () => {
    const sale = await fixture.openSale({ startsAtMs: nowMs + 2_500 });
    expect(await sale.ask(1)).toEqual({ word: "not_open", retryAfterMs: 2_500 });
  });

  const shifts = [
    { spec: "+0", word: "not_open" },
    { spec: "-5400000", word: "not_open" },
    { spec: "+5400000", word: "accepted" },
    { spec: "+9000000", word: "ended" },
  ];
  it.each(shifts)("an hour before the start, shifted by $spec ms, the answer is $word", async ({ spec, word }) => {
    const realNowMs = Date.now();
    const sale = await fixture.openSale({ startsAtMs: realNowMs + 3_600_000, endsAtMs: realNowMs + 7_200_000 });
    fixture.clock.adjust(spec);
    const reply = await sale.ask(1);
    fixture.clock.adjust(`=${nowMs}`);
    expect(reply.word).toBe(word);
  });
});

describe("status, before anything is taken", () => {
  it.each(["paused", "ended", "cancelled"] as const)("a %s sale says so", async (status) => {
    const sale = await fixture.openSale({ status });
    expect(await sale.ask(1)).toEqual({ word: status });
    expect(await sale.drain()).toEqual([]);
  });

  it("a cancelled sale is cancelled before its start, a paused one is not open yet", async () => {
    const window = { startsAtMs: nowMs + 1_000 };
    expect(await (await fixture.openSale({ status: "cancelled", ...window })).ask(1)).toEqual({ word: "cancelled" });
    expect(await (await fixture.openSale({ status: "paused", ...window })).ask(1)).toMatchObject({ word: "not_open" });
  });

  it("still knows an attempt after the end", async () => {
    const sale = await fixture.openSale();
    const attempt = await sale.take(1);
    await fixture.gate.configure({ ...sale.rules, version: 2, status: "ended" });
    expect(await sale.ask(1)).toEqual({ word: "known", attempt });
    expect(await sale.ask(2)).toEqual({ word: "ended" });
  });
});

describe("epochs", () => {
  it("a sale nobody loaded is not loaded, never sold out", async () => {
    const saleId = fixture.newSaleId();
    const input = { saleId, epoch: 1, accountId: accountOf(1), attemptId: attemptOf(saleId, 1), itemId: shirt };
    expect(await fixture.gate.reserve({ ...input, quantity: 1, joinLine: false })).toEqual({ word: "not_loaded" });
    expect(await fixture.gate.readSale(saleId)).toBe("not_loaded");
    expect(await fixture.gate.readAttempt(input.attemptId)).toBe("not_loaded");
    expect(await fixture.gate.readAccount(saleId, accountOf(1))).toBe("not_loaded");
  });

  it("refuses callers from before the last rebuild and tells them the epoch", async () => {
    const sale = await fixture.openSale({ epoch: 7 });
    expect(await sale.ask(1, { epoch: 6 })).toEqual({ word: "stale_epoch", epoch: 7 });
  });

  it("a Redis from before the rebuild a caller knows of is not trusted", async () => {
    const sale = await fixture.openSale({ epoch: 7 });
    expect(await sale.ask(1, { epoch: 8 })).toEqual({ word: "not_loaded" });
    expect(await sale.drain()).toEqual([]);
  });
});

describe("reading", () => {
  it("knows the account's newest attempt, live or not", async () => {
    const sale = await fixture.openSale({ limitPerAccount: 2 });
    await sale.take(1);
    await sale.take(2, { shopper: 1 });
    const verdict = { attemptId: sale.attemptId(2), version: 1, state: "lost", reason: "sold_out" } as const;
    await fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });
    expect(await fixture.gate.readAccount(sale.id, accountOf(1))).toMatchObject({
      attemptId: sale.attemptId(2),
      state: "lost",
      reason: "sold_out",
    });
    expect(await fixture.gate.readAccount(sale.id, accountOf(9))).toBe("none");
    expect(await fixture.gate.readAttempt(sale.attemptId(9))).toBe("unknown");
    expect(await fixture.gate.readAttempt("nonsense")).toBe("unknown");
  });
});

describe("a write that fails", () => {
  it("changes nothing when the intent cannot be written", async () => {
    const sale = await fixture.openSale();
    const { redis } = fixture;
    await redis.del(`{sale:${sale.id}}:intents`);
    await redis.set(`{sale:${sale.id}}:intents`, "of another type");
    await expect(sale.ask(1)).rejects.toThrow("WRONGTYPE");
    expect(await sale.stock()).toBe("5/0/0");
    expect(await fixture.gate.readAccount(sale.id, accountOf(1))).toBe("none");
    expect(await fixture.gate.readAttempt(sale.attemptId(1))).toBe("unknown");
  });
});
