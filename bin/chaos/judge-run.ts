import { setTimeout as delay } from "node:timers/promises";
import type { AuditCheck } from "../../lib/domain";
import type { ShopPool } from "../../lib/platform/postgres";
import { auditWith } from "../../lib/wiring-audit";
import { type CrowdSale, countOversold } from "../crowd/find-sale";
import type { Tally } from "../crowd/tally";
import type { HistoryLine } from "../crowd/write-history";
import { findBrokenPromises } from "./check-history";
import type { FragileShop } from "./open-shop";

export interface Evidence {
  readonly sale: CrowdSale;
  readonly history: readonly HistoryLine[];
  readonly counted: ReturnType<Tally["counted"]>;
}

/** Far beyond what healing takes; a shop that is not well by then is a finding. */
const wellWithinMs = 60_000;

/** Everything that must not be, when a run is over and everybody has gone home; in words. */
export async function judgeRun(shop: FragileShop, pool: ShopPool, evidence: Evidence): Promise<readonly string[]> {
  const { sale, history, counted } = evidence;
  const broken = await untilWell(shop, sale.slug);
  const oversold = await countOversold(pool, sale.id);
  return [
    ...(oversold === 0 ? [] : [`${oversold} units were sold beyond the stock`]),
    ...(counted.stuck === 0 ? [] : [`${counted.stuck} shoppers got no last word`]),
    ...Object.keys(counted.errors).filter((kind) => kind.startsWith("shopper:")),
    ...broken.map((name) => `the audit finds ${name}`),
    ...(await findBrokenPromises(pool, history)),
  ];
}

/** The checks that are still broken when the time is over; the audit itself may meet a server that has just started. */
export async function untilWell(shop: FragileShop, slug: string): Promise<readonly string[]> {
  const deadlineMs = performance.now() + wellWithinMs;
  for (;;) {
    const broken = await auditWith(shop, slug).then(
      (answer) => answer?.checks.filter(({ ok }) => !ok).map(tellCheck) ?? ["no such sale"],
      (error: unknown) => [`no answer (${String(error)})`],
    );
    if (broken.length === 0 || performance.now() > deadlineMs) return broken;
    await delay(200);
  }
}

function tellCheck({ name, notChecked }: AuditCheck): string {
  return notChecked === undefined ? name : `${name} (not checked: ${notChecked})`;
}
