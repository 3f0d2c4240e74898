import type { AuditedSale } from "./audit/ports";
import { type WatchEvent, watchLoop } from "./audit/watch/watch-loop";
import { readWatch, type WatchRecord } from "./audit/watch/watch-record";
import { type SaleSnapshot, salePhase, type WatchedSale } from "./domain";
import { withAdvisoryLock } from "./platform/advisory-lock";
import type { Loop } from "./platform/loop";
import { createSeldom } from "./platform/seldom";
import { parseAttemptRecord } from "./stock/attempt-record";
import { lineKey, saleKeys } from "./stock/keys";
import type { Core } from "./wiring-core";

/** Holds are paid or run out for a while after the end. */
const watchedAfterMs = 900_000;
/** Only what is broken is waited for. */
const patienceMs = 2_000;
const silenceMs = 600_000;
/** A look that is older than this tells nothing of now. */
const freshMs = 60_000;
const readEveryMs = 1_000;

/** The worker's loop that audits what is on. */
export function openWatch(core: Core): Loop {
  const { board, clock, logger, pool, redis } = core;
  const seldom = createSeldom(silenceMs);
  const format = { saleKeys, lineKey, parseRecord: parseAttemptRecord };
  return watchLoop({
    sales: () =>
      board
        .all()
        .filter((sale) => isWatched(sale, clock.nowMs()))
        .map(auditedSale),
    gateParts: () => ({ pool, redis, format, clockSpec: clock.spec(), patienceMs }),
    alone: (work) => withAdvisoryLock(pool, "zerohour:audit", work),
    note(event, details) {
      if (event === "audit_left_out" && seldom(JSON.stringify(details)) === null) return;
      logger[levels[event]]({ event, ...details }, "audit");
    },
  });
}

const levels = {
  audit_broken: "error",
  audit_well: "warn",
  audit_left_out: "warn",
  audit_unchecked: "warn",
  audit_checked_again: "info",
} as const satisfies Record<WatchEvent, string>;

function isWatched(sale: SaleSnapshot, nowMs: number): boolean {
  const phase = salePhase(sale, nowMs);
  if (phase === "live" || phase === "paused") return true;
  return phase === "ended" && (sale.endedAtMs ?? sale.endsAtMs) > nowMs - watchedAfterMs;
}

function auditedSale({ id, slug, items, limitPerAccount }: SaleSnapshot): AuditedSale {
  return { id, slug, itemIds: items.map((item) => item.id), limitPerAccount };
}

/**
 * Tells what the watch says of one sale; null when nobody has looked at it lately. However many monitors are open, the
 * record is read once a second; and none of them waits for that but the first, so that they stay up without PostgreSQL.
 */
export function openWatchReader({ pools }: Pick<Core, "pools">): (saleId: number) => Promise<WatchedSale | null> {
  let last: WatchRecord | null = null;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  async function read(): Promise<void> {
    try {
      last = await readWatch(pools.admin);
    } catch {
      // What was read last stands until it is too old; whoever is woken for PostgreSQL hears of it elsewhere.
    } finally {
      readAtMs = performance.now();
      reading = null;
    }
  }
  return async (saleId) => {
    const isFirst = readAtMs === Number.NEGATIVE_INFINITY;
    if (performance.now() - readAtMs > readEveryMs) reading ??= read();
    if (isFirst) await reading;
    return last === null ? null : watchedSale(last, saleId);
  };
}

function watchedSale(record: WatchRecord, saleId: number): WatchedSale | null {
  if (Date.now() - record.atMs > freshMs || !record.saleIds.includes(saleId)) return null;
  const broken = record.breaches.filter((breach) => breach.saleId === saleId);
  return {
    at: new Date(record.atMs).toISOString(),
    broken: broken.map(({ check, invariant, message, sinceMs }) => ({
      name: check,
      invariant,
      message,
      since: new Date(sinceMs).toISOString(),
    })),
    notChecked: record.gaps
      .filter((gap) => gap.saleId === saleId)
      .map(({ check, invariant, reason }) => ({ name: check, invariant, reason })),
  };
}
