import type { Pool } from "pg";
import type { SaleActionKind } from "../../domain";

/** The actions of one kind of a sale, up to one of them: each brings the world to what PostgreSQL says now. */
export interface ActionSpan {
  readonly saleId: number;
  readonly kind: SaleActionKind;
  /** The newest that was asked for before the work began. */
  readonly upTo: string;
}

/** What came of a try. */
export type ActionResult =
  | { readonly word: "done" }
  /** Others are at it; `message` says what is missing. It is looked at again soon. */
  | { readonly word: "waiting"; readonly message: string }
  /** It is tried again, a little later each time. */
  | { readonly word: "failed"; readonly message: string };

const errorCharactersMax = 500;

/**
 * Writes down what came of a try. `claimed` tells whether the try was counted when it began, as a worker does. A later
 * try that went well has done the work of all that were asked for before it.
 */
export async function settleActions(
  pool: Pick<Pool, "query">,
  { saleId, kind, upTo }: ActionSpan,
  result: ActionResult,
  claimed: boolean,
): Promise<void> {
  const tries = countTry(result, claimed);
  const error = result.word === "done" ? "" : result.message.slice(0, errorCharactersMax);
  await pool.query(
    `UPDATE sale_actions SET tries = greatest(0, tries + $4), tried_at = now(), error = $5,
       state = CASE WHEN $6 THEN 'done' ELSE 'pending' END, done_at = CASE WHEN $6 THEN now() END
     WHERE sale_id = $1 AND kind = $2 AND id <= $3 AND state = 'pending'`,
    [saleId, kind, upTo, tries, error, result.word === "done"],
  );
}

/** Waiting for somebody else is no failed try, so it does not make the next look later. */
function countTry(result: ActionResult, claimed: boolean): number {
  switch (result.word) {
    case "done":
    case "failed":
      return claimed ? 0 : 1;
    case "waiting":
      return claimed ? -1 : 0;
  }
}
