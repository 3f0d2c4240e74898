import { type CheckFacts, checkSale, type SaleCheck, type SaleFields } from "@/lib/domain";
import { halfSale } from "./half-sale";
import { readForm } from "./read-form";
import type { SaleForm } from "./sale-form";

/** A check of the sale, at the control that it is about. */
export interface Guard extends SaleCheck {
  readonly path: string;
}

const pathOfCheck: Readonly<Record<string, string>> = {
  start: "startsAt",
  length: "endsAt",
  end: "endsAt",
  night: "startsAt",
  wall_time: "startsAt",
  price: "price",
  lowest_price: "price",
  stock: "items",
  limit: "limitPerAccount",
  hold: "paymentWindowSeconds",
  image: "images",
  admission: "admission",
  challenge: "challenge",
  invitations: "eligibility.inviteOnly",
  neighbours: "title",
};

export function controlOfCheck(name: string): string {
  return pathOfCheck[name] ?? "title";
}

/** Goes through the sale as it is typed. What cannot be read yet is a form error and not repeated here. */
export function guardForm(form: SaleForm, facts: CheckFacts): readonly Guard[] {
  const sale = halfSale(form);
  const unread = new Set(readForm(form).errors.map(({ path }) => path.split(".")[0]));
  const found = checkSale(sale, facts).map((check) => ({ ...check, path: controlOfCheck(check.name) }));
  return tighten(found, sale, facts).filter(
    ({ level, path }) => level !== "block" || !unread.has(path.split(".")[0] ?? ""),
  );
}

/**
 * Two things are stricter here than for scripts, which may know better: a person who plans a sale gives it a picture,
 * and does not sell one product in two sales at once.
 */
export function tighten<Check extends SaleCheck>(
  checks: readonly Check[],
  sale: Pick<SaleFields, "title" | "images" | "items">,
  { neighbours }: Pick<CheckFacts, "neighbours">,
): readonly Check[] {
  const skus = new Set(sale.items.map(({ sku }) => sku).filter((sku) => sku !== ""));
  const title = sale.title.trim().toLowerCase();
  const twin = neighbours.find(
    (other) => (title !== "" && other.title.toLowerCase() === title) || other.skus.some((sku) => skus.has(sku)),
  );
  return checks.map((check) => {
    if (check.name === "image" && sale.images.length === 0) {
      return { ...check, level: "block", message: "There is no picture. Add one." };
    }
    if (check.name === "neighbours" && twin !== undefined) {
      const message = `${twin.title} (${twin.slug}) sells the same product at that time. Choose another time, or another title and SKU if it is another product.`;
      return { ...check, level: "block", message };
    }
    return check;
  });
}

/** Everything that must be typed once more before the sale is scheduled. */
export function isConfirmed(checks: readonly SaleCheck[], price: string, retyped: string): boolean {
  return !checks.some(({ confirm }) => confirm === "price") || retyped === price;
}
