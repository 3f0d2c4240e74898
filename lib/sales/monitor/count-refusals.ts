import type { RedisClient } from "../../platform/redis";

/** Hash: problem code -> how often a wish to buy was refused with it. A statistic; nothing is decided by it. */
export function refusalsKey(saleId: number): string {
  return `{sale:${saleId}}:refusals`;
}

/** Refusals of all processes, without a call to Redis for any of them. */
export interface RefusalCounter {
  /** Counts in this process' memory; costs no more than that. */
  count(saleId: number, code: string): void;
  /** Of all processes, up to about a second ago. */
  read(saleId: number): Promise<Readonly<Record<string, number>>>;
  /** Sends what was counted since the last time. */
  flush(): Promise<void>;
}

/** At most one round to Redis per process in this time, however many are refused. */
const flushAfterMs = 1_000;

export function createRefusalCounter(parts: {
  readonly redis: RedisClient;
  readonly onError: (error: unknown) => void;
}): RefusalCounter {
  let counted = new Map<string, { readonly saleId: number; readonly code: string; times: number }>();
  let timer: NodeJS.Timeout | null = null;

  function add(saleId: number, code: string, times: number): void {
    const name = `${saleId} ${code}`;
    const known = counted.get(name);
    if (known === undefined) counted.set(name, { saleId, code, times });
    else known.times += times;
    if (timer !== null) return;
    timer = setTimeout(() => void flush().catch(parts.onError), flushAfterMs);
    timer.unref();
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const sending = [...counted.values()];
    counted = new Map();
    const sent = await Promise.allSettled(
      sending.map(({ saleId, code, times }) => parts.redis.hincrby(refusalsKey(saleId), code, times)),
    );
    // What Redis did not take is counted again with the next round.
    let failure: unknown = null;
    for (const [index, result] of sent.entries()) {
      const entry = sending[index];
      if (result.status === "fulfilled" || entry === undefined) continue;
      failure = result.reason;
      add(entry.saleId, entry.code, entry.times);
    }
    if (failure !== null) throw failure;
  }

  return {
    count: (saleId, code) => add(saleId, code, 1),
    flush,
    async read(saleId) {
      const fields = await parts.redis.hgetall(refusalsKey(saleId));
      return Object.fromEntries(Object.entries(fields).map(([code, times]) => [code, Number(times)]));
    },
  };
}
