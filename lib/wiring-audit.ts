import { auditShop } from "./audit/audit-shop";
import { judgeHistories } from "./audit/history/judge-histories";
import { readHistoryBooks } from "./audit/history/read-history-books";
import { readLines } from "./audit/history/read-lines";
import type { AuditAnswer, AuditCheck } from "./domain";
import { verifyLog } from "./log/verify-log";
import { createClock } from "./platform/clock";
import { createPool, type ShopPool } from "./platform/postgres";
import { connectBlockingRedis, untilReady } from "./platform/redis";
import { copyClock } from "./platform/shared-clock";
import { parseAttemptRecord } from "./stock/attempt-record";
import { lineKey, saleKeys } from "./stock/keys";

export interface AuditedShop {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The shop's clock, where the caller goes by it. */
  readonly clockSpec?: () => string;
}

/** A shop of a million orders is read in a minute; one statement takes seconds of it. */
const statementTimeoutMs = 300_000;
const redisWithinMs = 5_000;
/** The books, the gate and the log are read beside each other. */
const poolMax = 3;

/**
 * Audits a shop, or one sale of it, over connections of its own, so that it can run in any process and takes none of the
 * shop's from a shopper. Null when there is no such sale. Without Redis the books alone are audited, and it says so.
 */
export async function auditWith(shop: AuditedShop, slug: string | null): Promise<AuditAnswer | null> {
  const pool = openPool(shop);
  // An audit can wait for a busy Redis, longer than a shopper may.
  const redis = connectBlockingRedis(shop.redisUrl);
  const clock = createClock();
  try {
    const isThere = await untilReady(redis, redisWithinMs).then(
      () => true,
      () => false,
    );
    // Only shops with test tools have a clock of their own, in Redis: without it this machine's has to do.
    if (isThere && shop.clockSpec === undefined) await copyClock({ redis, clock });
    const clockSpec = shop.clockSpec ?? (() => clock.spec());
    const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
    return await auditShop({ pool, redis, format, clockSpec, verifyLog: () => verifyLog(pool) }, slug);
  } finally {
    redis.disconnect();
    await pool.end();
  }
}

/** Holds the histories of crowds against the books of a shop, once the crowds are gone. */
export async function judgeWith(
  shop: Pick<AuditedShop, "databaseUrl">,
  files: readonly string[],
): Promise<readonly AuditCheck[]> {
  const pool = openPool(shop);
  try {
    return await judgeHistories(readHistoryBooks(pool), files.map(readLines));
  } finally {
    await pool.end();
  }
}

function openPool({ databaseUrl }: Pick<AuditedShop, "databaseUrl">): ShopPool {
  return createPool({
    url: databaseUrl,
    max: poolMax,
    applicationName: "zerohour-audit",
    connectTimeoutMs: 10_000,
    statementTimeoutMs,
    idleInTransactionTimeoutMs: statementTimeoutMs,
  });
}

/**
 * Audits single sales for a web process: one at a time, and whoever asks for a sale that is being audited hears the same
 * answer, so that impatient callers cost the shop nothing.
 */
export function createSaleAuditor(shop: AuditedShop): (slug: string) => Promise<AuditAnswer | null> {
  const running = new Map<string, Promise<AuditAnswer | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return (slug) => {
    const present = running.get(slug);
    if (present !== undefined) return present;
    const audit = last.then(() => auditWith(shop, slug)).finally(() => running.delete(slug));
    running.set(slug, audit);
    last = audit.catch(() => undefined);
    return audit;
  };
}
