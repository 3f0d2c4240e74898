import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditAnswer } from "../domain";
import { connectHotRedis, untilReady } from "../platform/redis";
import { parseAttemptRecord } from "../stock/attempt-record";
import { lineKey, saleKeys } from "../stock/keys";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../testing/audit-world";
import { auditWith } from "../wiring-audit";
import { gateChecks } from "./gate/gate-checks";
import { createGateLook, type GateLook } from "./gate/look-at-gate";
import type { AuditedSale, GateCheck } from "./ports";

// Redis is stopped, or the sale is sold from the books: what the audit says of the gate then, and that it still sees what
// is wrong in the books.

let world: AuditWorld;
let open: OpenWorld;

beforeAll(async () => {
  world = await createAuditWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  open = await world.open();
});
afterEach(async () => {
  await open.close();
});

const gateNames = gateChecks.map(({ name }) => name);
const away = () => `Redis at 127.0.0.1:${new URL(open.servers.redisUrl).port} does not answer`;

async function audit(): Promise<AuditAnswer> {
  const answer = await auditWith(open.servers, null);
  if (answer === null) throw new Error("an audit of everything finds no shop");
  return answer;
}

function split({ checks }: AuditAnswer) {
  const isGate = ({ name }: { readonly name: string }) => gateNames.includes(name);
  return { gate: checks.filter(isGate), others: checks.filter((check) => !isGate(check)) };
}

const notChecked = (reason: string) => ({ ok: false, found: 0, checked: 0, breaches: [], notChecked: reason });

/** The ledger knows nothing any more of a unit that came back. */
const corruptBooks = () =>
  open.corrupt("DELETE FROM stock_ledger WHERE cause = 'return:' || $1", [world.orders.expired]);

describe("an audit while Redis is away", () => {
  it("checks everything but the gates, says why not those, and is not well", async () => {
    await open.loseRedis();
    const answer = await audit();
    expect(answer.ok).toBe(false);
    const { gate, others } = split(answer);
    expect(gate).toHaveLength(gateNames.length);
    for (const check of gate) expect(check).toMatchObject(notChecked(away()));
    expect(others.length).toBeGreaterThan(20);
    for (const check of others) expect(check).toMatchObject({ ok: true, found: 0 });
    expect(others.filter((check) => "notChecked" in check)).toEqual([]);

    await open.bringRedisBack();
    expect(await audit()).toMatchObject({ ok: true });
  });

  it("finds what is wrong in the books (control)", async () => {
    await corruptBooks();
    await open.loseRedis();
    const { gate, others } = split(await audit());
    expect(others.filter(({ found }) => found > 0).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["counters-match-ledger", "units-move-once"]),
    );
    for (const check of gate) expect(check).toMatchObject(notChecked(away()));
    await open.bringRedisBack();
  });

  it("says the same of a Redis that takes connections and answers nothing", async () => {
    const { pid } = await readServer();
    process.kill(pid, "SIGSTOP");
    try {
      const { gate, others } = split(await audit());
      for (const check of gate) expect(check).toMatchObject(notChecked(away()));
      for (const check of others) expect(check).toMatchObject({ ok: true });
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });
});

async function readServer(): Promise<{ readonly pid: number }> {
  const told = /process_id:(\d+)/.exec(await open.redis.info("server"))?.[1];
  if (told === undefined) throw new Error("Redis does not tell its process");
  return { pid: Number(told) };
}

/** The looks of one audit, over a connection of their own. */
async function withLook(use: (look: GateLook, sale: AuditedSale) => Promise<void>): Promise<void> {
  const redis = connectHotRedis(open.servers.redisUrl);
  await untilReady(redis, 10_000);
  const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
  const parts = { pool: open.pool, redis, format, clockSpec: open.servers.clockSpec(), patienceMs: 250 };
  const { id, slug, itemId } = world.sale;
  try {
    await use(createGateLook(parts), { id, slug, itemIds: [itemId], limitPerAccount: 2 });
  } finally {
    redis.disconnect();
  }
}

describe("a look at a gate", () => {
  it("is none when Redis goes in its middle, and asks it no more afterwards", async () => {
    await withLook(async (look, sale) => {
      let asked = 0;
      const dying: GateCheck = {
        ...{ name: "dying", invariant: "I10" },
        async look({ redis }) {
          asked += 1;
          await open.loseRedis();
          await redis.time();
          return { breaches: [], found: 0, checked: 1 };
        },
      };
      expect(await look(dying, sale)).toMatchObject({ notChecked: away() });
      expect(await look(dying, sale)).toMatchObject({ notChecked: away() });
      expect(asked).toBe(1);
    });
    await open.bringRedisBack();
  });

  it("fails as it did when something else is wrong", async () => {
    await withLook(async (look, sale) => {
      const defect: GateCheck = {
        ...{ name: "defect", invariant: "I10" },
        look: () => Promise.reject(new Error("a defect of its own")),
      };
      await expect(look(defect, sale)).rejects.toThrow("a defect of its own");
    });
  });
});

describe("an audit of a sale whose gate is not its door", () => {
  const turn = (word: string) =>
    open.pool.query(
      `INSERT INTO sale_doors (sale_id, sells_from, books_at) VALUES ($1, $2, now())
       ON CONFLICT (sale_id) DO UPDATE SET sells_from = excluded.sells_from`,
      [world.sale.id, word],
    );
  /** As for an order that was sold from the books meanwhile. */
  const forgetOrder = () => open.redis.hdel(saleKeys(world.sale.id).attempts, `a${world.orders.held.slice(1)}`);

  it("asks its gate nothing, though Redis answers, and everything when it is the door again", async () => {
    await forgetOrder();
    await turn("books");
    const fromBooks = split(await audit());
    for (const check of fromBooks.gate) {
      expect(check).toMatchObject(notChecked(`${world.sale.slug} is sold from the books, its gate is not asked`));
    }
    for (const check of fromBooks.others) expect(check).toMatchObject({ ok: true });
    await turn("returning");
    for (const check of split(await audit()).gate) {
      expect(check).toMatchObject(notChecked(`${world.sale.slug} waits for its gate to be rebuilt`));
    }
    await turn("gate");
    const broken = (await audit()).checks.filter(({ found }) => found > 0).map(({ name }) => name);
    expect(broken).toContain("gate-attempts-match-orders");
  });
});
