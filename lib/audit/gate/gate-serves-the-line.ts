import type { AuditedSale, GateCheck, GateParts } from "../ports";
import { readBooks } from "./read-books";
import { type GateMoment, listOf, readMoment, untilItMoves } from "./read-moment";

/**
 * I5. While a sale sells, nobody waits in line beside units that are free for them: the head of a line gets what it
 * asked for. It counts when nothing is in flight and two readings see the same head wait. Cannot see a "sold out" that
 * somebody was told.
 */
export const gateServesTheLine: GateCheck = {
  name: "gate-serves-the-line",
  invariant: "I5",
  async look(parts, sale) {
    const first = await findWaiting(parts, sale);
    if (first.size === 0) return { breaches: [], found: 0, checked: sale.itemIds.length };
    const moment = await readMoment(parts, sale);
    if (moment !== null) await untilItMoves(parts, sale.id, moment.lastEntryId);
    const second = await findWaiting(parts, sale);
    const breaches = [...second].flatMap(([head, message]) => (first.has(head) ? [message] : []));
    return { breaches, found: breaches.length, checked: sale.itemIds.length };
  },
};

/** Heads of lines whose wish could be served, with what to say of it. */
async function findWaiting(parts: GateParts, sale: AuditedSale): Promise<ReadonlyMap<string, string>> {
  const { redis, format } = parts;
  const books = await readBooks(parts.pool, sale.id, []);
  const multi = redis.multi();
  for (const itemId of sale.itemIds) multi.zrange(format.lineKey(sale.id, itemId), "0", "0");
  const heads = ((await multi.exec()) ?? []).flatMap(([, value]) => listOf(value).map(String));
  if (heads.length === 0) return new Map();
  const gate = await readMoment(parts, sale, { attemptIds: heads });
  const found = new Map<string, string>();
  if (gate === null || gate.inStream?.size !== 0 || books.told.size > 0 || books.stockNews.length > 0) return found;
  if (!(await isSelling(parts, gate))) return found;
  for (const head of heads) {
    const record = gate.records.get(head);
    const counters = record === null || record === undefined ? undefined : gate.counters.get(record.itemId);
    if (record === null || record === undefined || counters === undefined || record.sequence === null) continue;
    const free = counters.released - counters.held - counters.sold;
    if (free < record.quantity) continue;
    found.set(head, `${head} heads the line for item ${record.itemId} of ${sale.slug} while ${free} units are free`);
  }
  return found;
}

/** `status|startsAtMs|endsAtMs|…`, see lib/stock/scripts/shared/rules.lua; by the gate's own clock. */
async function isSelling({ redis, clockSpec }: GateParts, gate: GateMoment): Promise<boolean> {
  const [status, startsAtMs, endsAtMs] = gate.rules.split("|");
  const [seconds = 0, microseconds = 0] = listOf(await redis.time()).map(Number);
  const realMs = seconds * 1_000 + Math.floor(microseconds / 1_000);
  const nowMs = clockSpec.startsWith("=") ? Number(clockSpec.slice(1)) : realMs + Number(clockSpec);
  return status === "published" && nowMs >= Number(startsAtMs) && nowMs < Number(endsAtMs);
}
