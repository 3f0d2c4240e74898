import { endFaults, workRound } from "./come-to-rest";
import type { Flaws } from "./flaws";
import type { Plan, ShopperPlan } from "./plan";
import { openSale } from "./play";
import { World } from "./world";

// Stories without chance, to enumerate: the worker has everything to do that it ever does.

const shopper: ShopperPlan = { itemIndex: 0, quantity: 1, joinLine: true, pays: ["ok"], sharesAccount: false };

const plan: Plan = {
  items: [{ total: 3, later: 1 }],
  limit: 1,
  lineFactor: 3,
  shoppers: [
    { ...shopper, pays: ["timeout"] },
    { ...shopper, pays: ["late"] },
    shopper,
    { ...shopper, pays: ["decline", "ok"] },
  ],
  ...{ cancelledAt: null, trouble: "anything", lateLosses: 0, tape: [] },
};

/** A loaded sale of three units, one of them released later, and four shoppers who come up to the clicks. */
export async function openStory(flaws: Flaws): Promise<World> {
  const world = new World(plan, flaws);
  await openSale(world);
  await endFaults(world);
  return world;
}

/** The chapters of the story; between them the worker works. */
export const chapters: readonly ((world: World) => Promise<unknown>)[] = [
  (world) => everybody(world, (each) => each.buy()),
  // Redis restarts, with everything.
  async (world) => world.redis.restart(0),
  (world) => everybody(world, (each) => each.payNow()),
  // The release opens, and time runs out for whoever has not paid.
  async (world) => world.pass(61_000),
  async (world) => world.pass(70_000),
  (world) => everybody(world, (each) => each.payNow()),
  // Redis comes back without anything.
  async (world) => world.redis.empty(),
  async (world) => world.pass(130_000),
  (world) => everybody(world, (each) => each.buyAgain()),
  async (world) => world.cancelSale(),
  async (world) => world.pass(11_000),
];

async function everybody(world: World, act: (each: World["shoppers"][number]) => Promise<unknown>): Promise<void> {
  for (const web of world.webs) await web.board.refresh();
  for (const each of world.shoppers) await act(each);
}

/** The story from its first click: every chapter, and a round of the worker after each, until it is over. */
export async function tell(world: World, isOver: () => boolean = () => false): Promise<void> {
  for (const chapter of chapters) {
    await chapter(world);
    await workRound(world);
    // What a later chapter makes good again would not be found.
    if (isOver()) return;
  }
}
