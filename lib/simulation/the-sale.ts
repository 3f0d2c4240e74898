/** There is one sale in a simulated shop. */
export const saleId = 1;
/** The world begins five seconds before. */
export const startsAtMs = 1_800_000_000_000;
export const saleMs = 600_000;
export const paymentWindowMs = 90_000;
export const priceMinor = 7_900;
/** Items are numbered from here. */
export const firstItemId = 12;
