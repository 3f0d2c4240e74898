import type { RedisClient } from "../../platform/redis";

/** String: what the last look at the sales that are on has found, as JSON. Every process reads it. */
const recordKey = "zerohour:{audit}:watch";

/** Who looks no more has nothing to say. */
const forgottenAfterSeconds = 600;

/** A check that is broken in a sale now. Times are epoch milliseconds of the machine that looked. */
export interface WatchBreach {
  readonly saleId: number;
  readonly check: string;
  readonly invariant: string;
  /** The first of what it found. */
  readonly message: string;
  /** Since when every look has found it broken. */
  readonly sinceMs: number;
}

export interface WatchRecord {
  readonly atMs: number;
  readonly tookMs: number;
  readonly saleIds: readonly number[];
  readonly breaches: readonly WatchBreach[];
}

export async function writeWatch(redis: RedisClient, record: WatchRecord): Promise<void> {
  await redis.set(recordKey, JSON.stringify(record), "EX", forgottenAfterSeconds);
}

/** Null when nobody has looked for a while. */
export async function readWatch(redis: RedisClient): Promise<WatchRecord | null> {
  const text = await redis.get(recordKey);
  return text === null ? null : (JSON.parse(text) as WatchRecord);
}

/** What is broken for a moment may be on its way; what stays so longer is an alarm. */
export const alarmAfterMs = 30_000;

export function isAlarm({ sinceMs }: WatchBreach, { atMs }: Pick<WatchRecord, "atMs">): boolean {
  return atMs - sinceMs >= alarmAfterMs;
}
