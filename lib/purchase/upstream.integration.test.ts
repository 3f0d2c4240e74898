import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followGate } from "../stock/follow-gate";
import type { LoadInput, Verdict } from "../stock/gate";
import { gateChannel } from "../stock/keys";
import {
  accountOf,
  countItem,
  endsAtMs,
  type GateFixture,
  nowMs,
  shirt,
  startGateFixture,
  type TestSale,
} from "../testing/gate/gate-fixture";
import { createUpstream, type Upstream } from "./upstream";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

/** So long that within a test only an announcement ends what was seen. */
const leaseMs = 3_600_000;

interface Process {
  readonly upstream: Upstream;
  /** Until everything announced so far has arrived here. */
  untilTold(): Promise<void>;
}

/** A web process: its own memory and its own subscription. A deaf one hears no announcement. */
async function openProcess(options: { deaf?: boolean } = {}): Promise<Process> {
  const { gate, clock, redis, server } = fixture;
  const upstream = createUpstream({
    gate,
    clock,
    leaseMs,
    realNowMs: () => performance.now(),
    onError: (error) => expect.unreachable(String(error)),
  });
  const subscriber = server.connect();
  await followGate(subscriber, options.deaf === true ? () => undefined : upstream.forget);
  let marks = 0;
  return {
    upstream,
    async untilTold() {
      marks += 1;
      const mark = `mark ${marks}`;
      const heard = new Promise<void>((resolve) => {
        const listen = (_channel: string, message: string) => {
          if (message !== mark) return;
          subscriber.off("message", listen);
          resolve();
        };
        subscriber.on("message", listen);
      });
      await redis.publish(gateChannel, mark);
      await heard;
    },
  };
}

/** What the process's board says of the sale. */
function boardOf(sale: TestSale, changes: { epoch?: number; endsAtMs?: number } = {}) {
  return { id: sale.id, epoch: sale.rules.epoch, endsAtMs, ...changes };
}

const wishOf = (shopper: number, joinLine = false) => ({ accountId: accountOf(shopper), itemId: shirt, joinLine });

const settle = (sale: TestSale, verdict: Verdict) => fixture.gate.settle({ saleId: sale.id, verdicts: [verdict] });

const giveBack = (sale: TestSale, name: number) =>
  settle(sale, { attemptId: sale.attemptId(name), version: 9, state: "left" });
const pay = (sale: TestSale, name: number) =>
  settle(sale, { attemptId: sale.attemptId(name), version: 3, state: "paid" });

/** Lets the process look; then it must say this to a newcomer. */
async function expectRefusal(process: Process, sale: TestSale, expected: unknown, wish = wishOf(3)): Promise<void> {
  process.upstream.look(sale.id);
  await expect.poll(() => process.upstream.refuse(boardOf(sale), wish)).toEqual(expected);
}

async function openSoldOut(changes: Partial<LoadInput> = {}): Promise<TestSale> {
  const sale = await fixture.openSale({ items: [countItem(shirt, 2)], ...changes });
  for (const name of [1, 2]) {
    await sale.take(name);
    await pay(sale, name);
  }
  return sale;
}

describe("a process that has looked at the gate", () => {
  it("says sold out to newcomers, and lets those who have an attempt ask the gate", async () => {
    const sale = await openSoldOut();
    const process = await openProcess();
    await expectRefusal(process, sale, { word: "sold_out" });
    for (const owner of [1, 2]) expect(process.upstream.refuse(boardOf(sale), wishOf(owner))).toBeNull();
  });

  it("says nothing while something is free", async () => {
    const sale = await fixture.openSale();
    const process = await openProcess();
    process.upstream.look(sale.id);
    await process.untilTold();
    expect(process.upstream.refuse(boardOf(sale), wishOf(3))).toBeNull();
  });

  it("tells until when units are held, but lets those who would wait in line ask the gate", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)] });
    await sale.take(1);
    const asked = await sale.ask(2);
    const process = await openProcess();
    await expectRefusal(process, sale, asked);
    expect(asked.word).toBe("all_held");
    expect(process.upstream.refuse(boardOf(sale), wishOf(3, true))).toBeNull();
  });

  it("says that the line is full", async () => {
    const sale = await fixture.openSale({ items: [countItem(shirt, 1)], lineCap: 1 });
    await sale.take(1);
    await sale.take(2, { joinLine: true });
    const process = await openProcess();
    await expectRefusal(process, sale, { word: "line_full" }, wishOf(3, true));
    expect(process.upstream.refuse(boardOf(sale), wishOf(2, true))).toBeNull();
    await fixture.gate.leaveLine({ saleId: sale.id, attemptId: sale.attemptId(2), accountId: accountOf(2) });
    await process.untilTold();
    expect(process.upstream.refuse(boardOf(sale), wishOf(3, true))).toBeNull();
  });

  it.each(["paused", "ended", "cancelled"] as const)("says %s", async (status) => {
    const sale = await fixture.openSale({ status });
    const process = await openProcess();
    await expectRefusal(process, sale, { word: status });
  });

  it("leaves the last moment to the gate", async () => {
    const sale = await openSoldOut();
    const process = await openProcess();
    await expectRefusal(process, sale, { word: "sold_out" });
    expect(process.upstream.refuse(boardOf(sale, { endsAtMs: nowMs }), wishOf(3))).toBeNull();
  });

  it("does not believe what it saw of an earlier epoch, or at another time", async () => {
    const sale = await openSoldOut();
    const process = await openProcess();
    await expectRefusal(process, sale, { word: "sold_out" });
    expect(process.upstream.refuse(boardOf(sale, { epoch: 2 }), wishOf(3))).toBeNull();
    fixture.clock.adjust(`=${nowMs + 1}`);
    expect(process.upstream.refuse(boardOf(sale), wishOf(3))).toBeNull();
    fixture.clock.adjust(`=${nowMs}`);
    expect(process.upstream.refuse(boardOf(sale), wishOf(3))).toEqual({ word: "sold_out" });
  });
});

