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
  /** 1 while a round takes longer than it may. */
  readonly loopHanging: Gauge<"loop">;
  /** 1 while calls of the server fail at once. */
  readonly breakerOpen: Gauge<"dependency">;
  readonly breakerOpened: Counter<"dependency">;
  /** How often a worker met a Redis server it did not know. */
  readonly gateRebuilds: Counter;
  /** 1 while this process knows that Redis is the server the gates were loaded into. */
  measureGateVerified(read: () => boolean): void;
  /** How far this machine's clock is ahead of Redis', in milliseconds; null while that is not known. */
  measureClock(readAheadMs: () => number | null): void;
}

export type Dependency = "redis" | "postgres";

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
    loopHanging: new Gauge({
      name: "zerohour_loop_hanging",
      help: "1 while a round of a worker loop takes longer than it may",
      labelNames: ["loop"],
      registers: [registry],
    }),
    breakerOpen: openBreakers(registry),
    breakerOpened: new Counter({
      name: "zerohour_breaker_opened_total",
      help: "How often a server was found not to answer",
      labelNames: ["dependency"],
      registers: [registry],
    }),
    gateRebuilds: new Counter({
      name: "zerohour_gate_server_unknown_total",
      help: "How often a worker found a Redis server that the gates were not loaded into",
      registers: [registry],
    }),
    measureGateVerified(read) {
      new Gauge({
        name: "zerohour_gate_verified",
        help: "1 while this process knows that Redis is the server the gates were loaded into; else nothing is sold",
        registers: [registry],
        collect() {
          this.set(read() ? 1 : 0);
        },
      });
    },
    measureClock(readAheadMs) {
      new Gauge({
        name: "zerohour_clock_ahead_seconds",
        help: "How far this machine's clock is ahead of Redis', which opens sales; negative: behind. NaN while unknown",
        registers: [registry],
        collect() {
          const aheadMs = readAheadMs();
          this.set(aheadMs === null ? Number.NaN : aheadMs / 1_000);
        },
      });
    },
  };
}

function openBreakers(registry: Registry): Metrics["breakerOpen"] {
  const gauge = new Gauge({
    name: "zerohour_breaker_open",
    help: "1 while the server does not answer and calls of it fail at once",
    labelNames: ["dependency"],
    registers: [registry],
  });
  for (const dependency of ["redis", "postgres"] as const) gauge.set({ dependency }, 0);
  return gauge;
}

/** What a pool has in use, and who waits for it. */
interface MeasuredPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max: number };
}

export function measurePools(registry: Registry, pools: Readonly<Record<string, MeasuredPool>>): void {
  const measure = (name: string, help: string, read: (pool: MeasuredPool) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ["pool"],
      registers: [registry],
      collect() {
        for (const [pool, measured] of Object.entries(pools)) this.set({ pool }, read(measured));
      },
    });
  measure("zerohour_pool_used", "Database connections in use", (pool) => pool.totalCount - pool.idleCount);
  measure("zerohour_pool_max", "Database connections there may be", (pool) => pool.options.max);
  measure("zerohour_pool_waiting", "Callers that wait for a database connection", (pool) => pool.waitingCount);
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
