import { describe, expect, it } from "vitest";
import { workRound } from "./come-to-rest";
import { type Flaws, flawless } from "./flaws";
import { mutantsOfLoads } from "./mutants";
import { comeToEnd } from "./play";
import { openStory, tell } from "./stories";
import { saleId } from "./the-sale";
import type { World } from "./world";

const patienceMs = 240_000;

interface Step {
  readonly position: number;
  readonly label: string;
}

/** Every message of worker-1 in the story: before it is done, and before its answer is heard. */
async function stepsOfWorker(
  flaws: Flaws,
): Promise<{ readonly steps: readonly Step[]; readonly end: readonly string[] }> {
  const world = await openStory(flaws);
  const steps: Step[] = [];
  world.network.onMessage = (from, label) => {
    if (from.name === "worker-1") steps.push({ position: steps.length, label });
    return undefined;
  };
  await tell(world);
  world.network.onMessage = null;
  return { steps, end: await comeToEnd(world) };
}

/** The story once more; at that step of worker-1 something happens to it. */
async function tellUntil(
  position: number,
  flaws: Flaws,
  happens: (world: World) => Promise<void> | undefined,
): Promise<World> {
  const world = await openStory(flaws);
  let seen = 0;
  world.network.onMessage = (from) => {
    if (from.name !== "worker-1") return undefined;
    seen += 1;
    return seen === position + 1 ? happens(world) : undefined;
  };
  await tell(world, () => seen > position);
  world.network.onMessage = null;
  return world;
}

async function killAt(position: number, flaws: Flaws): Promise<readonly string[]> {
  const world = await tellUntil(position, flaws, (stopped) => {
    const worker = stopped.workers.find(({ program }) => program.name === "worker-1");
    if (worker !== undefined) stopped.kill(worker.program, false);
    return undefined;
  });
  return comeToEnd(world);
}

/** The part of the worker's loops that goes on at a gate another worker is about to load. */
const booking = ["settle", "take-over", "tell-gate", "expire"];

/** Worker-1 stands still in the middle of its step; worker-2 goes on and shoppers act; then worker-1 goes on. */
async function standStillAt(
  position: number,
  flaws: Flaws,
  loops: readonly string[] | null,
): Promise<readonly string[]> {
  const world = await tellUntil(position, flaws, async (stopped) => {
    stopped.network.onMessage = null;
    stopped.pass(4_000);
    const only = { worker: "worker-2", loops };
    await workRound(stopped, only);
    const [first, ...others] = stopped.shoppers;
    await first?.giveUpNow();
    await workRound(stopped, only);
    for (const shopper of others) await shopper.buyAgain();
    await workRound(stopped, only);
  });
  return comeToEnd(world);
}

describe("a worker", () => {
  it("has everything to do in the story", async () => {
    const { steps, end } = await stepsOfWorker(flawless);
    expect(end).toEqual([]);
    const labels = new Set(steps.map(({ label }) => label));
    for (const verb of ["place", "record-line", "read-for-gate", "begin", "commit"]) {
      expect(labels).toContain(`postgres ${verb}, asked`);
    }
    for (const verb of ["read-new", "settle", "acknowledge", "adjust", "load-begin", "load-attempts", "load-open"]) {
      expect(labels).toContain(`redis ${verb}, done`);
    }
    for (const verb of ["find", "cancel", "refund"]) expect(labels).toContain(`provider ${verb}, asked`);
  });

  it("may be killed at any of its steps", { timeout: patienceMs }, async () => {
    const { steps } = await stepsOfWorker(flawless);
    const wrong: string[] = [];
    for (const { position, label } of steps) {
      const breaches = await killAt(position, flawless);
      if (breaches.length > 0) wrong.push(`killed at step ${position} (${label}): ${breaches.join("; ")}`);
    }
    expect(wrong).toEqual([]);
    expect(steps.length).toBeGreaterThan(200);
  });

  it.each([
    { others: "does everything", loops: null },
    { others: "only books and tells", loops: booking },
  ])("may stand still at any of its steps while another one $others", { timeout: patienceMs }, async ({ loops }) => {
    const { steps } = await stepsOfWorker(flawless);
    const wrong: string[] = [];
    for (const { position, label } of steps.filter(isAsked)) {
      const breaches = await standStillAt(position, flawless, loops);
      if (breaches.length > 0) wrong.push(`stood still at step ${position} (${label}): ${breaches.join("; ")}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("a gate whose epoch is behind", () => {
  it("is loaded again, whoever raised it and did not come to load it", async () => {
    const world = await openStory(flawless);
    const { database, redis } = world;
    const sale = database.tables.sales.get(saleId);
    if (sale === undefined) throw new Error("there is no sale");
    database.atomically((transaction) => {
      database.put(transaction, database.tables.sales, saleId, { ...sale, epoch: sale.epoch + 1 });
    });
    for (let round = 0; round < 2; round += 1) await workRound(world);
    expect(redis.keys.gate.meta?.epoch).toBe(database.tables.sales.get(saleId)?.epoch);
    for (const web of world.webs) await web.board.refresh();
    expect(await world.shoppers[0]?.buy()).toBe("accepted");
  });
});

function isAsked({ label }: Step): boolean {
  return label.endsWith(", asked");
}

describe("a worker that stands still shows a shop that", () => {
  it.each(mutantsOfLoads)("$name", { timeout: patienceMs }, async ({ flaws }) => {
    const { steps } = await stepsOfWorker(flaws);
    const loading = steps.filter((step) => isAsked(step) && step.label.startsWith("redis load-"));
    let found: readonly string[] = [];
    for (const loops of [null, booking]) {
      for (const { position } of loading) {
        if (found.length === 0) found = await standStillAt(position, flaws, loops);
      }
    }
    expect(found.join("; ")).toMatch(/^I\d+ /);
  });
});
