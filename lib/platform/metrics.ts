import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What a process counts. Labels are words from closed lists; never an account, an attempt or an address. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts an answer to a wish to buy. */
  countPurchase(sale: string, word: string): void;
  readonly settled: Counter<"word">;
  readonly settleSeconds: Histogram;
  readonly expired: Counter;
  readonly loopFailures: Gauge<"loop">;
}

export function createMetrics(processName: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: registry, prefix: "zerohour_" });
  return {
    registry,
    countPurchase: countPurchases(registry),
    settled: new Counter({
      name: "zerohour_settled_total",
      help: "Accepted attempts the worker booked or failed",
      labelNames: ["word"],
      registers: [registry],
    }),
    settleSeconds: new Histogram({
      name: "zerohour_settle_seconds",
      help: "From the gate's acceptance to the commit",
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    expired: new Counter({
      name: "zerohour_expired_total",
      help: "Holds that ended unpaid",
      registers: [registry],
    }),
    loopFailures: new Gauge({
      name: "zerohour_loop_failures",
      help: "Failures in a row of a worker loop; 0 is good",
      labelNames: ["loop"],
      registers: [registry],
    }),
  };
}

/**
 * Adds up in plain numbers and tells the counter only when somebody reads it: finding a counter by its labels costs more
 * than the rest of a refusal from memory.
 */
function countPurchases(registry: Registry): Metrics["countPurchase"] {
  const counts = new Map<string, Map<string, number>>();
  new Counter({
    name: "zerohour_purchases_total",
    help: "Answers to wishes to buy, by sale and word",
    labelNames: ["sale", "word"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [sale, words] of counts) {
        for (const [word, count] of words) this.inc({ sale, word }, count);
      }
    },
  });
  return (sale, word) => {
    let words = counts.get(sale);
    if (words === undefined) {
      words = new Map();
      counts.set(sale, words);
    }
    words.set(word, (words.get(word) ?? 0) + 1);
  };
}
