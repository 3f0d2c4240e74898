import type { AdminSaleAnswer } from "../../domain";

type Side = Readonly<Record<string, unknown>>;

/** Told, but nobody's decision: the counters move by themselves, and version and times follow from every change. */
const passedOver: ReadonlySet<string> = new Set([
  "id",
  "phase",
  "version",
  "counts",
  "owner",
  "createdAt",
  "updatedAt",
]);

/** The fields in which two states of a sale differ, on either side; null when they do not. */
export function describeChange(
  before: AdminSaleAnswer,
  after: AdminSaleAnswer,
): { readonly before: Side; readonly after: Side } | null {
  const left: Record<string, unknown> = {};
  const right: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after)) {
    if (passedOver.has(name)) continue;
    const old: unknown = Object.getOwnPropertyDescriptor(before, name)?.value;
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    left[name] = old;
    right[name] = value;
  }
  return Object.keys(right).length === 0 ? null : { before: left, after: right };
}

/** What a new sale is remembered by in the log: everything that was decided. */
export function describeNew(sale: AdminSaleAnswer): Side {
  return Object.fromEntries(Object.entries(sale).filter(([name]) => !passedOver.has(name)));
}
