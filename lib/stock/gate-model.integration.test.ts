import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accountOf,
  countItem,
  type GateFixture,
  hat,
  shirt,
  startGateFixture,
  type TestSale,
} from "../testing/gate/gate-fixture";
import { countBits, GateModel, nameOfIntent } from "../testing/gate/gate-model";
import { verdictOn } from "../testing/gate/verdicts";
import type { Gate, Verdict } from "./gate";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const runs = 24;
const commandsPerRun = 250;
const limit = 3;
const lineCap = 6;
/** Few accounts and few units, so that every refusal and every line happens often. */
const accountCount = 8;

/** mulberry32: the same seed is the same run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

class Run {
  private readonly random: (below: number) => number;
  private names = 0;
  private version = 1;
  private adjustments = 0;
  readonly told: string[] = [];

  constructor(
    readonly sale: TestSale,
    readonly model: GateModel,
    readonly gate: Gate,
    seed: number,
  ) {
    this.random = createRandom(seed);
  }

  private pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[this.random(choices.length)] ?? choices[0];
  }

  /** One random command, to the gate and to the model; both must answer alike. */
  async step(): Promise<void> {
    const die = this.random(100);
    if (die < 45) return this.reserve();
    if (die < 80) return this.settle();
    if (die < 88) return this.leave();
    if (die < 94) return this.adjust();
    if (die < 97) return this.pauseOrResume();
    return this.closeLine();
  }

  private async reserve(): Promise<void> {
    const again = this.names > 0 && this.random(6) === 0;
    if (!again) this.names += 1;
    const wish = {
      name: again ? 1 + this.random(this.names) : this.names,
      account: this.random(accountCount),
      itemId: this.pick([shirt, hat]),
      quantity: 1 + this.random(3),
      joinLine: this.random(2) === 0,
    };
    this.told.push(`reserve ${JSON.stringify(wish)}`);
    const reply = await this.sale.ask(wish.name, { ...wish, shopper: wish.account });
    expect(reply.word).toBe(this.model.reserve(wish));
  }

  /** Versions go up, stand still or go back; now and then the gate is told of an attempt it does not know. */
  private async settle(): Promise<void> {
    const count = 1 + this.random(3);
    const news = Array.from({ length: count }, () => {
      const name = 1 + this.random(this.names + 1);
      const version = (this.model.attempts.get(name)?.version ?? 0) + this.random(4) - 1;
      const state = this.pick<Verdict["state"]>([
        "reserved",
        "paying",
        "paid",
        "expired",
        "left",
        "lost",
        "reserved",
        "lost",
      ]);
      return { name, version: Math.max(0, version), state, reason: state === "lost" ? ("cancelled" as const) : null };
    });
    this.told.push(`settle ${JSON.stringify(news)}`);
    const verdicts = news.map(({ name, version, state }) => verdictOn(this.sale.attemptId(name), version, state));
    await this.gate.settle({ saleId: this.sale.id, verdicts });
    this.model.settleAll(news);
  }

  private async leave(): Promise<void> {
    const name = 1 + this.random(this.names + 1);
    const account = this.random(4) === 0 ? this.random(accountCount) : (this.model.attempts.get(name)?.account ?? 0);
    this.told.push(`leave ${name} of ${account}`);
    const gone = { saleId: this.sale.id, attemptId: this.sale.attemptId(name), accountId: accountOf(account) };
    expect(await this.gate.leaveLine(gone)).toBe(this.model.leave(name, account));
  }

  private async adjust(): Promise<void> {
    const item = this.pick([this.model.items[0], this.model.items[1]]);
    if (item === undefined) return;
    const unreleased = item.total - item.released;
    const totalDelta = this.pick([0, 0, 1, 2, -Math.min(1, item.released)]);
    const releasedDelta = totalDelta === 0 ? Math.min(unreleased, 1 + this.random(2)) : totalDelta;
    this.adjustments += 1;
    const input = {
      saleId: this.sale.id,
      itemId: item.itemId,
      cause: `cause:${this.adjustments}`,
      totalDelta,
      releasedDelta,
    };
    this.told.push(`adjust ${JSON.stringify(input)}`);
    expect(await this.gate.adjust(input)).toBe("adjusted");
    expect(await this.gate.adjust(input)).toBe("already_adjusted");
    this.model.adjust(item.itemId, totalDelta, releasedDelta);
  }

  private async pauseOrResume(): Promise<void> {
    const selling = !this.model.selling || this.random(3) === 0;
    this.version += 1;
    this.told.push(selling ? "resume" : "pause");
    await this.gate.configure({
      ...this.sale.rules,
      version: this.version,
      status: selling ? "published" : "paused",
    });
    this.model.setSelling(selling);
  }

  private async closeLine(): Promise<void> {
    const max = 1 + this.random(4);
    this.told.push(`closeLine ${max}`);
    const result = await this.gate.closeLine({ saleId: this.sale.id, reason: "ended", max });
    expect(result).toEqual(this.model.closeLine("ended", max));
  }

  /** The law of stock, and that the gate is where the model is. */
  async checkCounts(): Promise<void> {
    const counts = await this.gate.readSale(this.sale.id);
    if (counts === "not_loaded") throw new Error("the sale is gone");
    for (const item of counts.items) {
      expect(item.released - item.available - item.held - item.sold).toBe(0);
      expect(Math.min(item.total - item.released, item.available, item.held, item.sold)).toBeGreaterThanOrEqual(0);
    }
    expect(counts.items).toEqual(this.model.items.map((item) => this.model.counts(item)));
    expect(counts.owed).toBe(this.model.owed());
    expect(counts.lineLength).toBe(this.model.waitingCount());
    const stored = await fixture.redis.hvals(`{sale:${this.sale.id}}:stock`);
    expect(stored.map(Number).every((counter) => counter >= 0)).toBe(true);
  }

  async checkAttempts(): Promise<void> {
    for (const attempt of this.model.attempts.values()) {
      const { state, reason } = attempt;
      const told = await this.sale.read(attempt.name);
      expect(told).toMatchObject({ state, reason, place: this.model.placeOf(attempt) });
    }
    const entries = await fixture.redis.hgetall(`{sale:${this.sale.id}}:accounts`);
    for (let account = 0; account < accountCount; account += 1) {
      const mask = Number.parseInt(entries[accountOf(account)] ?? "0", 10);
      expect(mask).toBe(this.model.slotsOf(account));
      expect(countBits(mask)).toBeLessThanOrEqual(limit);
    }
    expect((await this.sale.drainIntents()).map(nameOfIntent)).toEqual(this.model.intents.splice(0));
  }
}

