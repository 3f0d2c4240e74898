import { isExpected } from "./is-expected";
import type { Program } from "./network";
import { untilStill } from "./take-step";
import type { World } from "./world";

/** The faults are over: what is under way arrives, and from here on every call is answered. */
export async function endFaults(world: World): Promise<void> {
  const { network } = world;
  world.redis.heal();
  while (network.waiting.length > 0) {
    network.deliver(0, "arrives");
    await untilStill();
  }
  network.isCalm = true;
  network.lateLosses = world.plan.lateLosses;
}

/** The loops of a worker, once each, and everything the provider has to tell. Says what failed. */
export async function workRound(
  world: World,
  only: { readonly worker: string; readonly loops: readonly string[] | null } | null = null,
): Promise<readonly string[]> {
  const failures: string[] = [];
  world.provider.decide();
  for (const [position, webhook] of world.provider.webhooks.entries()) {
    if (!webhook.isTold) await world.tellWebhook(position);
  }
  // In the calm one worker is enough.
  const worker = world.workers.find(({ program }) => only === null || program.name === only.worker);
  for (const loop of worker?.loops ?? []) {
    if (worker === undefined || worker.program.isDead) break;
    if (only?.loops?.includes(loop.name) === false) continue;
    const failure = await finish(loop.once(), worker.program);
    if (failure !== null) failures.push(`${worker.program.name} ${loop.name}: ${wordsOf(failure.error)}`);
  }
  return failures;
}

/** Waits for a round, or for the death of who does it. */
async function finish(round: Promise<unknown>, by: Program): Promise<{ readonly error: unknown } | null> {
  // It may have died before it first waited for anything.
  if (by.isDead) return null;
  let die: () => void = () => undefined;
  const death = new Promise<null>((resolve) => {
    die = () => resolve(null);
  });
  by.endings.add(die);
  const ended = round.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const result = await Promise.race([ended, death]);
  by.endings.delete(die);
  return result;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isExpected(error) ? error.message : (error.stack ?? error.message);
}

/** Everybody looks at what became of their attempts. */
export async function pollAll(world: World): Promise<readonly string[]> {
  const breaches: string[] = [];
  for (const web of world.webs) await web.board.refresh();
  for (const shopper of world.shoppers) {
    for (const accepted of shopper.accepted) {
      const attempt = await shopper.poll(accepted);
      if (attempt === null) breaches.push(`I4 nobody can tell what became of ${accepted.attemptId}`);
    }
  }
  return breaches;
}
