import type { SaleFields } from "@/lib/domain";
import { partOfPath, type SalePart, saleParts } from "./part-names";
import { crossErrors, type FormError, readForm } from "./read-form";
import { formOf, type SaleForm } from "./sale-form";

/** How the form differs from what is stored, and what of it can be stored now. */
export interface SavePlan {
  /** Parts that differ, readable or not: what the save bar counts. */
  readonly dirty: readonly SalePart[];
  /** What to send; without those parts that are wrong, alone or together. */
  readonly change: Partial<SaleFields>;
  readonly errors: readonly FormError[];
  /** The whole sale as the form has it; null while a part cannot be read. */
  readonly whole: SaleFields | null;
}

/** Parts that are right or wrong together. */
const groups: readonly (readonly SalePart[])[] = [
  ["startsAt", "endsAt", "timeZone", "releases", "items"],
  ["price", "regularPrice", "lowestPrice30d"],
  ["promoted", "slug"],
];

const neededForDraft: readonly SalePart[] = ["title", "slug", "price", "startsAt", "endsAt"];

export function planSave(form: SaleForm, stored: SaleFields | null, blank: SaleForm | null): SavePlan {
  const { fields, errors } = readForm(form);
  const before = stored === null ? blank : formOf(stored);
  const dirty = saleParts.filter((part) => {
    const value = fields[part];
    if (value !== undefined && stored !== null) return !isSame(value, stored[part]);
    return before === null || !isSame(typedPart(form, part), typedPart(before, part));
  });
  const candidate = stored === null ? fields : pick(fields, dirty);
  const whole = wholeOf({ ...fields });
  const together = wholeOf({ ...draftOf(stored), ...candidate });
  const wrong = together === null ? [] : crossErrors(together, form);
  const held = new Set(wrong.flatMap(({ path }) => groupOf(path)));
  const change = pick(
    candidate,
    saleParts.filter((part) => !held.has(part)),
  );
  return { dirty, change, errors: [...errors, ...wrong], whole: wrong.length === 0 ? whole : null };
}

/** Whether what can be stored makes a draft. */
export function makesDraft(change: Partial<SaleFields>): boolean {
  return neededForDraft.every((part) => change[part] !== undefined);
}

function groupOf(path: string): readonly SalePart[] {
  const part = partOfPath(path);
  return groups.find((group) => part !== null && group.includes(part)) ?? (part === null ? [] : [part]);
}

/** What a new draft has where nothing was typed, as the API fills it in. */
function draftOf(stored: SaleFields | null): Partial<SaleFields> {
  return stored ?? { items: [], images: [], releases: [] };
}

function wholeOf(fields: Partial<SaleFields>): SaleFields | null {
  return isWhole(fields) ? fields : null;
}

function isWhole(fields: Partial<SaleFields>): fields is SaleFields {
  return saleParts.every((part) => fields[part] !== undefined);
}

function pick(fields: Partial<SaleFields>, parts: readonly SalePart[]): Partial<SaleFields> {
  return Object.fromEntries(parts.flatMap((part) => (fields[part] === undefined ? [] : [[part, fields[part]]])));
}

/** Whether two values are the same JSON, in whatever order their keys stand. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left, inOrder) === JSON.stringify(right, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => left.localeCompare(right)));
}

/** What is typed for a part, without the keys that only tell rows apart. */
function typedPart(form: SaleForm, part: SalePart): unknown {
  switch (part) {
    case "images":
    case "items":
    case "releases":
      return form[part].map(({ key: _key, ...typed }) => typed);
    case "paymentWindowSeconds":
      return form.paymentMinutes;
    case "startsAt":
      return form.start;
    case "endsAt":
      return form.endBy === "end" ? form.end : form.length;
    case "eligibility":
      return [form.minLevel, form.inviteOnly];
    case "price":
      return [form.price, form.currency];
    default:
      return form[part];
  }
}
