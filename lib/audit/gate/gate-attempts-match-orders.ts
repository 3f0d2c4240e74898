import { composeAttemptId } from "../../domain";
import type { AuditedSale, Finding, GateCheck, GateParts } from "../ports";
import { judgeAttempt } from "./judge-attempt";
import { readAttempts } from "./read-books";
import { readMoment } from "./read-moment";
import { scanHash } from "./scan-hash";
import { verifyAttempts } from "./verify-attempts";

const pageSize = 2_000;
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
    const checked = (await compareRecords(parts, sale, suspects)) + (await findForgotten(parts, sale, suspects));
    const breaches = await verifyAttempts(parts, sale, [...suspects].slice(0, suspectsMax));
    return findingOf(sale, breaches, checked, suspects.size);
  },
};

/** From the gate's side: every record has its story in PostgreSQL. */
async function compareRecords(parts: GateParts, sale: AuditedSale, suspects: Set<string>): Promise<number> {
  let checked = 0;
  for await (const fields of scanHash(parts.redis, parts.format.saleKeys(sale.id).attempts)) {
    const ids = fields.map(([attemptId]) => attemptId);
    const books = await readAttempts(parts.pool, sale.id, ids);
    for (const [attemptId, text] of fields) {
      const record = parts.format.parseRecord(text);
      if (record === null || judgeAttempt(attemptId, books.get(attemptId), record) !== null) suspects.add(attemptId);
    }
    checked += fields.length;
  }
  return checked;
}

/** From PostgreSQL's side: orders, and people in line, that the gate does not know. */
async function findForgotten(parts: GateParts, sale: AuditedSale, suspects: Set<string>): Promise<number> {
  const { attempts } = parts.format.saleKeys(sale.id);
  let checked = 0;
  for await (const ids of bookedAttempts(parts, sale.id)) {
    const records = await parts.redis.hmget(attempts, ...ids);
    for (const [at, attemptId] of ids.entries()) if (records[at] === null) suspects.add(attemptId);
    checked += ids.length;
  }
  return checked;
}

const bookedSql = [
  `SELECT 'a' || substr(o.id, 2) AS id FROM orders o WHERE o.sale_id = $1 AND o.id > 'o' || substr($2::text, 2)
   ORDER BY o.id LIMIT ${pageSize}`,
  `SELECT attempt_id AS id FROM line_entries WHERE sale_id = $1 AND state = 'waiting' AND attempt_id > $2
   ORDER BY attempt_id LIMIT ${pageSize}`,
];

/** Page by page behind the last id. All ids of a sale begin alike, so its pages are one range of the primary key. */
async function* bookedAttempts({ pool }: GateParts, saleId: number): AsyncGenerator<readonly string[]> {
  for (const sql of bookedSql) {
    let last = composeAttemptId(saleId, "");
    for (;;) {
      const { rows } = await pool.query<{ id: string }>(sql, [saleId, last]);
      if (rows.length > 0) yield rows.map(({ id }) => id);
      if (rows.length < pageSize) break;
      last = rows.at(-1)?.id ?? last;
    }
  }
}

function findingOf(sale: AuditedSale, breaches: readonly string[], checked: number, suspects: number): Finding {
  const finding = { breaches, found: breaches.length, checked };
  if (suspects <= suspectsMax) return finding;
  const note = `${sale.slug}: ${suspects} attempts looked wrong, ${suspectsMax} of them were looked at again.`;
  return { ...finding, note };
}
