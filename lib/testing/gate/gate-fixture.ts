import type { Redis } from "ioredis";
import type { Attempt } from "../../domain";
import { type AdjustableClock, createClock } from "../../platform/clock";
import { createGate } from "../../stock/create-gate";
import { createIntentStream } from "../../stock/create-intent-stream";
import type { Gate, Intent, IntentStream, LoadInput, ReserveReply } from "../../stock/gate";
import { type RealRedis, type RealRedisOptions, startRealRedis } from "../real-redis";

/** The frozen moment at which tests of the gate happen, in the middle of the sale's window. */
export const nowMs = 1_800_000_000_000;
export const startsAtMs = nowMs - 60_000;
export const endsAtMs = nowMs + 60_000;
export const shirt = 12;
export const hat = 13;

export interface GateFixture {
  readonly server: RealRedis;
  readonly redis: Redis;
  readonly clock: AdjustableClock;
  readonly gate: Gate;
  readonly intents: IntentStream;
  newSaleId(): number;
  /** Loads a sale of its own: five shirts, limit 1, a line of ten, unless told otherwise. */
  openSale(changes?: Partial<LoadInput>): Promise<TestSale>;
}

/** One sale and its shoppers, named by numbers. */
export interface TestSale {
  readonly id: number;
  readonly rules: LoadInput;
  attemptId(name: number): string;
  /** The shopper of the same number asks for one shirt under a key of that number, unless told otherwise. */
  ask(name: number, wish?: Wish): Promise<ReserveReply>;
  /** Asks and must be accepted. */
  take(name: number, wish?: Wish): Promise<Attempt>;
  read(name: number): Promise<Attempt>;
  /** Counters of the shirts as `available/held/sold`. */
  stock(itemId?: number): Promise<string>;
  /** New intents, acknowledged: `kind attempt`. */
  drain(): Promise<readonly string[]>;
  drainIntents(): Promise<readonly Intent[]>;
}

export interface Wish {
  readonly shopper?: number;
  readonly itemId?: number;
  readonly quantity?: number;
  readonly joinLine?: boolean;
  readonly epoch?: number;
}

export function accountOf(shopper: number): string {
  return String(shopper).padStart(16, "A");
}

export function attemptOf(saleId: number, name: number): string {
  return `a${saleId.toString(36)}_${String(name).padStart(22, "0")}`;
}

export function countItem(
  itemId: number,
  total: number,
  changes: { released?: number; held?: number; sold?: number } = {},
) {
  const released = changes.released ?? total;
  const held = changes.held ?? 0;
  const sold = changes.sold ?? 0;
  return { itemId, total, released, held, sold, available: released - held - sold };
}

export async function startGateFixture(options: RealRedisOptions = {}): Promise<GateFixture> {
  const server = await startRealRedis(options);
  const redis = server.connect({ enableAutoPipelining: true });
  const clock = createClock();
  clock.adjust(`=${nowMs}`);
  const gate = createGate({ redis, clock });
  const intents = createIntentStream({ redis, blockingRedis: server.connect(), consumer: "worker-1" });
  let lastSaleId = 0;
  function newSaleId(): number {
    lastSaleId += 1;
    return lastSaleId;
  }

  return {
    server,
    redis,
    clock,
    gate,
    intents,
    newSaleId,
    async openSale(changes = {}) {
      const rules: LoadInput = {
        saleId: newSaleId(),
        epoch: 1,
        version: 1,
        status: "published",
        startsAtMs,
        endsAtMs,
        limitPerAccount: 1,
        lineCap: 10,
        paymentWindowMs: 600_000,
        items: [countItem(shirt, 5)],
        attempts: [],
        line: [],
        ...changes,
      };
      await gate.load(rules);
      return describeSale(gate, intents, rules);
    },
  };
}

function describeSale(gate: Gate, intents: IntentStream, rules: LoadInput): TestSale {
  const saleId = rules.saleId;
  const attemptId = (name: number) => attemptOf(saleId, name);

  function ask(name: number, wish: Wish = {}): Promise<ReserveReply> {
    return gate.reserve({
      saleId,
      epoch: wish.epoch ?? rules.epoch,
      accountId: accountOf(wish.shopper ?? name),
      attemptId: attemptId(name),
      itemId: wish.itemId ?? shirt,
      quantity: wish.quantity ?? 1,
      joinLine: wish.joinLine ?? false,
    });
  }

  async function drainIntents(): Promise<readonly Intent[]> {
    const [batch] = await intents.readNew([saleId], { countMax: 1_000, blockMs: 0 });
    if (batch === undefined) return [];
    await intents.acknowledge(
      saleId,
      batch.entries.map((entry) => entry.entryId),
    );
    return batch.entries.map((entry) => entry.intent);
  }

  return {
    id: saleId,
    rules,
    attemptId,
    ask,
    async take(name, wish) {
      const reply = await ask(name, wish);
      if (reply.word !== "accepted") throw new Error(`attempt ${name} was not accepted: ${reply.word}`);
      return reply.attempt;
    },
    async read(name) {
      const attempt = await gate.readAttempt(attemptId(name));
      if (typeof attempt === "string") throw new Error(`attempt ${name} is ${attempt}`);
      return attempt;
    },
    async stock(itemId = shirt) {
      const counts = await gate.readSale(saleId);
      if (counts === "not_loaded") return counts;
      const item = counts.items.find((candidate) => candidate.itemId === itemId);
      return item === undefined ? "no such item" : `${item.available}/${item.held}/${item.sold}`;
    },
    drainIntents,
    async drain() {
      return (await drainIntents()).map((intent) => `${intent.kind} ${Number(intent.attemptId.slice(-22))}`);
    },
  };
}
