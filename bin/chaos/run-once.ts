import { setTimeout as delay } from "node:timers/promises";
import type { ShopPool } from "../../lib/platform/postgres";
import { findSale } from "../crowd/find-sale";
import { openLine } from "../crowd/open-line";
import { planCrowd } from "../crowd/plan-crowd";
import { readShopClock, type ShopClock } from "../crowd/read-clock";
import { sendShoppers } from "../crowd/send-shoppers";
import { createTally } from "../crowd/tally";
import { type History, type HistoryLine, noteCrowd, noteFault } from "../crowd/write-history";
import { judgeRun, untilWell } from "./judge-run";
import { makeSale } from "./make-sale";
import type { FragileShop } from "./open-shop";
import { describeFault, type PlannedFault, planFaults } from "./plan-faults";
import { signInPeople } from "./sign-in-people";

/** What became of one run. */
export interface ChaosRun {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly accepted: number;
  readonly paid: number;
  readonly refused: Readonly<Record<string, number>>;
  /** What the faults looked like from outside. */
  readonly errors: Readonly<Record<string, number>>;
  /** From the end of the last fault until the shop was ready and every check of the audit was well, the crowd still there. */
  readonly wellAfterMs: number;
  /** Everything that must not be. */
  readonly violations: readonly string[];
}

/** More than may be accepted: units and line take sixty. */
const shoppers = 90;
const stock = 20;
/** Time for tickets before the start. */
const startsInMs = 5_000;
const clicksWithinMs = 6_000;
/** Whoever is in line stays until after the last fault. */
const staysMs = 12_000;
/**
 * They bear minutes of no answer, unlike people: a shop that takes long to start again on a busy machine is no broken promise.
 * How long it took is told.
 */
const lostMax = 200;

/** One sale, one crowd, one plan of faults; then the books, the gate and what shoppers were told are compared. */
export async function runOnce(shop: FragileShop, pool: ShopPool, seed: number): Promise<ChaosRun> {
  const line = openLine(shop.origin, shop.origin, shoppers * 2);
  const history: HistoryLine[] = [];
  const tally = createTally();
  try {
    const clock = await readShopClock(line);
    // People of their own for every seed: nobody is held to what an earlier run did to them.
    const first = (seed % 100_000) * shoppers + 1;
    const people = await signInPeople(shop, pool, { role: "shopper", first, count: shoppers });
    const slug = await makeSale(shop, pool, { seed, stock: [stock], startsAtMs: clock.nowMs() + startsInMs });
    const sale = await findSale(pool, slug);
    const odds = [
      { way: "ok", weight: 70 },
      { way: "decline", weight: 10 },
      { way: "abandon", weight: 20 },
    ] as const;
    const plans = planCrowd(people, sale, { seed, spreadMs: clicksWithinMs, payOdds: odds }, clock.nowMs());
    const faults = planFaults(seed);
    const notes = { write: (written: HistoryLine) => void history.push(written), close: async () => undefined };
    const crowd = { line, clock, sale, tally, history: notes, stayMs: staysMs, lostMax, probes: true };
    noteCrowd(notes, clock, sale, { shoppers, seed });
    const walking = sendShoppers(crowd, plans);
    await Promise.all(faults.map((fault) => suffer(shop, fault, sale.startsAtMs, clock, notes)));
    const mendedMs = performance.now();
    await shop.untilReady();
    await untilWell(shop, slug);
    const wellAfterMs = Math.round(performance.now() - mendedMs);
    await walking;
    const counted = tally.counted();
    return {
      seed,
      faults: faults.map(describeFault),
      accepted: counted.accepted,
      paid: counted.paid,
      refused: counted.refused,
      errors: counted.errors,
      wellAfterMs,
      violations: await judgeRun(shop, pool, { sale, history, counted }),
    };
  } finally {
    line.close();
  }
}

/** One fault from its beginning to its end. */
async function suffer(
  shop: FragileShop,
  planned: PlannedFault,
  startsAtMs: number,
  clock: ShopClock,
  history: History,
): Promise<void> {
  await delay(Math.max(0, clock.untilMs(startsAtMs + planned.atMs)));
  noteFault(history, clock, describeFault(planned), "begins");
  const mend = await shop.break(planned.fault);
  await delay(planned.forMs);
  await mend();
  noteFault(history, clock, describeFault(planned), "ends");
}
