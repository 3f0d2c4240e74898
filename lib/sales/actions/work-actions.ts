import type { Pool } from "pg";
import type { SaleActionKind } from "../../domain";
import type { Loop } from "../../platform/loop";
import { type ActionResult, type ActionSpan, settleActions } from "./settle-actions";

/** How each kind of action is done. All may be repeated at any time; a rejection is a failed try. */
export type ActionWork = {
  readonly [Kind in SaleActionKind]: (saleId: number) => Promise<ActionResult>;
};

export interface WorkActionsParts {
  readonly pool: Pool;
  readonly work: ActionWork;
  readonly note: (event: "action_failed", action: ActionSpan, message: string) => void;
}

/** Claimed at once: one after the other, each within the patience of its clients. */
const claimMax = 20;
/** The process that made the change is about to do it itself. */
const headStart = "1 second";

/**
 * Takes what is due. A claim is a try that has begun: it moves the next try, so an action whose worker died is taken
 * again by itself. 1 s after the first failed try, doubling up to a minute.
 */
const claimSql = `
UPDATE sale_actions SET tries = tries + 1, tried_at = now()
WHERE id IN (
  SELECT id FROM sale_actions
  WHERE state = 'pending' AND CASE
    WHEN tried_at IS NULL THEN requested_at <= now() - interval '${headStart}'
    ELSE tried_at <= now() - least(60, 2 ^ least(greatest(tries - 1, 0), 10)) * interval '1 second'
  END
  ORDER BY id LIMIT ${claimMax} FOR UPDATE SKIP LOCKED)
RETURNING id, sale_id AS "saleId", kind, error`;

interface Claimed {
  readonly id: string;
  readonly saleId: number;
  readonly kind: SaleActionKind;
  /** Of the try before. */
  readonly error: string;
}

/** The worker's part: does what the process that changed a sale could not, and what takes time. */
export function workActionsLoop(parts: WorkActionsParts): Loop {
  return { name: "sale-actions", idleMs: 250, once: () => workActions(parts) };
}

/** One round; says how many actions it finished. */
export async function workActions(parts: WorkActionsParts): Promise<number> {
  const { rows } = await parts.pool.query<Claimed>(claimSql);
  let done = 0;
  for (const span of spansOf(rows)) {
    const result = await tryWork(parts.work, span);
    // A failure that stays is noted once.
    if (result.word === "failed" && result.message !== span.error) parts.note("action_failed", span, result.message);
    await settleActions(parts.pool, span, result, true);
    if (result.word === "done") done += 1;
  }
  return done;
}

interface WorkSpan extends ActionSpan, Pick<Claimed, "error"> {}

/** Several pauses and resumes need the gate to be told once. */
function spansOf(claimed: readonly Claimed[]): readonly WorkSpan[] {
  const spans = new Map<string, WorkSpan>();
  for (const { id, ...action } of claimed) {
    const name = `${action.saleId} ${action.kind}`;
    const known = spans.get(name);
    if (known === undefined || BigInt(id) > BigInt(known.upTo)) spans.set(name, { ...action, upTo: id });
  }
  return [...spans.values()];
}

async function tryWork(work: ActionWork, { kind, saleId }: ActionSpan): Promise<ActionResult> {
  try {
    return await work[kind](saleId);
  } catch (error) {
    return { word: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
