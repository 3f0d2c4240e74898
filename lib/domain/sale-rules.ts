import type { SaleFields } from "./admin-sale";
import type { FieldError } from "./problem";

/** What fits the columns and the gate; the database has the same bounds as constraints. */
export const saleBounds = {
  /** 31 units of it still fit an order's amount. */
  priceMinorMax: 50_000_000,
  limitPerAccountMax: 31,
  paymentWindowSecondsMin: 60,
  paymentWindowSecondsMax: 3_600,
  lineFactorMax: 100,
  minLevelMax: 1_000_000,
  stockMax: 1_000_000,
  itemsMax: 50,
  imagesMax: 12,
  releasesMax: 100,
  promotedMax: 12,
  titleCharactersMax: 120,
  descriptionBytesMax: 10_240,
} as const;

/** Rules over several fields of a sale, draft or not; empty when it may be stored. */
export function findFieldErrors(sale: SaleFields): readonly FieldError[] {
  return [
    ...windowErrors(sale),
    ...moneyErrors(sale),
    ...itemErrors(sale),
    ...releaseErrors(sale),
    ...promotedErrors(sale),
  ];
}

function windowErrors(sale: SaleFields): FieldError[] {
  return Date.parse(sale.endsAt) > Date.parse(sale.startsAt)
    ? []
    : [{ path: "endsAt", message: "must be after startsAt" }];
}

function moneyErrors(sale: SaleFields): FieldError[] {
  const { currency } = sale.price;
  const others = [
    ["regularPrice", sale.regularPrice],
    ["lowestPrice30d", sale.lowestPrice30d],
  ] as const;
  return others.flatMap(([name, money]) =>
    money === null || money.currency === currency
      ? []
      : [{ path: `${name}.currency`, message: `must be ${currency}, as the price is` }],
  );
}

function itemErrors(sale: SaleFields): FieldError[] {
  const seen = new Set<string>();
  return sale.items.flatMap(({ sku }, index) => {
    const isRepeated = seen.has(sku);
    seen.add(sku);
    return isRepeated ? [{ path: `items.${index}.sku`, message: `${sku} is there twice` }] : [];
  });
}

function releaseErrors(sale: SaleFields): FieldError[] {
  const errors: FieldError[] = [];
  const later = new Map<string, number>();
  for (const [index, release] of sale.releases.entries()) {
    const atMs = Date.parse(release.at);
    if (atMs < Date.parse(sale.startsAt) || atMs >= Date.parse(sale.endsAt)) {
      errors.push({ path: `releases.${index}.at`, message: "must be within the sale, from startsAt to before endsAt" });
    }
    const item = releasedItem(sale, release.sku);
    if (item === undefined) {
      const message =
        release.sku === null ? "is needed: the sale has several items or none" : "is no item of this sale";
      errors.push({ path: `releases.${index}.sku`, message });
      continue;
    }
    const sum = (later.get(item.sku) ?? 0) + release.quantity;
    later.set(item.sku, sum);
    if (sum > item.stock) {
      const message = `the releases of ${item.sku} are ${sum} units, but its stock is ${item.stock}`;
      errors.push({ path: `releases.${index}.quantity`, message });
    }
  }
  return errors;
}

/** The item a release is of: the one it names, or the only one. */
export function releasedItem(
  sale: Pick<SaleFields, "items">,
  sku: string | null,
): SaleFields["items"][number] | undefined {
  if (sku !== null) return sale.items.find((item) => item.sku === sku);
  return sale.items.length === 1 ? sale.items[0] : undefined;
}

function promotedErrors(sale: SaleFields): FieldError[] {
  return sale.promoted.flatMap((slug, index) => {
    if (slug === sale.slug) return [{ path: `promoted.${index}`, message: "is this sale itself" }];
    return sale.promoted.indexOf(slug) < index ? [{ path: `promoted.${index}`, message: "is there twice" }] : [];
  });
}
