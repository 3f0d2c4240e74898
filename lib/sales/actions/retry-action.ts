import type { SaleActionAnswer } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { ShopPool } from "../../platform/postgres";
import { type ActionRow, actionColumns, answerOfAction } from "./list-actions";

export interface RetryParts {
  readonly pool: ShopPool;
  readonly recordChange: RecordChange;
}

export type RetryOutcome =
  /** The worker tries it within a second, or it was done already. */
  { readonly word: "due" | "done"; readonly action: SaleActionAnswer } | { readonly word: "not_found" };

const findSql = `
SELECT ${actionColumns} FROM sale_actions
WHERE id = $1 AND sale_id = (SELECT id FROM sales WHERE slug = $2) FOR UPDATE`;

/** Makes an action due at once, however long its worker meant to wait. */
export function retryAction(parts: RetryParts, slug: string, actionId: string, actor: LogActor): Promise<RetryOutcome> {
  return parts.pool.transaction(async (client): Promise<RetryOutcome> => {
    const [row] = (await client.query<ActionRow>(findSql, [actionId, slug])).rows;
    if (row === undefined) return { word: "not_found" };
    if (row.state === "done") return { word: "done", action: answerOfAction(row) };
    await client.query("UPDATE sale_actions SET tried_at = NULL WHERE id = $1", [actionId]);
    const after = { action: actionId, kind: row.kind, after: row.verb };
    await parts.recordChange(client, { actor, verb: "retry", object: `sale:${slug}`, before: null, after });
    return { word: "due", action: { ...answerOfAction(row), triedAt: null } };
  });
}
