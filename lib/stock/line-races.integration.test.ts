import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../platform/clock";
import {
  accountOf,
  countItem,
  type GateFixture,
  nowMs,
  shirt,
  startGateFixture,
  type TestSale,
} from "../testing/gate/gate-fixture";
import { createGate } from "./create-gate";
import type { Gate } from "./gate";
import { lineKey, saleKeys } from "./keys";

// What happens to a line in the very moment in which something else does: each order once, then many times at once on
// two connections. Each claim has a shop that takes two steps, and breaks it.

let fixture: GateFixture;
/** Another process. */
let other: Gate;
beforeAll(async () => {
  fixture = await startGateFixture();
  const clock = createClock();
  clock.adjust(`=${nowMs}`);
  other = createGate({ redis: fixture.server.connect(), clock });
});
afterAll(() => fixture.server.stop());

const rounds = 60;
const inLine = { joinLine: true };

/** One shirt, held by shopper 1; shoppers 2, 3, … wait for it. */
async function openLine(waiting: number): Promise<TestSale> {
  const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
  await sale.take(1);
  for (let name = 2; name < 2 + waiting; name += 1) await sale.take(name, inLine);
  return sale;
}

/** The unit of shopper 1 comes back. */
function giveBack(sale: TestSale, gate: Gate = other) {
  const verdict = { attemptId: sale.attemptId(1), version: 1, state: "expired" } as const;
  return gate.settle({ saleId: sale.id, verdicts: [verdict] });
}

function leave(sale: TestSale, name: number) {
  return fixture.gate.leaveLine({ saleId: sale.id, attemptId: sale.attemptId(name), accountId: accountOf(name) });
}

async function end(sale: TestSale): Promise<void> {
  await fixture.gate.configure({ ...sale.rules, version: 2, status: "ended" });
  await fixture.gate.closeLine({ saleId: sale.id, reason: "ended", max: 10 });
}

/** One after the other in the first two rounds, in either order; both at once in the others. */
async function race(round: number, one: () => Promise<unknown>, two: () => Promise<unknown>): Promise<void> {
  const [first, second] = round % 2 === 0 ? [one, two] : [two, one];
  if (round < 2) {
    await first();
    await second();
  } else {
    await Promise.all([first(), second()]);
  }
}

/** What the worker was told of one attempt, but for its joining. */
function toldOf(intents: readonly string[], name: number): readonly string[] {
  return intents.filter((intent) => intent.endsWith(` ${name}`) && !intent.startsWith("join"));
}

describe("joining while a unit returns", () => {
  it("gets it in either order: nobody waits beside a free unit", async () => {
    for (let round = 0; round < rounds; round += 1) {
      const sale = await openLine(0);
      await race(
        round,
        () => sale.take(2, inLine),
        () => giveBack(sale),
      );
      expect(await sale.read(2)).toMatchObject({ state: "queued", place: null });
      expect(await sale.stock()).toBe("0/1/0");
      expect(toldOf(await sale.drain(), 2)).toEqual(["reserve 2"]);
    }
  });

  it("would wait for ever in a shop that looks first and joins later (negative control)", async () => {
    const sale = await openLine(0);
    const counts = await fixture.gate.readSale(sale.id);
    if (counts === "not_loaded" || counts.items[0]?.available !== 0) throw new Error("something is free");
    await giveBack(sale);
    await fixture.redis.zadd(lineKey(sale.id, shirt), 1, sale.attemptId(2));
    await fixture.redis.hincrby(saleKeys(sale.id).meta, "waiting", 1);
    expect(await sale.stock()).toBe("1/0/0");
    expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 1 });
  });
});

describe("leaving while a unit is offered", () => {
  it("leaves without it or has it, never both, and the unit is with exactly one", async () => {
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const sale = await openLine(2);
      await race(
        round,
        () => leave(sale, 2),
        () => giveBack(sale),
      );
      const left = (await sale.read(2)).state === "left";
      const intents = await sale.drain();
      expect(toldOf(intents, 2)).toEqual([left ? "leave 2" : "reserve 2"]);
      expect(toldOf(intents, 3)).toEqual(left ? ["reserve 3"] : []);
      expect((await sale.read(3)).place).toBe(left ? null : 1);
      expect(await sale.stock()).toBe("0/1/0");
      seen.add(left ? "left" : "offered");
    }
    expect([...seen].sort()).toEqual(["left", "offered"]);
  });

  it("would lose the unit in a shop that looks first and leaves later (negative control)", async () => {
    const sale = await openLine(2);
    expect(await fixture.redis.zscore(lineKey(sale.id, shirt), sale.attemptId(2))).not.toBeNull();
    await giveBack(sale);
    const { attempts } = saleKeys(sale.id);
    const record = (await fixture.redis.hget(attempts, sale.attemptId(2))) ?? "";
    await fixture.redis.hset(attempts, sale.attemptId(2), record.replace(/^q/, "g"));
    expect(await sale.read(2)).toMatchObject({ state: "left" });
    expect(await sale.read(3)).toMatchObject({ place: 1 });
    // Held by nobody who knows of it.
    expect(await sale.stock()).toBe("0/1/0");
  });
});

describe("the end while a unit is offered", () => {
  it("comes before or after the offer: nobody hears both, and the unit is where that says", async () => {
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const sale = await openLine(1);
      await race(
        round,
        () => end(sale),
        () => giveBack(sale),
      );
      const { state, reason } = await sale.read(2);
      const lost = state === "lost";
      expect([state, reason]).toEqual(lost ? ["lost", "ended"] : ["queued", null]);
      expect(toldOf(await sale.drain(), 2)).toEqual([lost ? "leave 2" : "reserve 2"]);
      expect(await sale.stock()).toBe(lost ? "1/0/0" : "0/1/0");
      seen.add(state);
    }
    expect([...seen].sort()).toEqual(["lost", "queued"]);
  });

  it("would tell a shopper with a unit that it is lost, in a shop that closes a list it made before (negative control)", async () => {
    const sale = await openLine(1);
    const waiting = await fixture.redis.zrange(lineKey(sale.id, shirt), "0", "-1");
    await giveBack(sale);
    const { attempts } = saleKeys(sale.id);
    for (const attemptId of waiting) {
      const record = (await fixture.redis.hget(attempts, attemptId)) ?? "";
      await fixture.redis.hset(attempts, attemptId, record.replace(/^q/, "l"));
    }
    expect(toldOf(await sale.drain(), 2)).toEqual(["reserve 2"]);
    expect(await sale.read(2)).toMatchObject({ state: "lost" });
    expect(await sale.stock()).toBe("0/1/0");
  });
});

describe("two who join for the last place", () => {
  it("are one in line and one who hears that it is full", async () => {
    for (let round = 0; round < rounds; round += 1) {
      const sale = await fixture.openSale({ items: [countItem(shirt, 1)], lineCap: 1 });
      await sale.take(1);
      const wish = (name: number) => ({
        ...{ saleId: sale.id, epoch: 1, itemId: shirt, quantity: 1, joinLine: true },
        ...{ accountId: accountOf(name), attemptId: sale.attemptId(name) },
      });
      const replies = await Promise.all([fixture.gate.reserve(wish(2)), other.reserve(wish(3))]);
      expect(replies.map((reply) => reply.word).sort()).toEqual(["accepted", "line_full"]);
      expect(await fixture.gate.readSale(sale.id)).toMatchObject({ lineLength: 1 });
    }
  });
});
