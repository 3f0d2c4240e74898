import type { AdminSaleAnswer, SaleActionKind } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
import { type RecordedAction, recordActions } from "../actions/record-actions";
import { settleActions } from "../actions/settle-actions";
import { describeChange } from "./describe-change";
import type { EditOutcome, EditParts, GateAdjustment, LogActor } from "./edit-parts";
import { type EditableSale, lockEditable, readAgain } from "./read-editable";

type Refusal = Exclude<EditOutcome, { readonly word: "done" }>;

/** What a verb made of the locked sale: it wrote something, found it as wished, or refuses. */
export type Step =
  | { readonly word: "written"; readonly adjustments?: readonly GateAdjustment[] }
  | { readonly word: "as_wished" }
  | Refusal;

export interface VerbCall {
  readonly slug: string;
  readonly actor: LogActor;
  /** As in the log. */
  readonly verb: string;
  /** What has to follow beside telling board and gate. */
  readonly follows?: readonly SaleActionKind[];
}

interface Written {
  readonly sale: AdminSaleAnswer;
  readonly changed: boolean;
  readonly adjustments: readonly GateAdjustment[];
  readonly actions: readonly RecordedAction[];
}

/**
 * The frame of every verb that changes a sale: one transaction that locks it, lets the verb write, and remembers what
 * has to follow and what changed; then board and gate are told. A refusal leaves nothing behind.
 */
export async function changeLocked(
  parts: EditParts,
  call: VerbCall,
  step: (client: TransactionClient, sale: EditableSale, clockSpec: string) => Promise<Step>,
): Promise<EditOutcome> {
  const clockSpec = parts.clock.spec();
  const result = await parts.pool.transaction(async (client): Promise<Written | Refusal> => {
    const before = await lockEditable(client, call.slug, clockSpec);
    if (before === null) return { word: "not_found" };
    const done = await step(client, before, clockSpec);
    if (done.word === "as_wished") return { sale: before.answer, changed: false, adjustments: [], actions: [] };
    if (done.word !== "written") return done;
    const after = await readById(client, before.answer.id, clockSpec);
    const actions = await recordActions(client, after.id, call.verb, actionsAfter(after, call));
    await logChange(parts, client, call, before.answer, after);
    return { sale: after, changed: true, adjustments: done.adjustments ?? [], actions };
  });
  if ("word" in result) return result;
  return { word: "done", sale: result.sale, changed: result.changed, told: await tellOf(parts, result) };
}

/** Nobody knows of a draft. */
function actionsAfter({ status }: AdminSaleAnswer, { follows = [] }: VerbCall): readonly SaleActionKind[] {
  return status === "draft" ? [] : ["load_gate", "refresh_pages", ...follows];
}

/** Tells board and gate at once, and notes what was done of the actions; what was not, the worker does. */
async function tellOf(parts: EditParts, { sale, adjustments, actions }: Written): Promise<boolean> {
  if (actions.length === 0) return true;
  const { pages, gate } = await parts.tell(sale.id, adjustments);
  try {
    for (const { id, kind } of actions) {
      if (kind !== "load_gate" && kind !== "refresh_pages") continue;
      const message = kind === "load_gate" ? gate : pages;
      const result = message === null ? ({ word: "done" } as const) : ({ word: "failed", message } as const);
      await settleActions(parts.pool, { saleId: sale.id, kind, upTo: id }, result, false);
    }
  } catch (error) {
    // The change is made and told. The worker finds the actions open and does them once more.
    parts.note(error, sale.id);
  }
  return pages === null && gate === null;
}

/** The verb may have changed the slug. */
async function readById(client: TransactionClient, saleId: number, clockSpec: string): Promise<AdminSaleAnswer> {
  const { rows } = await client.query<{ slug: string }>("SELECT slug FROM sales WHERE id = $1", [saleId]);
  return (await readAgain(client, rows[0]?.slug ?? "", clockSpec)).answer;
}

async function logChange(
  parts: EditParts,
  client: TransactionClient,
  call: VerbCall,
  before: AdminSaleAnswer,
  after: AdminSaleAnswer,
): Promise<void> {
  const difference = describeChange(before, after);
  if (difference === null) throw new Error(`${call.verb} of ${call.slug} changed nothing`);
  await parts.recordChange(client, {
    actor: call.actor,
    verb: call.verb,
    object: `sale:${before.slug}`,
    ...difference,
  });
}