describe("a unit that returns", () => {
  it("opens every process again, without waiting for its lease", async () => {
    const sale = await openSoldOut();
    const processes = [await openProcess(), await openProcess()];
    for (const process of processes) await expectRefusal(process, sale, { word: "sold_out" });
    await giveBack(sale, 1);
    for (const { upstream, untilTold } of processes) {
      await untilTold();
      expect(upstream.refuse(boardOf(sale), wishOf(3))).toBeNull();
      expect(upstream.changes(sale.id)).toBeGreaterThan(0);
    }
  });

  it("is not missed by a process that hears nothing, for longer than its lease", async () => {
    const sale = await openSoldOut();
    const { gate, clock } = fixture;
    let realNowMs = 0;
    const upstream = createUpstream({ gate, clock, realNowMs: () => realNowMs, onError: () => undefined });
    upstream.look(sale.id);
    await expect.poll(() => upstream.refuse(boardOf(sale), wishOf(3))).toEqual({ word: "sold_out" });
    realNowMs = 1_001;
    expect(upstream.refuse(boardOf(sale), wishOf(3))).toBeNull();
  });
});

describe("more stock, an extension, a rebuild", () => {
  it.each<[string, (sale: TestSale) => Promise<unknown>]>([
    [
      "more stock",
      (sale) => fixture.gate.adjust({ saleId: sale.id, itemId: shirt, cause: "more", totalDelta: 1, releasedDelta: 1 }),
    ],
    ["other rules", (sale) => fixture.gate.configure({ ...sale.rules, version: 2 })],
    ["a rebuild", (sale) => fixture.gate.load({ ...sale.rules, epoch: 2 })],
  ])("%s ends what was seen", async (_name, change) => {
    const sale = await openSoldOut();
    const process = await openProcess();
    await expectRefusal(process, sale, { word: "sold_out" });
    await change(sale);
    await process.untilTold();
    expect(process.upstream.refuse(boardOf(sale), wishOf(3))).toBeNull();
  });
});

describe("over any course of events", () => {
  /** Each step is something that happens at the gate; then the process's word must be the gate's. */
  async function walk(process: Process, seed: number): Promise<readonly string[]> {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const sale = await fixture.openSale({ items: [countItem(shirt, 3)], lineCap: 2 });
    const lies: string[] = [];
    let [version, next, causes, refusedHere] = [1, 1, 0, 0];
    const names: number[] = [];
    const events: readonly (() => Promise<unknown>)[] = [
      async () => {
        const name = next++;
        const reply = await sale.ask(name, { joinLine: random() < 0.5 });
        if (reply.word !== "accepted") return;
        names.push(name);
        process.upstream.remember(sale.id, accountOf(name));
      },
      async () => giveBack(sale, pick(names) ?? 0),
      async () => pay(sale, pick(names) ?? 0),
      async () => {
        const name = pick(names) ?? 0;
        await fixture.gate.leaveLine({ saleId: sale.id, attemptId: sale.attemptId(name), accountId: accountOf(name) });
      },
      async () => {
        version += 1;
        await fixture.gate.configure({
          ...sale.rules,
          version,
          status: pick(["published", "paused"] as const) ?? "paused",
        });
      },
      async () => {
        causes += 1;
        const delta = { totalDelta: 1, releasedDelta: pick([0, 1]) ?? 0 };
        if (causes < 6)
          await fixture.gate.adjust({ saleId: sale.id, itemId: shirt, cause: `cause ${causes}`, ...delta });
      },
    ];
    for (let step = 0; step < 150; step += 1) {
      // Most events in a crowd are somebody asking.
      await (random() < 0.5 ? events[0] : pick(events))?.();
      await process.untilTold();
      if (random() < 0.5) {
        process.upstream.look(sale.id);
        // Behind what `look` asked for on the same connection; the accounts of so few come in one part.
        for (let trips = 0; trips < 4; trips += 1) await fixture.redis.ping();
      }
      for (const joinLine of [false, true]) {
        const name = next++;
        const said = process.upstream.refuse(boardOf(sale), wishOf(name, joinLine));
        if (said === null) continue;
        refusedHere += 1;
        const gate = await sale.ask(name, { joinLine });
        if (gate.word !== said.word) lies.push(`${step}: ${said.word} instead of ${gate.word}`);
      }
      for (const name of names) {
        const wish = wishOf(name, true);
        if (process.upstream.refuse(boardOf(sale), wish) !== null)
          lies.push(`${step}: refused ${name}, who has an attempt`);
      }
    }
    expect(refusedHere).toBeGreaterThan(0);
    return lies;
  }

  it.each([1, 2, 3, 4, 5, 6])("it says what the gate would say (seed %i)", async (seed) => {
    expect(await walk(await openProcess(), seed)).toEqual([]);
  });

  it("a process that hears no announcement is caught by the same walk", async () => {
    const lies = [];
    for (const seed of [1, 2, 3]) lies.push(...(await walk(await openProcess({ deaf: true }), seed)));
    expect(lies).not.toEqual([]);
  });
});

/** Mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
