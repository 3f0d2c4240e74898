import { currencyDecimals } from "@/lib/domain";

export type MoneyReading =
  | { readonly word: "amount"; readonly minor: number }
  | { readonly word: "empty" }
  | { readonly word: "unreadable" };

/**
 * Reads an amount as people type it: `79`, `79.9`, `79,90`, `1,299.00`, `1.299,00`, `€ 79`, `79 EUR`. The last mark is
 * the decimal one when what follows it fits the currency's decimals; three digits after a single mark are thousands,
 * except in the currencies that have three decimals.
 */
export function readMoney(text: string, currency: string): MoneyReading {
  const bare = text.replaceAll(/[\s'’\p{Sc}]/gu, "").replace(new RegExp(`^${currency}|${currency}$`, "i"), "");
  if (bare === "") return text.trim() === "" ? { word: "empty" } : { word: "unreadable" };
  const decimals = currencyDecimals(currency);
  const [, whole = "", fraction = ""] = splitAmount(bare, decimals) ?? [];
  if (whole === "") return { word: "unreadable" };
  const minor = Number(whole.replaceAll(/[.,]/g, "") + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(minor) ? { word: "amount", minor } : { word: "unreadable" };
}

const grouped = String.raw`\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d+`;

/** The whole part with its grouping marks, and the fraction. */
function splitAmount(bare: string, decimals: number): RegExpExecArray | null {
  const isThreeDecimals = decimals === 3 && /^\d+[.,]\d{3}$/.test(bare);
  const whole = isThreeDecimals ? null : new RegExp(`^(${grouped})$`).exec(bare);
  if (whole !== null || decimals === 0) return whole;
  const match = new RegExp(`^(${grouped})[.,](\\d{1,${decimals}})$`).exec(bare);
  if (match === null) return null;
  // One mark cannot be both: 1,299,00 has no reading.
  const mark = bare.at(-1 - (match[2]?.length ?? 0));
  return mark !== undefined && match[1]?.includes(mark) ? null : match;
}
