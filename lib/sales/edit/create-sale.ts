import type { SaleFields } from "../../domain";
import { describeNew } from "./describe-change";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { readAgain } from "./read-editable";
import { insertDraft } from "./write-fields";

/** A new draft, owned by who makes it. The fields have passed `findFieldErrors`. */
export async function createSale(parts: EditParts, fields: SaleFields, actor: LogActor): Promise<EditOutcome> {
  const clockSpec = parts.clock.spec();
  return parts.pool.transaction(async (client): Promise<EditOutcome> => {
    const saleId = await insertDraft(client, fields, actor.accountId);
    if (saleId === null) return slugTaken(fields.slug);
    const { answer } = await readAgain(client, fields.slug, clockSpec);
    await parts.recordChange(client, {
      actor,
      verb: "create",
      object: `sale:${fields.slug}`,
      before: null,
      after: describeNew(answer),
    });
    return { word: "done", sale: answer, changed: true, told: true };
  });
}

export function slugTaken(slug: string): EditOutcome & { readonly word: "refused" } {
  return { word: "refused", detail: `There is a sale with the slug ${slug} already. Choose another.` };
}
