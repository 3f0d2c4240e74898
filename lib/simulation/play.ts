import { orderIdOfAttempt } from "../domain";
import { bitsOf, checkBooks } from "./checks/books-checks";
import { checkGate } from "./checks/gate-checks";
import { checkEnd, checkPromises, checkRest } from "./checks/rest-checks";
import { clockOffMaxMs } from "./clocks";
import { endFaults, pollAll, workRound } from "./come-to-rest";
import type { Flaws } from "./flaws";
import { createSimulatedGate } from "./gate/simulated-gate";
import { Program } from "./network";
import type { Plan } from "./plan";
import { takeStep, untilStill } from "./take-step";
import { firstItemId, saleId, saleMs } from "./the-sale";
import { World } from "./world";

export interface Played {
  readonly breaches: readonly string[];
  /** What happened, step by step. */
  readonly steps: readonly string[];
  readonly world: World;
}

/** A whole story: a sale with faults, the calm after it, and the end. Stops at the first thing that is wrong. */
export async function play(plan: Plan, flaws: Flaws): Promise<Played> {
  const world = new World(plan, flaws);
  const steps: string[] = [];
  const told = (breaches: readonly string[]): Played => ({ breaches, steps, world });
  await openSale(world);
  for (const [position, number] of plan.tape.entries()) {
    if (position === plan.cancelledAt) {
      world.cancelSale();
      steps.push("the sale is cancelled");
    }
    steps.push(takeStep(world, number));
    await untilStill();
    const breaches = checkNow(world);
    if (breaches.length > 0) return told(breaches);
  }
  await endFaults(world);
  return told(await comeToEnd(world));
}

/** The gate is loaded before the first click, as in every sale that was planned in time. */
export async function openSale(world: World): Promise<void> {
  await endFaults(world);
  world.network.lateLosses = 0;
  await workRound(world);
  await workRound(world);
  for (const web of world.webs) await web.board.refresh();
  for (const { loops } of world.workers) await loops.find(({ name }) => name === "board")?.once();
  world.network.isCalm = false;
  world.pass(6_000);
}

/** What was well stays well until something is written. */
const seen = new WeakMap<World, { books: number; gate: string }>();

export function checkNow(world: World): readonly string[] {
  const { database, redis } = world;
  const before = seen.get(world);
  const now = { books: database.revision, gate: `${redis.run} ${redis.writesKept}` };
  seen.set(world, now);
  return [
    ...(before?.books === now.books ? [] : checkBooks(database)),
    // A server that restarted while a gate was being loaded may hold parts of it, until it is loaded again.
    ...(before?.gate === now.gate || redis.keys.verifiedRun !== redis.run ? [] : checkGate(redis.keys.gate)),
    ...checkPromises(world),
    ...world.surprises,
  ];
}

/** From the end of the faults: first while the sale is still on, then past its end. */
export async function comeToEnd(world: World): Promise<readonly string[]> {
  // By the slowest clock the sale has begun.
  world.pass(clockOffMaxMs + 5_000);
  const unrest = await untilRest(world, 6, 4_000);
  if (unrest.length > 0) return unrest;
  const refused = await askAgain(world);
  if (refused.length > 0) return refused;
  world.pass(saleMs + 60_000);
  const late = await untilRest(world, 40, 61_000);
  if (late.length > 0) return late;
  return checkEnd(world);
}

/** Rounds of the worker until nothing is under way, at most so many: what is not well by then is told. */
async function untilRest(world: World, rounds: number, passMs: number): Promise<readonly string[]> {
  for (let round = 0; round < rounds; round += 1) {
    world.pass(passMs);
    await workRound(world);
    const breaches = checkNow(world);
    if (breaches.length > 0) return breaches;
    if (round >= roundsMin && !isUnderWay(world)) break;
  }
  // What the last round set going: a hold that expired serves the line, and who is served is booked.
  for (let round = 0; round < 2; round += 1) await workRound(world);
  await pollAll(world);
  // A receipt that drove an attempt again needs the worker, and one more look.
  const failures = await workRound(world);
  if (failures.length > 0) return failures;
  return [...(await pollAll(world)), ...checkRest(world), ...checkNow(world)];
}

/** What a dead worker had read is taken over after three seconds, and news that failed waits some more. */
const roundsMin = 2;

function isUnderWay({ database, redis }: World): boolean {
  const { tables } = database;
  return (
    redis.keys.gate.entries.length > 0 ||
    tables.outbox.size > 0 ||
    [...tables.orders.values()].some(({ state }) => ["reserved", "paying", "refunding"].includes(state)) ||
    [...tables.payments.values()].some(({ state }) => ["created", "pending", "refunding"].includes(state))
  );
}

/** I5, I6, I13: while a unit is free, whoever may have one gets one; and the same key hears of the same attempt. */
async function askAgain(world: World): Promise<readonly string[]> {
  const { database, redis } = world;
  const breaches: string[] = [];
  const sale = database.tables.sales.get(saleId);
  const rules = redis.keys.gate.meta?.rules;
  if (sale?.status !== "published" || rules === undefined || world.clocks.now("redis") >= rules.endsAtMs) return [];
  const gate = createSimulatedGate(redis, new Program("probe"), {});
  for (const [index, { accountId, name }] of world.shoppers.entries()) {
    for (const itemId of database.tables.items.keys()) {
      const item = redis.keys.gate.stock.get(itemId);
      const free = item === undefined ? 0 : item.released - item.held - item.sold;
      const mask = redis.keys.gate.accounts.get(accountId)?.mask ?? 0;
      if (free <= 0 || bitsOf(mask) >= sale.limitPerAccount || (redis.keys.gate.lines.get(itemId)?.length ?? 0) > 0)
        continue;
      const attemptId = `a1_${`${accountId}-${name}again${index}${itemId - firstItemId}`.padEnd(22, "_")}`;
      const wish = { saleId, epoch: sale.epoch, accountId, attemptId, itemId, quantity: 1, joinLine: false };
      const { word } = await gate.reserve(wish);
      if (word !== "accepted") breaches.push(`I5 ${free} of item ${itemId} are free, and ${name} hears ${word}`);
      for (let round = 0; round < 2; round += 1) await workRound(world);
      if (database.orderOf(orderIdOfAttempt(attemptId)) === undefined) {
        breaches.push(`I6 ${name} asked again for a free unit and got no order`);
      }
    }
  }
  return breaches;
}
