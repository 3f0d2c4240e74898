import { formatMoney, type Money, type SaleSnapshot } from "@/lib/domain";
import { formatMoment, zoneCity } from "./format-wall-time";

export interface PreviewText {
  readonly title: string;
  readonly price: string;
  readonly regularPrice: string | null;
  readonly moment: string;
  readonly place: string;
}

/** What the picture of a sale's link says. It is seen long after it was made, so it knows no phase. */
export function previewText(sale: Pick<SaleSnapshot, "title" | "price" | "regularPrice" | "startsAtMs" | "timeZone">) {
  const money = (value: Money) => formatMoney(value);
  return {
    title: sale.title,
    price: money(sale.price),
    regularPrice: sale.regularPrice === null ? null : money(sale.regularPrice),
    moment: formatMoment(sale.startsAtMs, sale.timeZone),
    place: `${zoneCity(sale.timeZone)} time`,
  } satisfies PreviewText;
}

/** The same for those who do not see it. */
export function previewAlt(text: PreviewText): string {
  return `${text.title}: ${text.price}, ${text.moment} ${text.place}`;
}
