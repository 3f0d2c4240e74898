import type { ShopPool } from "../../platform/postgres";

/** Who looks no more has nothing to say. */
const forgottenAfter = "10 minutes";

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

/** A check that could not look at a sale. */
export interface WatchGap extends Pick<WatchBreach, "saleId" | "check" | "invariant"> {
  readonly reason: string;
}

/** What the last look at the sales that are on has found. */
export interface WatchRecord {
  readonly atMs: number;
  readonly tookMs: number;
  readonly saleIds: readonly number[];
  /** Of checks that could not look this time, only what was an alarm before: no look has found it well. */
  readonly breaches: readonly WatchBreach[];
  readonly gaps: readonly WatchGap[];
}

type Queries = Pick<ShopPool, "query">;

/** In PostgreSQL, where it can be written and read also while Redis is away, which is when the books are watched most. */
export async function writeWatch(pool: Queries, record: WatchRecord): Promise<void> {
  await pool.query(
    `INSERT INTO audit_watch (record) VALUES ($1)
     ON CONFLICT (id) DO UPDATE SET record = excluded.record, noted_at = now()`,
    [JSON.stringify(record)],
  );
}

/** Null when nobody has looked for a while. */
export async function readWatch(pool: Queries): Promise<WatchRecord | null> {
  const { rows } = await pool.query<{ record: WatchRecord }>(
    `SELECT record FROM audit_watch WHERE noted_at > now() - interval '${forgottenAfter}'`,
  );
  return rows[0]?.record ?? null;
}

/** What is broken for a moment may be on its way; what stays so longer is an alarm. */
export const alarmAfterMs = 30_000;

export function isAlarm({ sinceMs }: WatchBreach, { atMs }: Pick<WatchRecord, "atMs">): boolean {
  return atMs - sinceMs >= alarmAfterMs;
}
