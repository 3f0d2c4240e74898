import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminSaleAnswer } from "../../domain";
import { createIntentStream } from "../../stock/create-intent-stream";
import { type AnnouncedWorld, openAnnouncedWorld } from "../../testing/announced-world";
import { done } from "../../testing/editing-world";
import { makeAccountId, makeAttemptId } from "../../testing/factories";
import { readMonitor } from "./read-monitor";

let announced: AnnouncedWorld;

beforeAll(async () => {
  announced = await openAnnouncedWorld();
});

afterAll(() => announced.close());

/** `database` false: reading from PostgreSQL is a failure. */
function monitor(slug: string, database: boolean) {
  const { board, gate, redis, world } = announced;
  const { backlog } = createIntentStream({ redis, blockingRedis: redis, consumer: "test" });
  const readSale = (name: string) => {
    if (!database) throw new Error("the monitor of a loaded sale must not ask PostgreSQL");
    return world.editing.read(name);
  };
  return readMonitor(
    {
      board,
      gate,
      soldFrom: () => "gate",
      clock: world.clock,
      backlog,
      readRefusals: async () => ({}),
      readWatched: async () => null,
      readSale,
    },
    slug,
  );
}

async function reserve(sale: AdminSaleAnswer, joinLine = false): Promise<string> {
  const attemptId = makeAttemptId(sale.id);
  const reply = await announced.gate.reserve({
    saleId: sale.id,
    epoch: announced.board.byId(sale.id)?.epoch ?? 0,
    accountId: makeAccountId(),
    attemptId,
    itemId: sale.counts[0]?.itemId ?? 0,
    quantity: 1,
    joinLine,
  });
  if (reply.word !== "accepted") throw new Error(`the gate said ${reply.word}`);
  return attemptId;
}

describe("the monitor of a live sale", () => {
  it("has money, unmet demand and times from Redis and the board alone", async () => {
    const { gate, world } = announced;
    const sale = await world.makeLive({ items: [{ sku: "LAMP", name: "One size", stock: 3 }] });
    const [first = "", second = "", third = ""] = [await reserve(sale), await reserve(sale), await reserve(sale)];
    await gate.settle({
      saleId: sale.id,
      verdicts: [
        { attemptId: first, version: 2, state: "paid" },
        { attemptId: second, version: 2, state: "paid" },
        { attemptId: third, version: 1, state: "reserved", payByMs: world.clock.nowMs() + 600_000 },
      ],
    });
    await reserve(sale, true);
    await reserve(sale, true);
    expect(await monitor(sale.slug, false)).toMatchObject({
      phase: "live",
      asOf: new Date(world.clock.nowMs()).toISOString(),
      startsAt: sale.startsAt,
      endsAt: sale.endsAt,
      pausedAt: null,
      loaded: true,
      items: [{ sku: "LAMP", stock: 3, available: 0, held: 1, sold: 2 }],
      line: 2,
      intents: 5,
      revenue: { minor: 15_800, currency: "EUR" },
      unmet: { waiting: 2, units: 2, money: { minor: 15_800, currency: "EUR" } },
      sumOk: true,
    });
    const paused = done(await world.editing.pause(sale.slug, "", world.actor));
    expect(await monitor(sale.slug, false)).toMatchObject({ phase: "paused", pausedAt: paused.pausedAt });
  });

  it("has PostgreSQL's numbers while the gate is not loaded, and of a draft", async () => {
    const { redis, world } = announced;
    const draft = await world.make();
    expect(await monitor(draft.slug, true)).toMatchObject({
      phase: "draft",
      loaded: false,
      startsAt: draft.startsAt,
      revenue: { minor: 0, currency: "EUR" },
      unmet: { waiting: 0, units: 0, money: { minor: 0, currency: "EUR" } },
    });
    const sale = await world.makeLive();
    await redis.del(`{sale:${sale.id}}:meta`);
    expect(await monitor(sale.slug, true)).toMatchObject({ loaded: false, items: [{ stock: 10, available: 10 }] });
    await expect(monitor(sale.slug, false)).rejects.toThrow("must not ask PostgreSQL");
    expect(await monitor("no-such-sale", true)).toBeNull();
  });
});
