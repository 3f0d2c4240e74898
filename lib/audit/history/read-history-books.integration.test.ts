import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attemptOfOrder } from "../../domain";
import { type AuditWorld, createAuditWorld, type OpenWorld } from "../../testing/audit-world";
import type { HistoryLine } from "./history-line";
import { judgeHistories } from "./judge-histories";
import type { Outcome, SaleFacts } from "./ports";
import { readHistoryBooks } from "./read-history-books";

// The judge of histories with real books: what its statements read is what happened.

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

async function readFacts(): Promise<SaleFacts> {
  const facts = await readHistoryBooks(open.pool).readSale(world.sale.slug);
  if (facts === null) throw new Error("the sale is not in the books");
  return facts;
}

async function readOutcomes(): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const page of readHistoryBooks(open.pool).outcomes(world.sale.id)) outcomes.push(...page);
  return outcomes;
}

/** A history in which every shopper of the world was told what the books say. */
async function writeHistory(): Promise<HistoryLine[]> {
  const facts = await readFacts();
  const lines: HistoryLine[] = [
    { process: -1, type: "info", f: "crowd", value: { slug: facts.slug, clockErrorMs: 5 }, time: facts.startsAtMs },
  ];
  for (const [process, outcome] of (await readOutcomes()).entries()) {
    const { attemptId, accountId, receivedAtMs, orderState } = outcome;
    const value = { accountId, key: `key-of-${attemptId}`, itemId: world.sale.itemId, joinLine: true };
    const answer = { attemptId, state: "queued", receivedAt: new Date(receivedAtMs).toISOString() };
    lines.push({ process, type: "invoke", f: "attempt", value, time: receivedAtMs });
    lines.push({ process, type: "ok", f: "attempt", value: { ...value, answer }, time: receivedAtMs });
    const told =
      orderState === null ? { state: outcome.hasFailed ? "lost" : "queued", place: 1 } : attemptOfOrder(orderState);
    lines.push({ process, type: "invoke", f: "poll", value: { attemptId }, time: receivedAtMs + 1 });
    lines.push({ process, type: "ok", f: "poll", value: { attemptId, answer: told }, time: receivedAtMs + 1 });
  }
  return lines;
}

async function brokenIn(lines: readonly HistoryLine[]): Promise<readonly string[]> {
  const checks = await judgeHistories(readHistoryBooks(open.pool), [[lines.map((line) => JSON.stringify(line))]]);
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function refusal(code: string, timeMs: number): readonly HistoryLine[] {
  const value = { accountId: "somebody-else", key: "a-key-of-their-own", itemId: world.sale.itemId, joinLine: false };
  return [
    { process: 900, type: "invoke", f: "attempt", value, time: timeMs },
    { process: 900, type: "fail", f: "attempt", value: { ...value, code }, time: timeMs },
  ];
}

describe("the books that a history is held against", () => {
  it("have every attempt once, with what became of it", async () => {
    const outcomes = await readOutcomes();
    const { orders, lostAttempt, waitingAttempt, sale } = world;
    const byId = new Map(outcomes.map((outcome) => [outcome.attemptId, outcome]));
    expect(byId.size).toBe(outcomes.length);
    for (const [state, orderId] of [
      ["expired", orders.expired],
      ["paid", orders.paid],
      ["refunded", orders.refunded],
      ["paying", orders.paying],
    ] as const) {
      expect(byId.get(`a${orderId.slice(1)}`)).toMatchObject({ saleId: sale.id, orderState: state, hasFailed: false });
    }
    expect(byId.get(`a${orders.paid.slice(1)}`)?.endedAtMs).toBeNull();
    expect(byId.get(`a${orders.left.slice(1)}`)?.endedAtMs).toEqual(expect.any(Number));
    expect(byId.get(lostAttempt)).toMatchObject({ orderState: null, hasFailed: true });
    expect(byId.get(waitingAttempt)).toMatchObject({
      orderState: null,
      hasFailed: false,
      wasInLine: true,
      endedAtMs: null,
    });
  });

  it("say how many units there are, and when some were free", async () => {
    const { items, startsAtMs, limitPerAccount, endedAtMs, moved } = await readFacts();
    expect({ limitPerAccount, endedAtMs, moved }).toEqual({ limitPerAccount: 2, endedAtMs: null, moved: false });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: world.sale.itemId, stock: 8 });
    const free = items[0]?.free ?? [];
    // From before the start until the last unit was taken; somebody waits in line ever since.
    expect(free.length % 2).toBe(0);
    expect(free[0]).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(Math.max(...free)).toBeGreaterThan(startsAtMs + 600_000);
    expect(free.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it("find a history sound that says the same", async () => {
    expect(await brokenIn(await writeHistory())).toEqual([]);
  });

  it("find what they have lost", async () => {
    const lines = await writeHistory();
    await open.corrupt("DELETE FROM orders WHERE id = $1", [world.orders.held]);
    expect(await brokenIn(lines)).toEqual(["accepted-is-booked"]);
  });

  it("tell a refusal beside a free unit from one when all was held", async () => {
    const lines = await writeHistory();
    const free = (await readFacts()).items[0]?.free ?? [];
    const [fromMs = 0, toMs = 0] = free;
    expect(toMs - fromMs).toBeGreaterThan(60_000);
    expect(await brokenIn([...lines, ...refusal("sold_out", toMs - 1_000)])).toEqual(["free-units-are-sold"]);
    expect(await brokenIn([...lines, ...refusal("all_held", Math.max(...free) + 1_000)])).toEqual([]);
  });

  it("know whose an address is", async () => {
    const { rows } = await open.pool.query<{ id: string; email: string }>("SELECT id, email FROM accounts LIMIT 1");
    const [owner] = rows;
    const owners = await readHistoryBooks(open.pool).ownersOf([owner?.email ?? "", "nobody@nowhere.example"]);
    expect([...owners]).toEqual([[owner?.email, owner?.id]]);
  });
});
