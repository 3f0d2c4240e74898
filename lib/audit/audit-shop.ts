import type { AuditAnswer, AuditCheck } from "../domain";
import type { LogVerdict } from "../log/verify-log";
import type { ShopPool } from "../platform/postgres";
import { runBookChecks } from "./books/run-book-checks";
import { describeFinding, joinFindings } from "./describe-finding";
import { gateChecks } from "./gate/gate-checks";
import { createGateLook } from "./gate/look-at-gate";
import type { AuditedSale, AuditParts, Finding, GateParts } from "./ports";

/** In seconds what is healthy is told to everybody; only what is broken is waited for that long. */
const patienceMs = 5_000;

/**
 * Every check, over the whole shop or one sale; null when there is no such sale. Reads, and changes nothing. Where Redis
 * does not answer the books are checked all the same, and the checks of the gate say that they could not look.
 */
export async function auditShop(parts: AuditParts, slug: string | null): Promise<AuditAnswer | null> {
  const at = new Date().toISOString();
  const sales = await readSales(parts.pool, slug);
  if (slug !== null && sales.length === 0) return null;
  const saleId = slug === null ? null : (sales[0]?.id ?? null);
  const [books, gate, log] = await Promise.all([
    checkBooks(parts, saleId),
    checkGates(
      parts,
      sales.filter(({ status }) => status !== "draft"),
    ),
    parts.verifyLog(),
  ]);
  const checks = [...books, ...gate, describeLog(log)];
  return { ok: checks.every((check) => check.ok), at, checks };
}

interface SaleRow extends AuditedSale {
  readonly status: string;
}

async function readSales(pool: ShopPool, slug: string | null): Promise<readonly SaleRow[]> {
  const { rows } = await pool.query<SaleRow>(
    `SELECT s.id, s.slug, s.status, s.limit_per_account AS "limitPerAccount",
       coalesce(array_agg(i.id ORDER BY i.position) FILTER (WHERE i.id IS NOT NULL), '{}') AS "itemIds"
     FROM sales s LEFT JOIN sale_items i ON i.sale_id = s.id
     WHERE $1::text IS NULL OR s.slug = $1 GROUP BY s.id ORDER BY s.id`,
    [slug],
  );
  return rows;
}

/** One moment for all book checks; the larger sorts of a whole shop fit the memory they are given here. */
async function checkBooks({ pool, clockSpec }: AuditParts, saleId: number | null): Promise<readonly AuditCheck[]> {
  return pool.transaction(async (snapshot) => {
    await snapshot.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await snapshot.query("SET LOCAL work_mem = '128MB'");
    return runBookChecks(snapshot, saleId, clockSpec());
  });
}

async function checkGates(parts: AuditParts, sales: readonly SaleRow[]): Promise<readonly AuditCheck[]> {
  const checks: AuditCheck[] = [];
  const look = createGateLook(gateParts(parts));
  for (const check of gateChecks) {
    const findings: Finding[] = [];
    for (const sale of sales) findings.push(await look(check, sale));
    checks.push(describeFinding(check, joinFindings(findings)));
  }
  return checks;
}

function gateParts({ pool, redis, format, clockSpec, patienceMs: wished }: AuditParts): GateParts {
  return { pool, redis, format, clockSpec: clockSpec(), patienceMs: wished ?? patienceMs };
}

/**
 * I14. Every change in the admin is in a chain of hashes that is whole. Cannot see entries cut off at its end: whoever
 * wants to notice that keeps the last hash elsewhere.
 */
function describeLog(verdict: LogVerdict): AuditCheck {
  const check = { name: "log-chain", invariant: "I14" };
  if (verdict.word === "intact") return describeFinding(check, { breaches: [], found: 0, checked: verdict.entries });
  const message = `entry ${verdict.entryId} of the log of changes breaks the chain: ${verdict.reason}`;
  return describeFinding(check, { breaches: [message], found: 1, checked: 1 });
}
