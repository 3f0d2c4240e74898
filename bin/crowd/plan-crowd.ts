import { createHash } from "node:crypto";
import type { CrowdSale } from "./find-sale";
import { choosePayWay } from "./pay-odds";
import { seededRandom } from "./random";
import type { CrowdOptions } from "./read-options";
import type { ShopperPlan } from "./shopper";

export interface SignedIn {
  readonly userId: string;
  readonly cookie: string;
}

/** Tickets are fetched as fast as that, or over all the time that is left if that is slower. */
const ticketsPerSecond = 2_000;
/** Between the last ticket and the first click. */
const restMs = 1_000;
const thinkMaxMs = 2_000;

/** A new run of the same seed makes new keys: it is another visit of the same people. */
export function planCrowd(
  shoppers: readonly SignedIn[],
  sale: CrowdSale,
  options: Pick<CrowdOptions, "seed" | "spreadMs" | "payOdds">,
  nowMs: number,
): readonly ShopperPlan[] {
  const random = seededRandom(options.seed);
  const ticketsMs = (shoppers.length / ticketsPerSecond) * 1_000;
  const startMs = Math.max(sale.startsAtMs, nowMs + ticketsMs + restMs);
  const ticketSpanMs = Math.max(ticketsMs, Math.min(startMs - restMs - nowMs, 60_000));
  return shoppers.map(({ userId, cookie }, at) => ({
    number: at,
    accountId: userId,
    cookie,
    key: keyOf(options.seed, userId, nowMs),
    itemId: sale.itemIds[Math.floor(random() * sale.itemIds.length)] ?? 0,
    ticketAtMs: startMs - restMs - random() * ticketSpanMs,
    // Twice at random: most come in the first moments, and a few late.
    clickAtMs: startMs + random() * random() * options.spreadMs,
    thinkMs: random() * thinkMaxMs,
    payWay: choosePayWay(options.payOdds, random()),
  }));
}

function keyOf(seed: number, userId: string, nowMs: number): string {
  return createHash("sha256").update(`${seed} ${userId} ${nowMs}`).digest("base64url").slice(0, 32);
}
