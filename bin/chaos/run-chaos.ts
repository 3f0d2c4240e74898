import { createPool } from "../../lib/platform/postgres";
import { say } from "../services/say.mjs";
import { openFragileShop } from "./open-shop";
import type { ChaosOptions } from "./read-options.mjs";
import { type ChaosRun, runOnce } from "./run-once";

/** What many runs say together. */
export interface ChaosReport {
  readonly runs: number;
  readonly faults: number;
  readonly accepted: number;
  readonly paid: number;
  readonly violations: number;
  /** Seeds to repeat. */
  readonly brokenSeeds: readonly number[];
  readonly wellAfterMs: { readonly median: number; readonly longest: number };
}

/** Run after run on one shop, which outlives them all; each has a sale and people of its own. */
export async function runChaos(options: ChaosOptions, onRun: (run: ChaosRun) => void): Promise<ChaosReport> {
  const shop = await openFragileShop();
  const pool = createPool({
    url: shop.databaseUrl,
    max: 2,
    applicationName: "zerohour-chaos",
    connectTimeoutMs: 10_000,
  });
  const runs: ChaosRun[] = [];
  try {
    for (let number = 0; number < options.runs; number += 1) {
      const run = await runOnce(shop, pool, options.seed + number);
      runs.push(run);
      onRun(run);
    }
    return sumUp(runs);
  } finally {
    await pool.end();
    await shop.close();
  }
}

function sumUp(runs: readonly ChaosRun[]): ChaosReport {
  const sum = (of: (run: ChaosRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const times = runs.map(({ wellAfterMs }) => wellAfterMs).sort((left, right) => left - right);
  return {
    runs: runs.length,
    faults: sum(({ faults }) => faults.length),
    accepted: sum(({ accepted }) => accepted),
    paid: sum(({ paid }) => paid),
    violations: sum(({ violations }) => violations.length),
    brokenSeeds: runs.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed),
    wellAfterMs: { median: times[Math.floor(times.length / 2)] ?? 0, longest: times.at(-1) ?? 0 },
  };
}

/** For a person: what happened in a run, and what it did. */
export function printRun(run: ChaosRun): void {
  say(`seed ${run.seed}: ${run.faults.join(", ")}`);
  const counts = Object.entries({ ...run.refused, ...run.errors }).map(([name, count]) => `${count} ${name}`);
  say(`  ${run.accepted} accepted, ${run.paid} paid; heard: ${counts.join(", ") || "nothing else"}`);
  say(`  well ${(run.wellAfterMs / 1_000).toFixed(1)} s after the last fault`);
  for (const violation of run.violations) say(`  VIOLATION: ${violation}`);
}

export function printReport(report: ChaosReport): void {
  const { median, longest } = report.wellAfterMs;
  say(`runs          ${report.runs}`);
  say(`faults        ${report.faults}`);
  say(`accepted      ${report.accepted}, ${report.paid} of them paid`);
  say(`well again    after ${(median / 1_000).toFixed(1)} s in the middle, ${(longest / 1_000).toFixed(1)} s at most`);
  say(
    `violations    ${report.violations}${report.violations === 0 ? "" : `, in seeds ${report.brokenSeeds.join(", ")}`}`,
  );
}
