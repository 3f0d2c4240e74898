import type { Loop } from "../../platform/loop";
import type { AuditedSale, GateParts } from "../ports";
import { lookAtSales } from "./look-at-sales";
import { isAlarm, readWatch, type WatchBreach, type WatchRecord, writeWatch } from "./watch-record";

export interface WatchLoopParts {
  /** The sales that are on now. */
  readonly sales: () => readonly AuditedSale[];
  readonly gateParts: () => GateParts;
  /** One worker looks at a time. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T | "taken">;
  /** Told when an alarm begins and when it ends, of each check that takes too long, and from when to when one cannot look. */
  readonly note: (event: WatchEvent, details: object) => void;
  readonly realNowMs?: () => number;
}

export type WatchEvent = "audit_broken" | "audit_well" | "audit_left_out" | "audit_unchecked" | "audit_checked_again";

const everyMs = 10_000;
const idleMs = 1_000;
/** Looking takes a twentieth of one core at most, however large the sale. */
const pauseFactor = 20;

/**
 * Looks at every sale that is on, every ten seconds or as seldom as its cost demands, and writes down what it found for
 * the metrics and the monitor. Changes nothing: what is broken is mended by a rebuild of the gate, or by a person. While
 * Redis is away it looks at the books alone and says so.
 */
export function watchLoop(parts: WatchLoopParts): Loop {
  const { realNowMs = Date.now } = parts;
  let dueMs = 0;
  return {
    name: "audit",
    idleMs,
    async once() {
      const startedMs = realNowMs();
      const sales = parts.sales();
      if (startedMs < dueMs || sales.length === 0) return 0;
      dueMs = startedMs + everyMs;
      await parts.alone(async () => {
        const record = await look(parts, sales, startedMs);
        dueMs = Math.max(dueMs, startedMs + record.tookMs * pauseFactor);
      });
      return 0;
    },
  };

  async function look({ gateParts, note }: WatchLoopParts, sales: readonly AuditedSale[], startedMs: number) {
    const its = gateParts();
    const before = await readWatch(its.pool);
    const { found, gaps } = await lookAtSales(its, sales, (check, slug) =>
      note("audit_left_out", { check, sale: slug }),
    );
    const atMs = realNowMs();
    const seen = found.map((breach) => ({ ...breach, sinceMs: sinceOf(before, breach) ?? atMs }));
    const breaches = [...seen, ...alarmsOf(before).filter((alarm) => has(gaps, alarm) && !has(seen, alarm))];
    const record = { atMs, tookMs: atMs - startedMs, saleIds: sales.map(({ id }) => id), breaches, gaps };
    await writeWatch(its.pool, record);
    tellChanges(note, before, record);
    return record;
  }
}

function sinceOf(
  before: WatchRecord | null,
  { saleId, check }: Pick<WatchBreach, "saleId" | "check">,
): number | undefined {
  return before?.breaches.find((breach) => breach.saleId === saleId && breach.check === check)?.sinceMs;
}

function tellChanges(note: WatchLoopParts["note"], before: WatchRecord | null, now: WatchRecord): void {
  const [old, fresh] = [alarmsOf(before), alarmsOf(now)];
  for (const alarm of fresh) if (!has(old, alarm)) note("audit_broken", alarm);
  for (const alarm of old) if (!has(fresh, alarm)) note("audit_well", { saleId: alarm.saleId, check: alarm.check });
  const gapsBefore = before?.gaps ?? [];
  for (const gap of now.gaps) if (!has(gapsBefore, gap)) note("audit_unchecked", gap);
  // A sale that is over is looked at no more, and nothing was checked again.
  for (const { saleId, check } of gapsBefore) {
    if (now.saleIds.includes(saleId) && !has(now.gaps, { saleId, check }))
      note("audit_checked_again", { saleId, check });
  }
}

type Concerned = Pick<WatchBreach, "saleId" | "check">;

function has(list: readonly Concerned[], { saleId, check }: Concerned): boolean {
  return list.some((each) => each.saleId === saleId && each.check === check);
}

function alarmsOf(record: WatchRecord | null): readonly WatchBreach[] {
  return record === null ? [] : record.breaches.filter((breach) => isAlarm(breach, record));
}
