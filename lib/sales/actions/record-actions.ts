import type { SaleActionKind } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

/** Actions of one change, in the order in which they were asked for. */
export interface RecordedAction {
  readonly id: string;
  readonly kind: SaleActionKind;
}

/**
 * Remembers what has to follow a change, in the transaction that makes it: whoever dies after the commit, a worker
 * finds it here. Returns the actions, so that the caller can do the quick ones itself.
 */
export async function recordActions(
  client: TransactionClient,
  saleId: number,
  verb: string,
  kinds: readonly SaleActionKind[],
): Promise<readonly RecordedAction[]> {
  const { rows } = await client.query<RecordedAction>(
    `INSERT INTO sale_actions (sale_id, kind, verb)
     SELECT $1, kind, $2 FROM unnest($3::text[]) WITH ORDINALITY AS wanted (kind, place) ORDER BY place
     RETURNING id, kind`,
    [saleId, verb, kinds],
  );
  return rows;
}
