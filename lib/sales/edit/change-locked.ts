import type { AdminSaleAnswer } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
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
}

interface Written {
  readonly sale: AdminSaleAnswer;
  readonly changed: boolean;
  readonly adjustments: readonly GateAdjustment[];
}

/**
 * The frame of every verb that changes a sale: one transaction that locks it, lets the verb write, and logs what
 * changed; then board and gate are told. A refusal leaves nothing behind.
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
    if (done.word === "as_wished") return { sale: before.answer, changed: false, adjustments: [] };
    if (done.word !== "written") return done;
    const after = await readById(client, before.answer.id, clockSpec);
    await logChange(parts, client, call, before.answer, after);
    return { sale: after, changed: true, adjustments: done.adjustments ?? [] };
  });
  if ("word" in result) return result;
  const { sale, changed, adjustments } = result;
  const isPublic = sale.status !== "draft";
  const told = changed && isPublic ? await parts.tell(sale.id, adjustments) : true;
  return { word: "done", sale, changed, told };
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
