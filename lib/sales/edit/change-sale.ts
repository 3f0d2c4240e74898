import { type AdminSaleAnswer, checkSale, findFieldErrors, isReady, lockReason, type SaleFields } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
import { writeNotice } from "../notices/write-notice";
import { adjustStock } from "./adjust-stock";
import { changeLocked, type Step } from "./change-locked";
import { slugTaken } from "./create-sale";
import type { EditOutcome, EditParts, GateAdjustment, LogActor } from "./edit-parts";
import { readCheckFacts } from "./publish-sale";
import { type EditableSale, fieldsOf } from "./read-editable";
import { updateFields } from "./write-fields";

export interface ChangeWish {
  readonly slug: string;
  /** Fields to change; the others stay. */
  readonly change: { readonly [Field in keyof SaleFields]?: SaleFields[Field] | undefined };
  /** The version the change was made from. */
  readonly version: number;
}

/**
 * Changes a sale if nobody has since `version`. What may change when: lib/domain/sale-locks.ts. A published sale must
 * pass the checks of publishing after the change as well.
 */
export async function changeSale(parts: EditParts, wish: ChangeWish, actor: LogActor): Promise<EditOutcome> {
  return changeLocked(parts, { slug: wish.slug, actor, verb: "change" }, async (client, sale, clockSpec) => {
    if (sale.answer.version !== wish.version) return { word: "stale", current: sale.answer };
    const before = fieldsOf(sale.answer);
    const after = mergeFields(before, wish.change);
    if (JSON.stringify(before) === JSON.stringify(after)) return { word: "as_wished" };
    const refusal = (await refuseChange(client, sale, before, after)) ?? (await refuseSlug(client, sale.answer, after));
    if (refusal !== null) return refusal;
    const adjustments = await moveStock(parts, client, sale, after, clockSpec);
    if ("word" in adjustments) return adjustments;
    await updateFields(client, sale.answer.id, before, after, sale);
    await noticeMoves(client, sale.answer, after, clockSpec);
    if (adjustments.some(({ totalDelta }) => totalDelta > 0)) {
      await writeNotice(client, sale.answer.id, { kind: "restocked", reason: "", moved: null }, clockSpec);
    }
    return { word: "written", adjustments };
  });
}

/** Releases name their item in the one way the sale is read back, so that equal ones are equal texts. */
function mergeFields(before: SaleFields, change: ChangeWish["change"]): SaleFields {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const merged: SaleFields = { ...before, ...given };
  const [only, second] = merged.items;
  const releases = [...merged.releases]
    .map((release) => ({ ...release, sku: release.sku ?? (second === undefined ? (only?.sku ?? null) : null) }))
    .sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
  return { ...merged, releases };
}

type Refusal = Exclude<Step, { readonly word: "written" | "as_wished" }>;

async function refuseChange(
  client: TransactionClient,
  sale: EditableSale,
  before: SaleFields,
  after: SaleFields,
): Promise<Refusal | null> {
  const errors = findFieldErrors(after);
  if (errors.length > 0) return { word: "invalid", errors };
  const { phase, status } = sale.answer;
  const state = { phase, stockOpened: sale.stockOpened };
  for (const field of Object.keys(after) as (keyof SaleFields)[]) {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue;
    const reason = lockReason(state, before, after, field);
    if (reason !== null) return { word: "refused", detail: reason };
  }
  if (status !== "published" && status !== "paused") return null;
  if (phase === "ended") return null;
  const facts = await readCheckFacts(client, sale, after);
  // Once it runs, only its end can still go wrong: stock may be lowered to what is sold and held, below any limit.
  const checks = checkSale(after, facts).filter((check) => !facts.hasBegun || check.name === "length");
  return isReady(checks) ? null : { word: "not_ready", checks };
}

async function refuseSlug(
  client: TransactionClient,
  before: AdminSaleAnswer,
  after: SaleFields,
): Promise<Refusal | null> {
  if (before.slug === after.slug) return null;
  const { rowCount } = await client.query("SELECT 1 FROM sales WHERE slug = $1", [after.slug]);
  return rowCount === 0 ? null : slugTaken(after.slug);
}

/** Shoppers planned by the old times; that they were moved stays readable. A sale moved as a whole is told once. */
async function noticeMoves(
  client: TransactionClient,
  before: AdminSaleAnswer,
  after: SaleFields,
  clockSpec: string,
): Promise<void> {
  if (before.status === "draft") return;
  const start = { fromMs: Date.parse(before.startsAt), toMs: Date.parse(after.startsAt) };
  const end = { fromMs: Date.parse(before.endsAt), toMs: Date.parse(after.endsAt) };
  const startShift = start.toMs - start.fromMs;
  if (startShift !== 0) {
    await writeNotice(client, before.id, { kind: "rescheduled", reason: "", moved: start }, clockSpec);
  }
  if (end.toMs - end.fromMs !== startShift) {
    await writeNotice(client, before.id, { kind: "extended", reason: "", moved: end }, clockSpec);
  }
}

/** Stock of a published sale moves through the ledger, once per version of the sale. */
async function moveStock(
  parts: EditParts,
  client: TransactionClient,
  { answer, stockOpened }: EditableSale,
  after: SaleFields,
  clockSpec: string,
): Promise<readonly GateAdjustment[] | (Refusal & { readonly word: "refused" })> {
  if (!stockOpened) return [];
  const adjustments: GateAdjustment[] = [];
  // Only what is to be taken away must be free there; the rest does not wait for a gate that is away.
  const isLess = after.items.some((item, index) => item.stock < (answer.items[index]?.stock ?? 0));
  const gateFree = isLess ? await parts.readFree(answer.id) : null;
  for (const [index, item] of after.items.entries()) {
    const delta = item.stock - (answer.items[index]?.stock ?? 0);
    const itemId = answer.counts[index]?.itemId;
    if (delta === 0 || itemId === undefined) continue;
    const cause = `change:${answer.id}:${answer.version + 1}:${itemId}`;
    const move = { saleId: answer.id, itemId, delta, cause, gateFree: gateFree?.get(itemId) ?? null };
    const moved = await adjustStock(client, move, clockSpec);
    if (moved.word === "refused") return moved;
    adjustments.push(moved.adjustment);
  }
  return adjustments;
}
