import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gate, IntentStream, LoadInput, Verdict } from "../stock/gate";
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
import { subjectOf, verdictOn } from "../testing/gate/verdicts";
import { Clocks } from "./clocks";
import type { GateFlaws } from "./flaws";
import { createSimulatedGate, createSimulatedStream } from "./gate/simulated-gate";
import { Network, Program } from "./network";
import { Dice } from "./plan";
import { SimulatedRedis } from "./simulated-redis";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

const runs = 12;
const commandsPerRun = 200;
const names = 14;
const accounts = 5;

/** A gate and its stream, real or simulated. */
interface Side {
  readonly gate: Gate;
  readonly intents: IntentStream;
}

function openSimulated(flaws: GateFlaws): Side {
  const network = new Network();
  network.isCalm = true;
  const redis = new SimulatedRedis(network, new Clocks(nowMs));
  const program = new Program("test");
  return { gate: createSimulatedGate(redis, program, flaws), intents: createSimulatedStream(redis, program, flaws) };
}

/** mulberry32, as a number for each step. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function rulesOf(saleId: number): LoadInput {
  return {
    ...{ saleId, epoch: 2, version: 1, status: "published", startsAtMs, endsAtMs, limitPerAccount: 2, lineCap: 4 },
    ...{ paymentWindowMs: 600_000, attempts: [], line: [] },
    items: [countItem(shirt, 4), countItem(hat, 3, { released: 1 })],
  };
}

/** One random command, the same for both; what it answers. */
type Command = (side: Side) => Promise<unknown>;

class Story {
  private version = 1;
  private epoch = 2;
  private causes = 0;
  private news = 0;

  constructor(
    private readonly saleId: number,
    private readonly random: () => number,
  ) {}

  next(): Command {
    const dice = new Dice(this.random());
    const die = dice.below(100);
    if (die < 40) return this.reserve(dice);
    if (die < 64) return this.settle(dice);
    if (die < 70) return this.leave(dice);
    if (die < 75) return this.adjust(dice);
    if (die < 80) return this.configure(dice);
    if (die < 83) return this.close(dice);
    if (die < 93) return this.stream(dice);
    return dice.below(3) > 0 ? this.load(dice) : (side) => side.gate.shut({ ...rulesOf(this.saleId), epoch: 1 });
  }

  private reserve(dice: Dice): Command {
    const name = dice.below(names);
    const wish = {
      ...{ saleId: this.saleId, epoch: this.epoch + (dice.oneOf([0, 0, 0, 0, 0, 0, 1, -1]) ?? 0) },
      ...{ accountId: accountOf((name + (dice.below(9) === 0 ? 1 : 0)) % accounts), attemptId: this.attempt(name) },
      ...{ itemId: name % 3 === 0 ? hat : shirt, quantity: 1 + (name % 2), joinLine: name % 4 !== 1 },
    };
    return ({ gate }) => gate.reserve(wish);
  }

  private settle(dice: Dice): Command {
    const states: Verdict["state"][] = ["reserved", "paying", "paid", "expired", "left", "lost"];
    const verdicts = [0, 1].slice(dice.below(2)).map(() => {
      const name = dice.below(names);
      const subject = { accountId: accountOf(name % accounts), itemId: name % 3 === 0 ? hat : shirt };
      const about = { ...subject, quantity: 1 + (name % 2), slots: name % 2 === 0 ? 1 : 3 };
      this.news += dice.below(3) === 0 ? 1 : 0;
      const state = dice.oneOf(states) ?? "lost";
      return dice.below(3) === 0
        ? verdictOn(this.attempt(name), this.news, state, subjectOf(name, about))
        : verdictOn(this.attempt(name), this.news, state);
    });
    return ({ gate }) => gate.settle({ saleId: this.saleId, verdicts });
  }

  private leave(dice: Dice): Command {
    const name = dice.below(names);
    const gone = { saleId: this.saleId, attemptId: this.attempt(name), accountId: accountOf(name % accounts) };
    return ({ gate }) => gate.leaveLine(gone);
  }

  private adjust(dice: Dice): Command {
    this.causes += dice.below(2);
    const cause = `cause:${this.causes}`;
    const input = { saleId: this.saleId, itemId: hat, cause, totalDelta: 1, releasedDelta: 1 };
    return ({ gate }) => gate.adjust(input);
  }