async function play(seed: number, gate: Gate): Promise<void> {
  const items = [countItem(shirt, 6), countItem(hat, 5, { released: 2 })];
  const sale = await fixture.openSale({ items, limitPerAccount: limit, lineCap });
  const modelItems = items.map(({ itemId, total, released }) => ({ itemId, total, released }));
  const run = new Run(sale, new GateModel(modelItems, limit, lineCap), gate, seed);
  try {
    for (let command = 1; command <= commandsPerRun; command += 1) {
      await run.step();
      await run.checkCounts();
      if (command % 25 === 0) await run.checkAttempts();
    }
  } catch (error) {
    const last = run.told.slice(-8).join("; ");
    throw new Error(`seed ${seed} after ${run.told.length} commands; the last: ${last}`, { cause: error });
  }
}

describe("any sequence of commands", () => {
  const seeds = Array.from({ length: runs }, (_, index) => 20_261_120 + index);
  it.each(seeds)("keeps the law of stock, the limit and the line: seed %i", (seed) => play(seed, fixture.gate));
});

describe("the same harness catches", () => {
  it("a gate that believes old news", async () => {
    const gate: Gate = {
      ...fixture.gate,
      settle: ({ saleId, verdicts }) => {
        const late = verdicts.map((verdict) => ({ ...verdict, version: verdict.version + 1 }));
        return fixture.gate.settle({ saleId, verdicts: late });
      },
    };
    await expect(play(1, gate)).rejects.toThrow("seed 1 after");
  });

  it("a gate that adds a release each time it hears of it", async () => {
    let times = 0;
    const gate: Gate = {
      ...fixture.gate,
      adjust: (input) => {
        times += 1;
        return fixture.gate.adjust({ ...input, cause: `${input.cause}:${times}` });
      },
    };
    await expect(play(2, gate)).rejects.toThrow("seed 2 after");
  });

  it("a gate that loses what returns from those who leave the line", async () => {
    const gate: Gate = { ...fixture.gate, leaveLine: async () => "left" };
    await expect(play(3, gate)).rejects.toThrow("seed 3 after");
  });
});
