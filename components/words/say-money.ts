import { formatMoney, type Locale, localeTags, type Money } from "@/lib/domain";

/** An amount as the language writes it: `€79`, in Chinese `US$79`. */
export function sayMoney(money: Money, locale: Locale): string {
  return formatMoney(money, localeTags[locale]);
}