  private configure(dice: Dice): Command {
    this.version += dice.below(2);
    const status = dice.oneOf(["published", "published", "paused"] as const) ?? "published";
    const rules = { ...rulesOf(this.saleId), epoch: this.epoch, version: this.version, status };
    return ({ gate }) => gate.configure(rules);
  }

  private close(dice: Dice): Command {
    const about = { saleId: this.saleId, reason: "ended", max: 1 + dice.below(3) } as const;
    return dice.below(2) === 0
      ? ({ gate }) => gate.closeLine(about)
      : ({ gate }) => gate.closeItemLine({ ...about, itemId: shirt });
  }

  /** What is read is told without the entries' names, which are Redis' own. */
  private stream(dice: Dice): Command {
    const die = dice.below(4);
    return async (side) => {
      const options = { countMax: 3, blockMs: 0, idleMs: 0 };
      const batch =
        die < 3
          ? (await side.intents.readNew([this.saleId], options))[0]
          : await side.intents.takeOver(this.saleId, options);
      const entries = batch?.entries ?? [];
      const done = entries.slice(0, die === 1 ? 1 : die).map((entry) => entry.entryId);
      await side.intents.acknowledge(this.saleId, done);
      return { read: entries.map(({ intent }) => intent), backlog: await side.intents.backlog(this.saleId) };
    };
  }

  /** A rebuild with a few attempts and a line, now and then under an epoch that is known already. */
  private load(dice: Dice): Command {
    this.epoch += dice.below(3) > 0 ? 1 : 0;
    const known = { saleId: this.saleId, reason: null, payByMs: nowMs + 90_000, place: null, receivedAtMs: nowMs - 5 };
    const about = { accountId: accountOf(3), itemId: shirt, quantity: 1, attemptId: this.attempt(50 + this.epoch) };
    const waits = { accountId: accountOf(4), itemId: shirt, quantity: 1, attemptId: this.attempt(90 + this.epoch) };
    const input: LoadInput = {
      ...rulesOf(this.saleId),
      ...{ epoch: this.epoch, version: this.version, causes: [`cause:${this.causes}`] },
      items: [countItem(shirt, 4, { held: 1 }), countItem(hat, 3, { released: 2 })],
      attempts: [{ attempt: { ...known, ...about, state: "reserved" }, slots: 1, version: 1 }],
      line: [{ ...waits, slots: 1, sequence: 40, receivedAtMs: nowMs - 3 }],
    };
    return dice.below(2) === 0
      ? ({ gate }) => gate.load(input)
      : async ({ gate }) => {
          await gate.shut(input);
          const shut = await gate.readSale(this.saleId);
          return [shut, await gate.load(input)];
        };
  }

  attempt(name: number): string {
    return attemptOf(this.saleId, name);
  }

  /** Everything there is to see. */
  async look({ gate, intents }: Side): Promise<unknown> {
    const attempts = await Promise.all(
      Array.from({ length: names }, (_, name) => gate.readAttempt(this.attempt(name))),
    );
    const entries = await Promise.all(
      Array.from({ length: accounts }, (_, account) => gate.readAccount(this.saleId, accountOf(account))),
    );
    return { counts: await gate.readSale(this.saleId), attempts, entries, backlog: await intents.backlog(this.saleId) };
  }
}

async function compare(seed: number, flaws: GateFlaws): Promise<void> {
  const saleId = fixture.newSaleId();
  const sides = { real: { gate: fixture.gate, intents: fixture.intents }, simulated: openSimulated(flaws) };
  const story = new Story(saleId, createRandom(seed));
  for (const side of [sides.real, sides.simulated]) await side.gate.load(rulesOf(saleId));
  for (let step = 1; step <= commandsPerRun; step += 1) {
    const command = story.next();
    const told = `seed ${seed}, step ${step}`;
    expect({ told, answer: await command(sides.simulated) }).toEqual({ told, answer: await command(sides.real) });
    expect({ told, seen: await story.look(sides.simulated) }).toEqual({ told, seen: await story.look(sides.real) });
  }
}

describe("the simulated gate", () => {
  const seeds = Array.from({ length: runs }, (_, index) => 500 + index);
  it.each(seeds)("answers as the real one does: seed %i", (seed) => compare(seed, {}));

  it("is found out when it does not (negative control)", async () => {
    await expect(compare(500, { believesOldNews: true })).rejects.toThrow("told");
    await expect(compare(501, { forgetsCauses: true })).rejects.toThrow("told");
  });
});
