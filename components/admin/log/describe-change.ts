import { formatMoney, type Money } from "@/lib/domain";

/** One field of a change, in words for both sides; null where there was or is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed, field by field. `before` and `after` carry the changed fields alone; null is no such side. */
export function describeChange(before: unknown, after: unknown): readonly FieldChange[] {
  const old = fieldsOf(before);
  const next = fieldsOf(after);
  return [...new Set([...old.keys(), ...next.keys()])].map((field) => ({
    field: spellField(field),
    before: old.has(field) ? spellValue(old.get(field)) : null,
    after: next.has(field) ? spellValue(next.get(field)) : null,
  }));
}

/** As it is read out and shown: "price, from €79 to €7.90". */
export function spellChange({ field, before, after }: FieldChange): string {
  if (before === null) return `${field}: ${after ?? "nothing"}`;
  if (after === null) return `${field}, which was ${before}`;
  return `${field}, from ${before} to ${after}`;
}

function fieldsOf(side: unknown): ReadonlyMap<string, unknown> {
  if (typeof side !== "object" || side === null || Array.isArray(side)) return new Map();
  return new Map(Object.entries(side));
}

/** `paymentWindowSeconds` is payment window seconds. */
function spellField(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

const textMax = 200;

function spellValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return value === "" ? "nothing" : shorten(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isMoney(value)) return formatMoney(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : shorten(value.map(spellValue).join(", "));
  const parts = Object.entries(value).map(([field, part]) => `${spellField(field)} ${spellValue(part)}`);
  return shorten(parts.length === 0 ? "nothing" : parts.join(" "));
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= textMax ? text : `${characters.slice(0, textMax - 1).join("")}…`;
}

function isMoney(value: object): value is Money {
  return (
    "minor" in value &&
    typeof value.minor === "number" &&
    "currency" in value &&
    typeof value.currency === "string" &&
    /^[A-Z]{3}$/.test(value.currency)
  );
}
