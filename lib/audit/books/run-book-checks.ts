import type { AuditCheck } from "../../domain";
import { describeFinding, toldMax } from "../describe-finding";
import type { BookCheck, BookSubject, Snapshot } from "../ports";
import { bookChecks } from "./book-checks";
import { guardsCount } from "./guards-stand";

/** How many of each there are, in the same snapshot; guards are counted by hand. */
const countSql = `
SELECT
  (SELECT count(*) FROM sales WHERE $1::int IS NULL OR id = $1)::int AS sales,
  (SELECT count(*) FROM sale_items WHERE $1::int IS NULL OR sale_id = $1)::int AS items,
  (SELECT count(*) FROM stock_ledger WHERE $1::int IS NULL OR sale_id = $1)::int AS ledger,
  (SELECT count(*) FROM orders WHERE $1::int IS NULL OR sale_id = $1)::int AS orders,
  (SELECT count(*) FROM order_events WHERE $1::int IS NULL
    OR order_id IN (SELECT id FROM orders WHERE sale_id = $1))::int AS events,
  (SELECT count(*) FROM accounts WHERE $1::int IS NULL
    OR id IN (SELECT account_id FROM orders WHERE sale_id = $1))::int AS accounts,
  (SELECT count(*) FROM attempt_failures WHERE $1::int IS NULL OR sale_id = $1)::int AS failures,
  (SELECT count(*) FROM line_entries WHERE $1::int IS NULL OR sale_id = $1)::int AS line,
  (SELECT count(*) FROM payments WHERE $1::int IS NULL
    OR order_id IN (SELECT id FROM orders WHERE sale_id = $1))::int AS payments,
  (SELECT count(*) FROM simulated_charges WHERE $1::int IS NULL
    OR order_id IN (SELECT id FROM orders WHERE sale_id = $1))::int AS charges,
  (SELECT count(*) FROM payment_events)::int AS payment_events,
  (SELECT count(*) FROM outbox WHERE topic = 'gate'
    AND ($1::int IS NULL OR payload->>'saleId' = $1::text))::int AS outbox,
  (SELECT count(*) FROM dead_letters WHERE $1::int IS NULL OR source = 'intents:' || $1)::int AS dead_letters`;

/** Every book check in the given snapshot: a transaction that reads one moment. */
export async function runBookChecks(
  snapshot: Snapshot,
  saleId: number | null,
  clockSpec: string,
): Promise<readonly AuditCheck[]> {
  const { rows } = await snapshot.query<Record<Exclude<BookSubject, "guards">, number>>(countSql, [saleId]);
  const counts = rows[0];
  if (counts === undefined) throw new Error("the books could not be counted");
  const results: AuditCheck[] = [];
  for (const check of bookChecks) {
    const checked = check.subject === "guards" ? guardsCount : counts[check.subject];
    results.push(await runOne(snapshot, check, checked, saleId, clockSpec));
  }
  return results;
}

async function runOne(
  snapshot: Snapshot,
  check: BookCheck,
  checked: number,
  saleId: number | null,
  clockSpec: string,
): Promise<AuditCheck> {
  const { rows } = await snapshot.query<{ message: string; found: number }>(
    `SELECT message, (count(*) OVER ())::int AS found FROM (${check.sql}) breach LIMIT ${toldMax}`,
    check.sql.includes("$2") ? [saleId, clockSpec] : [saleId],
  );
  return describeFinding(check, { breaches: rows.map((row) => row.message), found: rows[0]?.found ?? 0, checked });
}
