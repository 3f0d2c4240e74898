/** An amount in minor units (cents, yen) of an ISO 4217 currency. Never a float of major units. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export function multiplyMoney(money: Money, quantity: number): Money {
  return { minor: money.minor * quantity, currency: money.currency };
}

/** Decimals of a currency as Intl knows them: EUR 2, JPY 0, KWD 3. */
export function currencyDecimals(currency: string): number {
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/** As a person types it and a spreadsheet reads it: `79.00`, `1299.00`, `1200` in a currency without decimals. */
export function writeMoney({ minor, currency }: Money): string {
  const decimals = currencyDecimals(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** `€79.00` becomes `€79`, other amounts keep their decimals. */
export function formatMoney(money: Money, locale = "en"): string {
  const decimals = currencyDecimals(money.currency);
  const major = money.minor / 10 ** decimals;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    trailingZeroDisplay: "stripIfInteger",
  }).format(major);
}
