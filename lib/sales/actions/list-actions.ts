import type { Pool } from "pg";
import type { SaleActionAnswer, SaleActionKind, SaleActionsAnswer } from "../../domain";

export interface ActionRow {
  readonly id: string;
  readonly kind: SaleActionKind;
  readonly verb: string;
  readonly state: SaleActionAnswer["state"];
  readonly tries: number;
  readonly error: string;
  readonly requestedAt: Date;
  readonly triedAt: Date | null;
  readonly doneAt: Date | null;
}

export const actionColumns = `id, kind, verb, state, tries, error, requested_at AS "requestedAt",
  tried_at AS "triedAt", done_at AS "doneAt"`;

const shownMax = 100;

/** What followed the changes of a sale and what is still to be done; null when there is no such sale. */
export async function listActions(pool: Pick<Pool, "query">, slug: string): Promise<SaleActionsAnswer | null> {
  const sale = await pool.query<{ id: number }>("SELECT id FROM sales WHERE slug = $1", [slug]);
  const saleId = sale.rows[0]?.id;
  if (saleId === undefined) return null;
  const { rows } = await pool.query<ActionRow>(
    `SELECT ${actionColumns} FROM sale_actions WHERE sale_id = $1 ORDER BY state = 'done', id DESC LIMIT ${shownMax}`,
    [saleId],
  );
  return { actions: rows.map(answerOfAction) };
}

export function answerOfAction(row: ActionRow): SaleActionAnswer {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    triedAt: row.triedAt?.toISOString() ?? null,
    doneAt: row.doneAt?.toISOString() ?? null,
  };
}
