import type { Money } from "@/lib/domain";

/** Sums by currency, in the order the currencies come. */
export function sumMoney(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}
