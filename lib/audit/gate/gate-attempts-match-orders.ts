import type { AuditedSale, Finding, GateCheck, GateParts } from "../ports";
import { bookedAttempts, findUnknown } from "./booked-attempts";
import { judgeAttempt } from "./judge-attempt";
import { readMoment } from "./read-moment";
import { scanHash } from "./scan-hash";
import { verifyAttempts } from "./verify-attempts";

/** More than this are not all looked at again; the gate is plainly of another world then. */
const suspectsMax = 20_000;

/**
 * I3, I10. Every attempt the gate accepted has an order, a failure or a place in line, and every order is known to the
 * gate in the state it has, but for what is in flight. Cannot see an attempt that Redis forgot before PostgreSQL heard of
 * it: only the shopper's receipt, or a history of the crowd, has that.
 */
export const gateAttemptsMatchOrders: GateCheck = {
  name: "gate-attempts-match-orders",
  invariant: "I3",
  async look(parts, sale) {
    if ((await readMoment(parts, sale)) === null) return { breaches: [], found: 0, checked: 0 };
    const suspects = new Set<string>();
    const { checked, known } = await compareBooked(parts, sale, suspects);
    // As many records as were met from PostgreSQL's side: there are no others.
    const records = await parts.redis.hlen(parts.format.saleKeys(sale.id).attempts);
    if (records !== known) await findUnbooked(parts, sale, suspects);
    const breaches = await verifyAttempts(parts, sale, [...suspects].slice(0, suspectsMax));
    return findingOf(sale, breaches, Math.max(checked, records), suspects.size);
  },
};

/** From PostgreSQL's side: what it decided is what the gate says. Counts what it looked at and what the gate had of it. */
async function compareBooked(
  parts: GateParts,
  sale: AuditedSale,
  suspects: Set<string>,
): Promise<{ readonly checked: number; readonly known: number }> {
  const { attempts } = parts.format.saleKeys(sale.id);
  let checked = 0;
  let known = 0;
  for await (const page of bookedAttempts(parts.pool, sale.id)) {
    const texts = await parts.redis.hmget(attempts, ...page.map(({ attemptId }) => attemptId));
    for (const [at, book] of page.entries()) {
      const text = texts[at] ?? null;
      const record = text === null ? null : parts.format.parseRecord(text);
      if (text !== null) known += 1;
      if (judgeAttempt(book.attemptId, book, record) !== null) suspects.add(book.attemptId);
    }
    checked += page.length;
  }
  return { checked, known };
}

/** From the gate's side: records of which PostgreSQL knows nothing. */
async function findUnbooked(parts: GateParts, sale: AuditedSale, suspects: Set<string>): Promise<void> {
  for await (const fields of scanHash(parts.redis, parts.format.saleKeys(sale.id).attempts)) {
    const ids = fields.map(([attemptId]) => attemptId);
    for (const id of await findUnknown(parts.pool, ids)) suspects.add(id);
  }
}

function findingOf(sale: AuditedSale, breaches: readonly string[], checked: number, suspects: number): Finding {
  const finding = { breaches, found: breaches.length, checked };
  if (suspects <= suspectsMax) return finding;
  const note = `${sale.slug}: ${suspects} attempts looked wrong, ${suspectsMax} of them were looked at again.`;
  return { ...finding, note };
}
