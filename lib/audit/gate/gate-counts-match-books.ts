import type { AttemptRecord } from "../../stock/attempt-record";
import type { AuditedSale, Finding, GateCheck, GateParts } from "../ports";
import { type BookMoment, readBooks } from "./read-books";
import { type Counters, type GateMoment, readMoment, untilItMoves } from "./read-moment";

const counterNames = ["total", "released", "held", "sold"] as const;
type CounterName = (typeof counterNames)[number];

/** A sale that moves all the time is read so often; then it is compared with what moved as the tolerance. */
const readingsMax = 40;

/**
 * I1, I10. Per item the gate counts what PostgreSQL counts, leaving out on both sides what is in flight: attempts in the
 * stream or in the outbox, and stock whose news has not arrived. A reading is exact when nothing new began meanwhile; a
 * difference counts when two exact readings show it. While a sale moves too fast for that, it cannot see a difference
 * smaller than what moved during a reading, and says so.
 */
export const gateCountsMatchBooks: GateCheck = {
  name: "gate-counts-match-books",
  invariant: "I10",
  async look(parts, sale) {
    let last: Reading | null = null;
    const deadline = performance.now() + parts.patienceMs;
    for (let reading = 1; ; reading += 1) {
      const now = await read(parts, sale);
      if (now === null) return { breaches: [], found: 0, checked: 0 };
      if (now.moved === 0) {
        if (now.differences.length === 0) return told(sale, []);
        if (last?.moved === 0 && last.differences.join() === now.differences.join()) return told(sale, now.differences);
      }
      if (reading >= readingsMax || performance.now() > deadline) return judgeMoving(sale, now);
      last = now;
      if (now.moved > 0) await untilItMoves(parts, sale.id, now.lastEntryId);
    }
  },
};

interface Reading {
  readonly differences: readonly string[];
  readonly worst: number;
  /** Units that may have moved while it was read; infinite when that cannot be told. */
  readonly moved: number;
  readonly lastEntryId: string;
}

async function read(parts: GateParts, sale: AuditedSale): Promise<Reading | null> {
  const before = await readBooks(parts.pool, sale.id, []);
  const first = await readMoment(parts, sale);
  if (first === null) return null;
  const inFlight = [...new Set([...(first.inStream ?? []), ...before.told])];
  const causes = before.stockNews.map(({ cause }) => cause);
  const gate = await readMoment(parts, sale, { attemptIds: inFlight, causes });
  const books = await readBooks(parts.pool, sale.id, inFlight);
  const after = await readMoment(parts, sale);
  if (gate === null || after === null) return null;
  const differences = compare(sale, gate, books);
  return {
    differences: differences.map(({ message }) => message),
    worst: Math.max(0, ...differences.map(({ size }) => size)),
    moved: countMoved(sale, { before, first, gate, books, after }, new Set([...inFlight, ...causes])),
    lastEntryId: after.lastEntryId,
  };
}

interface Moments {
  readonly before: BookMoment;
  readonly first: GateMoment;
  readonly gate: GateMoment;
  readonly books: BookMoment;
  readonly after: GateMoment;
}

/** What began between the gate's moment and the books', in units at most. */
function countMoved(sale: AuditedSale, moments: Moments, known: ReadonlySet<string>): number {
  const { before, first, gate, books, after } = moments;
  if (first.epoch !== after.epoch || books.epoch !== after.epoch) return Number.POSITIVE_INFINITY;
  if (first.inStream === null || after.inStream === null) return Number.POSITIVE_INFINITY;
  const fresh = [...after.inStream, ...(gate.inStream ?? []), ...books.told].filter((id) => !known.has(id)).length;
  const freshStock = books.stockNews.filter(({ cause }) => !known.has(cause));
  const streamMoved = first.lastEntryId === after.lastEntryId ? 0 : Math.max(1, fresh);
  const newsMoved = books.newsWritten - before.newsWritten + fresh;
  const stockMoved = freshStock.reduce(
    (sum, news) => sum + Math.abs(news.totalDelta) + Math.abs(news.releasedDelta),
    0,
  );
  return (streamMoved + newsMoved) * sale.limitPerAccount + stockMoved;
}

interface Difference {
  readonly message: string;
  readonly size: number;
}

function compare(sale: AuditedSale, gate: GateMoment, books: BookMoment): readonly Difference[] {
  const differences: Difference[] = [];
  for (const itemId of sale.itemIds) {
    const counted = gate.counters.get(itemId);
    const booked = books.counters.get(itemId);
    if (counted === undefined || booked === undefined) continue;
    for (const name of counterNames) {
      const settled = counted[name] - flyingInGate(gate, itemId, name);
      const expected = booked[name] - flyingInBooks(gate, books, itemId, name);
      if (settled === expected) continue;
      const shown = Number.isNaN(counted[name]) ? "no counter" : `${settled}`;
      differences.push({
        message: `item ${itemId} of ${sale.slug}: leaving out what is in flight, the gate has ${shown} ${name}, PostgreSQL ${expected}`,
        size: Number.isNaN(settled) ? Number.POSITIVE_INFINITY : Math.abs(settled - expected),
      });
    }
  }
  return differences;
}

function flyingInGate(gate: GateMoment, itemId: number, name: CounterName): number {
  let sum = 0;
  for (const record of gate.records.values()) {
    if (record?.itemId === itemId && counterOf(record) === name) sum += record.quantity;
  }
  return sum;
}

function flyingInBooks(gate: GateMoment, books: BookMoment, itemId: number, name: keyof Counters): number {
  if (name === "held" || name === "sold") {
    return [...books.units.values()].reduce((sum, units) => sum + (units.itemId === itemId ? units[name] : 0), 0);
  }
  const missing = books.stockNews.filter((news) => news.itemId === itemId && !gate.causes.has(news.cause));
  return missing.reduce((sum, news) => sum + (name === "total" ? news.totalDelta : news.releasedDelta), 0);
}

/** As the scripts count it. */
function counterOf({ state, sequence }: AttemptRecord): "held" | "sold" | null {
  if (state === "paid") return "sold";
  if (state === "reserved" || state === "paying" || (state === "queued" && sequence === null)) return "held";
  return null;
}

function judgeMoving(sale: AuditedSale, now: Reading): Finding {
  if (now.worst > now.moved) return told(sale, now.differences);
  const within = Number.isFinite(now.moved) ? `within ${now.moved} units` : "not at all, its backlog is too long";
  return { ...told(sale, []), note: `${sale.slug} moves all the time: its counters could be compared ${within}.` };
}

function told(sale: AuditedSale, differences: readonly string[]): Finding {
  return { breaches: differences, found: differences.length, checked: sale.itemIds.length * counterNames.length };
}
