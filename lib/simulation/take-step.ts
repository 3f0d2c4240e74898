import { hasWork } from "./has-work";
import type { Fate } from "./network";
import { Dice } from "./plan";
import type { World } from "./world";

/** Lets everything go on that only waits for what has just been answered. */
export function untilStill(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One step of the tape: something arrives, somebody begins something, time passes, or something breaks. */
export function takeStep(world: World, number: number): string {
  world.dice = new Dice(number);
  const { plan } = world;
  const die = world.dice.below(32);
  if (die < 20 && world.network.waiting.length > 0) return deliver(world);
  if (die < 24) return startRound(world);
  if (die < 29) return startTurn(world);
  if (die < 31 || (plan.trouble === "messages" && world.dice.below(4) > 0)) return letTimePass(world);
  return breakSomething(world);
}

function deliver({ network, dice, plan }: World): string {
  if (network.waiting.length === 0) return "nothing is on its way";
  const position = dice.below(network.waiting.length);
  const message = network.waiting[position];
  const fate = fateOf(dice, message?.label ?? "", plan.trouble === "messages" ? 16 : 48);
  network.deliver(position, fate);
  return `${message?.from.name} -> ${message?.label} (${message?.phase}): ${fate}`;
}

/** Commands and calls may arrive twice; a transaction is sent once, but its answer may be lost. */
function fateOf(dice: Dice, label: string, outOf: number): Fate {
  const die = dice.below(outOf);
  if (die === 0) return "lost";
  if (die === 1) return "answer_lost";
  if (die === 2) return label.startsWith("postgres") ? "answer_lost" : "doubled";
  return die < 7 ? "answer_waits" : "arrives";
}

function startRound(world: World): string {
  const worker = world.dice.oneOf(world.workers);
  const idle = worker?.loops.filter(({ name }) => !worker.running.has(name)) ?? [];
  const wanted = idle.filter(({ name }) => hasWork(world, name));
  // Mostly what has something to do: an idle round finds nothing, but may still be killed.
  const loop = world.dice.oneOf(wanted.length > 0 && world.dice.below(8) > 0 ? wanted : idle);
  if (worker === undefined || loop === undefined) return deliver(world);
  worker.running.add(loop.name);
  world.observe(loop.once(), () => worker.running.delete(loop.name));
  return `${worker.program.name} begins ${loop.name}`;
}

function startTurn(world: World): string {
  const shopper = world.dice.oneOf(world.shoppers.filter(({ isBusy }) => !isBusy));
  if (shopper === undefined) return deliver(world);
  shopper.isBusy = true;
  world.observe(shopper.turn(), () => {
    shopper.isBusy = false;
  });
  return `${shopper.name} acts`;
}

function letTimePass(world: World): string {
  const { dice } = world;
  const die = dice.below(8);
  if (die < 3) {
    const ms = [200, 1_000, 4_000, 15_000, 40_000, 100_000][dice.below(6)] ?? 1_000;
    world.pass(ms);
    return `${ms} ms pass`;
  }
  if (die < 6) {
    const web = dice.oneOf(world.webs);
    if (web !== undefined) world.observe(lookAtBoard(web), () => undefined);
    return `${web?.program.name} looks at the board`;
  }
  const position = dice.below(Math.max(1, world.provider.webhooks.length));
  world.observe(world.tellWebhook(position), () => undefined);
  return `the provider tells webhook ${position}`;
}

const neverStopped = new AbortController().signal;

/** What it sees there may be that gates were lost. */
async function lookAtBoard({ board, driveAgain }: World["webs"][number]): Promise<void> {
  await board.refresh();
  await driveAgain.once(neverStopped);
}

function whatBreaks({ plan, dice }: World): number {
  if (plan.trouble === "programs") return dice.below(12);
  return plan.trouble === "redis" ? 12 + dice.below(16) : dice.below(32);
}

function breakSomething(world: World): string {
  const { dice, redis } = world;
  const die = whatBreaks(world);
  if (die < 12) {
    const program = dice.oneOf([...world.workers, ...world.workers, ...world.webs])?.program;
    if (program !== undefined) world.kill(program, dice.below(2) === 0);
    return `${program?.name} is killed`;
  }
  const lost = dice.below(Math.min(12, redis.writesKept + 1));
  if (die < 18) {
    redis.restart(lost);
    return `Redis restarts without its last ${lost} writes`;
  }
  if (die < 20) {
    redis.empty();
    return "Redis restarts empty";
  }
  if (die < 24) {
    redis.promote(lost, ["web-2"]);
    return `a replica without the last ${lost} writes takes over; web-2 talks to the old one`;
  }
  if (die < 28) {
    redis.heal();
    return "everybody talks to one Redis";
  }
  const machine = dice.oneOf(["redis", "postgres", "provider", "web-1", "worker-1"]) ?? "redis";
  const ms = [-20_000, -2_000, 2_000, 20_000][dice.below(4)] ?? 0;
  world.clocks.jump(machine, ms);
  return `the clock of ${machine} jumps by ${ms} ms`;
}
