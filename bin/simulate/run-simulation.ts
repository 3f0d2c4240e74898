import { describeFound, explore, shorten } from "../../lib/simulation/explore";
import type { Played } from "../../lib/simulation/play";

export interface SimulationOptions {
  readonly seed: number;
  readonly seeds: number;
  readonly json: boolean;
}

interface Voice {
  say(line: string): void;
  progress(line: string): void;
}

/** How often progress is told. */
const tellEveryMs = 10_000;

/** Plays the seeds one after the other and stops at the first that is wrong, which it then shortens. The exit code. */
export async function runSimulation({ seed, seeds, json }: SimulationOptions, voice: Voice): Promise<number> {
  const begun = performance.now();
  const sums = { stories: 0, steps: 0, accepted: 0, orders: 0, paid: 0, refunded: 0 };
  let toldAt = begun;
  const found = await explore({ from: seed, count: seeds }, undefined, (_seed, played) => {
    addTo(sums, played);
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    voice.progress(`${sums.stories} of ${seeds} stories, nothing wrong`);
  });
  const seconds = (performance.now() - begun) / 1_000;
  const figures = { seed, ...sums, seconds: Number(seconds.toFixed(1)), violations: found === null ? 0 : 1 };
  if (json) voice.say(JSON.stringify({ ...figures, found: found === null ? null : found.seed }));
  else {
    if (found !== null) {
      voice.say(describeFound(found));
      voice.say("shortening it, for a minute at most");
      const shortest = await shorten(found.seed);
      if (shortest !== null) tellShortest(shortest, voice);
    }
    voice.say(
      Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    );
  }
  return found === null ? 0 : 1;
}

function addTo(sums: Record<string, number>, { steps, world }: Played): void {
  const add = (name: string, count: number) => {
    sums[name] = (sums[name] ?? 0) + count;
  };
  const orders = [...world.database.tables.orders.values()];
  add("stories", 1);
  add("steps", steps.length);
  add(
    "accepted",
    world.shoppers.reduce((sum, shopper) => sum + shopper.accepted.length, 0),
  );
  add("orders", orders.length);
  add("paid", orders.filter((order) => order.state === "paid").length);
  add("refunded", orders.filter((order) => order.state === "refunded").length);
}

function tellShortest({ breaches, steps }: Played, { say }: Voice): void {
  say("the shortest story found:");
  for (const step of steps) say(`  ${step}`);
  for (const breach of breaches) say(`  ${breach}`);
}
