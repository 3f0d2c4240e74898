import { setTimeout as delay } from "node:timers/promises";
import { planCrowd } from "../../bin/crowd/plan-crowd";
import type { HistoryLine } from "../../bin/crowd/write-history";
import { openHistory } from "../../bin/crowd/write-history";
import { createAgenda, follow } from "../load/agenda";
import { openWire } from "../load/open-wire";
import { readAheadMs } from "../load/shop-time";
import type { ShopSide } from "../shop-side";
import { createOutcomes, describeOutcomes, type Outcomes, sumOf } from "./count-outcomes";
import { walkShoppers } from "./walk-shoppers";

export interface WholeSaleWish {
  readonly port: number;
  readonly shopSide: ShopSide;
  readonly origin: string;
  readonly shoppers: number;
  readonly stock: number;
  readonly historyFile: string;
  readonly log: (line: string) => void;
}

export interface WholeSale {
  /** From the start of the sale until the last shopper had a last word; NaN when some never had. */
  readonly answeredSeconds: number;
  readonly unitsTaken: number;
  readonly errors: number;
  readonly brokenChecks: number;
  readonly seen: Readonly<Record<string, unknown>>;
}

/** As many as a proxy keeps open to a shop, and as many as the crowd uses. */
const connections = 512;
/** Most clicks come early within this time of the start, as in a simulated crowd. */
const spreadMs = 1_000;
const seed = 1;
/** As many as plan-crowd has fetched in a second, and a little rest. */
const ticketsPerSecond = 2_000;
const beforeTicketsMs = 3_000;
const giveUpMs = 120_000;
const lastAnswersMs = 30_000;
const nobodyPays = [{ way: "abandon", weight: 1 }] as const;

/** One sale, from the first ticket to the last shopper's last word, and its audit. */
export async function measureWholeSale(wish: WholeSaleWish): Promise<WholeSale> {
  const { port, shopSide, origin, shoppers, stock, log } = wish;
  log(`    signing in ${shoppers} shoppers ...`);
  const signedIn = await shopSide.signIn(shoppers);
  const startsAtMs = Date.now() + (shoppers / ticketsPerSecond) * 1_000 + beforeTicketsMs;
  const made = await shopSide.openSale({ stock, startsAtMs });
  const aheadMs = readAheadMs();
  const sale = { id: made.id, slug: made.slug, itemIds: made.itemIds, stock, startsAtMs };
  const plans = planCrowd(signedIn, sale, { seed, spreadMs, payOdds: nobodyPays }, Date.now());

  const outcomes = createOutcomes();
  // One machine, one clock.
  const crowd = { clockErrorMs: 1, slug: sale.slug, itemIds: sale.itemIds, stock, startsAtMs, shoppers, seed };
  const history: HistoryLine[] = [{ process: -1, type: "info", f: "crowd", value: crowd, time: Date.now() }];
  const wire = await openWire(port, connections);
  const agenda = createAgenda(performance.now());
  let waitingFor = shoppers;
  let lastWordMs = Number.NaN;
  const answered = () => {
    waitingFor -= 1;
    if (waitingFor === 0) lastWordMs = performance.now() + aheadMs;
  };
  walkShoppers({ wire, agenda, outcomes, slug: sale.slug, origin, aheadMs, history, answered }, plans);
  log(`    ${shoppers} shoppers come for ${stock} units ...`);
  const giveUpAtMs = startsAtMs + giveUpMs - aheadMs;
  await follow(agenda, () => waitingFor === 0 || performance.now() > giveUpAtMs);
  // Who is in line is asking all the time; the last answers are part of the history.
  await untilAnswered(outcomes);
  // What is cut off now, after giving up, is nobody's error.
  const errors = sumOf(outcomes.errors);
  const heard = describeOutcomes(outcomes);
  wire.close();

  const written = await openHistory(wish.historyFile);
  for (const line of history) written.write(line);
  await written.close();
  const checks = await shopSide.audit(sale.slug, wish.historyFile);
  const broken = checks.filter(({ ok }) => !ok).map(({ name, breaches }) => `${name}: ${breaches[0]?.message ?? ""}`);
  await shopSide.closeSale(made);
  return {
    answeredSeconds: (lastWordMs - startsAtMs) / 1_000,
    unitsTaken: outcomes.became.get("reserved") ?? 0,
    errors,
    brokenChecks: broken.length,
    seen: {
      shoppers,
      stock,
      connections,
      withoutLastWord: waitingFor,
      ...heard,
      checks: checks.length,
      broken,
    },
  };
}

async function untilAnswered(outcomes: Outcomes): Promise<void> {
  const untilMs = performance.now() + lastAnswersMs;
  while (outcomes.answers < outcomes.requests && performance.now() < untilMs) await delay(5);
}
