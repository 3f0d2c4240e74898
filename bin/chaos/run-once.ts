import { setTimeout as delay } from "node:timers/promises";
import { signInNumbered } from "../../lib/accounts/sign-in-numbered";
import { createTokenKeys } from "../../lib/accounts/tokens/keys";
import type { ShopPool } from "../../lib/platform/postgres";
import { auditWith } from "../../lib/wiring-audit";
import { countOversold, findSale } from "../crowd/find-sale";
import { openLine } from "../crowd/open-line";
import { planCrowd, type SignedIn } from "../crowd/plan-crowd";
import { readShopClock, type ShopClock } from "../crowd/read-clock";
import { walk } from "../crowd/shopper";
import { createTally } from "../crowd/tally";
import type { HistoryLine } from "../crowd/write-history";
import { findBrokenPromises, readBooks } from "./check-history";
import { makeSale } from "./make-sale";
import type { FragileShop } from "./open-shop";
import { describeFault, type PlannedFault, planFaults } from "./plan-faults";

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
/** They bear longer than people that nobody answers: a shop that starts again on a busy machine is no broken promise. */
const lostMax = 40;
/** Far beyond what healing takes; a shop that is not well by then is a finding. */
const wellWithinMs = 60_000;

/** One sale, one crowd, one plan of faults; then the books, the gate and what shoppers were told are compared. */
export async function runOnce(shop: FragileShop, pool: ShopPool, seed: number): Promise<ChaosRun> {
  const line = openLine(shop.origin, shop.origin, shoppers * 2);
  const history: HistoryLine[] = [];
  const tally = createTally();
  try {
    const clock = await readShopClock(line);
    const people = await signIn(pool, shop, seed);
    const slug = await makeSale(shop, pool, { seed, stock, startsAtMs: clock.nowMs() + startsInMs });
    const sale = await findSale(pool, slug);
    const odds = [
      { way: "ok", weight: 70 },
      { way: "decline", weight: 10 },
      { way: "abandon", weight: 20 },
    ] as const;
    const plans = planCrowd(people, sale, { seed, spreadMs: clicksWithinMs, payOdds: odds }, clock.nowMs());
    const faults = planFaults(seed);
    const notes = { write: (written: HistoryLine) => void history.push(written), close: async () => undefined };
    const crowd = { line, clock, sale, tally, history: notes, stayMs: staysMs, lostMax };
    const walking = Promise.all(plans.map((plan) => walk(crowd, plan)));
    await Promise.all(faults.map((fault) => suffer(shop, fault, sale.startsAtMs, clock)));
    const mendedMs = performance.now();
    await shop.untilReady();
    await untilWell(shop, slug);
    const wellAfterMs = Math.round(performance.now() - mendedMs);
    await walking;
    const broken = await untilWell(shop, slug);
    const counted = tally.counted();
    const oversold = await countOversold(pool, sale.id);
    return {
      seed,
      faults: faults.map(describeFault),
      accepted: counted.accepted,
      paid: counted.paid,
      refused: counted.refused,
      errors: counted.errors,
      wellAfterMs,
      violations: [
        ...(oversold === 0 ? [] : [`${oversold} units were sold beyond the stock`]),
        ...(counted.stuck === 0 ? [] : [`${counted.stuck} shoppers got no last word`]),
        ...Object.keys(counted.errors).filter((kind) => kind.startsWith("shopper:")),
        ...broken.map((name) => `the audit finds ${name}`),
        ...findBrokenPromises(history, await readBooks(pool, sale.id)),
      ],
    };
  } finally {
    line.close();
  }
}

/** One fault from its beginning to its end. */
async function suffer(shop: FragileShop, planned: PlannedFault, startsAtMs: number, clock: ShopClock): Promise<void> {
  await delay(Math.max(0, clock.untilMs(startsAtMs + planned.atMs)));
  const mend = await shop.break(planned.fault);
  await delay(planned.forMs);
  await mend();
}

/** People of their own for every seed: nobody is held to what an earlier run did to them. */
async function signIn(pool: ShopPool, shop: FragileShop, seed: number): Promise<readonly SignedIn[]> {
  const parts = { pool, keys: createTokenKeys(shop.secret), appOrigin: shop.origin, nowMs: Date.now() };
  const range = { role: "shopper", first: (seed % 100_000) * shoppers + 1, count: shoppers } as const;
  const people: SignedIn[] = [];
  for await (const batch of signInNumbered(parts, range)) people.push(...batch);
  return people;
}

/** The checks that are still broken when the time is over; the audit itself may meet a server that has just started. */
async function untilWell(shop: FragileShop, slug: string): Promise<readonly string[]> {
  const deadlineMs = performance.now() + wellWithinMs;
  for (;;) {
    const broken = await auditWith(shop, slug).then(
      (answer) => answer?.checks.filter(({ ok }) => !ok).map(({ name }) => name) ?? ["no such sale"],
      (error: unknown) => [`no answer (${String(error)})`],
    );
    if (broken.length === 0 || performance.now() > deadlineMs) return broken;
    await delay(200);
  }
}
