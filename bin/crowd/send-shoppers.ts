import { createHash } from "node:crypto";
import { type Crowd, type Ending, giveBack, type ShopperPlan, tryAgain, walk } from "./shopper";

/** So many units are given back when all is over, and asked for again by people who got nothing. */
const retriesMax = 3;
/** A shop tells the gate of a returned unit at once; who hears nothing else for longer than a judge allows has a case. */
const tryWithinMs = 15_000;

/** Everybody goes their way; then, as a probe, some give their unit back, and some of those who got nothing come again. */
export async function sendShoppers(crowd: Crowd, plans: readonly ShopperPlan[]): Promise<void> {
  const ways = await Promise.all(plans.map(async (plan) => ({ plan, ending: await walk(crowd, plan) })));
  if (!crowd.probes) return;
  const emptyHanded = ways.filter(({ ending }) => ending.word === "has_nothing");
  const givers = ways.flatMap(({ plan, ending }) => (ending.word === "holds" ? [{ plan, ending }] : []));
  const count = Math.min(retriesMax, emptyHanded.length, givers.length);
  const endings = await Promise.all(
    givers.slice(0, count).map(({ plan, ending }) => giveBack(crowd, plan, ending.attemptId)),
  );
  const returned = endings.filter((ending: Ending) => ending.word === "has_nothing").length;
  const again = emptyHanded.slice(0, returned).map(({ plan }) => ({ ...plan, key: anotherKey(plan.key) }));
  await Promise.all(again.map((plan) => tryAgain(crowd, plan, tryWithinMs)));
}

function anotherKey(key: string): string {
  return createHash("sha256").update(`again ${key}`).digest("base64url").slice(0, 32);
}
