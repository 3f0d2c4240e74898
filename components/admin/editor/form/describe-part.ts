import { formatMoney, type Money, type SaleFields } from "@/lib/domain";
import { utcOffsetAt, wallTimeAt } from "@/lib/domain/wall-time";
import { formatMoment, zoneCity } from "../../../sale/format-wall-time";
import type { SalePart } from "./part-names";
import { writeLength } from "./read-length";

const none = "None";

/** `Tue 1 Dec, 12:00 2026, Berlin (UTC+01:00)`: nothing about a time is left to guess. */
export function describeTime(at: string, timeZone: string): string {
  const year = wallTimeAt(at, timeZone).slice(0, 4);
  const [day = "", clock = ""] = formatMoment(Date.parse(at), timeZone).split(", ");
  return `${day} ${year}, ${clock} ${zoneCity(timeZone)} (UTC${utcOffsetAt(at, timeZone)})`;
}

function describeMoney(money: Money | null): string {
  return money === null ? none : formatMoney(money);
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;
}

export const admissionNames: Readonly<Record<SaleFields["admission"], string>> = {
  first_come: "First come, first served",
  shuffle: "Shuffle of all who wait at the start",
  draw: "Draw among all who entered",
};

/** A part of a sale in words, a line each; what is compared and what is reviewed. */
export function describePart(
  sale: Partial<SaleFields> & Pick<SaleFields, "timeZone">,
  part: SalePart,
): readonly string[] {
  const { timeZone } = sale;
  switch (part) {
    case "title":
    case "slug":
      return [sale[part] ?? ""];
    case "description":
      return sale.description === "" ? [none] : (sale.description ?? "").split(/\n+/);
    case "images":
      return orNone(sale.images?.map(({ alt }, index) => `${index + 1}. ${alt}`));
    case "price":
      return [describeMoney(sale.price ?? null)];
    case "regularPrice":
    case "lowestPrice30d":
      return [describeMoney(sale[part] ?? null)];
    case "items":
      return orNone(sale.items?.map(({ sku, name, stock }) => `${count(stock, "unit")} of ${name} (${sku})`));
    case "limitPerAccount":
      return [`${count(sale.limitPerAccount ?? 0, "unit")} per account`];
    case "paymentWindowSeconds":
      return [`${writeLength((sale.paymentWindowSeconds ?? 0) * 1_000)} to pay; then the unit returns`];
    case "lineFactor":
      return [lineWords(sale.lineFactor ?? 1)];
    case "showExactStock":
      return [sale.showExactStock ? "Shoppers see how many are left" : "Shoppers see stock in words, no numbers"];
    case "timeZone":
      return [timeZone];
    case "startsAt":
    case "endsAt":
      return [describeTime(sale[part] ?? "", timeZone)];
    case "releases":
      return sale.releases?.length === 0
        ? ["All units at the start"]
        : (sale.releases ?? []).map(
            ({ at, quantity, sku }) =>
              `${count(quantity, "unit")}${sku === null ? "" : ` of ${sku}`} at ${describeTime(at, timeZone)}`,
          );
    case "admission":
      return [admissionNames[sale.admission ?? "first_come"]];
    case "eligibility":
      return [eligibilityWords(sale.eligibility)];
    case "challenge":
      return [sale.challenge ? "A proof of work is asked for" : "No challenge"];
    case "withoutGate":
      return [
        sale.withoutGate === "books"
          ? "Goes on from the order books while Redis is away"
          : "Closed while Redis is away",
      ];
    case "promoted":
      return orNone(sale.promoted);
  }
}

function orNone(lines: readonly string[] | undefined): readonly string[] {
  return lines === undefined || lines.length === 0 ? [none] : lines;
}

function lineWords(lineFactor: number): string {
  return lineFactor <= 1 ? "No return line" : `Units and return line together hold ${lineFactor} times the stock`;
}

function eligibilityWords(eligibility: SaleFields["eligibility"] | undefined): string {
  const rules = [
    ...(eligibility?.inviteOnly ? ["invited accounts only"] : []),
    ...(eligibility !== undefined && eligibility.minLevel > 0 ? [`level ${eligibility.minLevel} and up`] : []),
  ];
  const text = rules.join(", ");
  return text === "" ? "Everybody with an account" : text.charAt(0).toUpperCase() + text.slice(1);
}
