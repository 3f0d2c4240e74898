import type { AdminSaleAnswer, SaleFields } from "@/lib/domain";
import type { SalePart } from "./part-names";
import { saleParts } from "./part-names";
import { isSame, planSave } from "./plan-save";
import { formOf, type SaleForm } from "./sale-form";

export interface MergedSale {
  /** What was typed, with what only the other one changed. */
  readonly form: SaleForm;
  /** Taken over from the other one: nobody here had touched them. */
  readonly taken: readonly SalePart[];
  /** Changed here and there to different values: somebody must choose. Until then the form keeps its own. */
  readonly disputed: readonly SalePart[];
}

const timed: readonly SalePart[] = ["startsAt", "endsAt", "releases"];

/** Joins what is being typed with what somebody else has stored meanwhile. Nothing typed is lost. */
export function mergeSale(form: SaleForm, before: SaleFields, theirs: AdminSaleAnswer): MergedSale {
  const { dirty } = planSave(form, before, null);
  const { dirty: unlike } = planSave(form, theirs, null);
  const changedThere = saleParts.filter((part) => !isSame(before[part], theirs[part]));
  const taken = changedThere.filter((part) => !dirty.includes(part));
  const disputed = changedThere.filter((part) => dirty.includes(part) && unlike.includes(part));
  // Times are typed in the zone: with another zone the same moment is another text.
  const rewritten = taken.includes("timeZone") ? timed.filter((part) => !dirty.includes(part)) : [];
  return { form: adoptParts(form, theirs, [...taken, ...rewritten]), taken, disputed };
}

/** The form with some parts as they are stored. */
export function adoptParts(form: SaleForm, stored: SaleFields, parts: readonly SalePart[]): SaleForm {
  const fresh = formOf(stored);
  let adopted = form;
  for (const part of parts) adopted = { ...adopted, ...typedAs(fresh, part) };
  return adopted;
}

/** What the form says of one part. */
function typedAs(form: SaleForm, part: SalePart): Partial<SaleForm> {
  switch (part) {
    case "slug":
      return { slug: form.slug, slugFollowsTitle: form.slugFollowsTitle };
    case "price":
      return { price: form.price, currency: form.currency };
    case "paymentWindowSeconds":
      return { paymentMinutes: form.paymentMinutes };
    case "startsAt":
      return { start: form.start };
    case "endsAt":
      return { endBy: form.endBy, end: form.end, length: form.length };
    case "eligibility":
      return { minLevel: form.minLevel, inviteOnly: form.inviteOnly };
    default:
      return { [part]: form[part] };
  }
}
