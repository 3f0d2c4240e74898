import type { ShopPool } from "../../platform/postgres";
import type { AuditedSale, GateCheck, GateParts } from "../ports";
import { readMoment, untilItMoves } from "./read-moment";

/**
 * I12, I2. The gate opens, closes and limits a sale as PostgreSQL says, under the epoch that PostgreSQL says, and is
 * loaded while the sale is on. A change on its way is waited for. Cannot see a rebuild of a very large sale, which takes
 * longer than that: it tells it as a gate that is not loaded, which it is.
 */
export const gateRulesAreTheSales: GateCheck = {
  name: "gate-rules-are-the-sales",
  invariant: "I12",
  async look(parts, sale) {
    const deadline = performance.now() + parts.patienceMs;
    for (let seen = ""; ; ) {
      const message = await compare(parts, sale);
      if (message === null) return { breaches: [], found: 0, checked: 1 };
      if (seen === message && performance.now() > deadline) return { breaches: [message], found: 1, checked: 1 };
      seen = message;
      await untilItMoves(parts, sale.id, "$");
    }
  },
};

interface SaleRow {
  readonly epoch: number;
  readonly version: number;
  readonly status: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly limit: number;
  /** The worker keeps its gate loaded and up to date. */
  readonly isOn: boolean;
}

/** The worker tends a gate up to an hour after the end; near that hour it may have let go of it. */
const saleSql = `
SELECT epoch, version, status, (extract(epoch FROM starts_at) * 1000)::float8 AS "startsAtMs",
  (extract(epoch FROM ends_at) * 1000)::float8 AS "endsAtMs", limit_per_account AS "limit",
  status <> 'draft' AND ends_at > shop_now($2) - interval '55 minutes' AS "isOn"
FROM sales WHERE id = $1`;

async function compare(parts: GateParts, sale: AuditedSale): Promise<string | null> {
  const row = await readSale(parts.pool, sale.id, parts.clockSpec);
  const gate = await readMoment(parts, sale);
  if (gate === null) return row.isOn ? `${sale.slug}: its gate is not loaded, nobody can buy` : null;
  if (gate.epoch > row.epoch) return `${sale.slug}: the gate is of epoch ${gate.epoch}, PostgreSQL of ${row.epoch}`;
  if (!row.isOn) return null;
  if (gate.epoch < row.epoch) return `${sale.slug}: the gate is of epoch ${gate.epoch}, PostgreSQL of ${row.epoch}`;
  if (gate.version !== row.version)
    return `${sale.slug}: the gate has version ${gate.version}, PostgreSQL ${row.version}`;
  const expected = [row.status, row.startsAtMs, row.endsAtMs, row.limit].join("|");
  return gate.rules.startsWith(`${expected}|`)
    ? null
    : `${sale.slug}: the gate goes by ${gate.rules}, PostgreSQL says ${expected}`;
}

async function readSale(pool: ShopPool, saleId: number, clockSpec: string): Promise<SaleRow> {
  const { rows } = await pool.query<SaleRow>(saleSql, [saleId, clockSpec]);
  if (rows[0] === undefined) throw new Error(`there is no sale ${saleId}`);
  return rows[0];
}
