/** How a simulated shopper deals with the time to pay. Who abandons says nothing, and the hold runs out. */
export const payWays = ["ok", "decline", "timeout", "abandon"] as const;
export type PayWay = (typeof payWays)[number];

export type PayOdds = readonly { readonly way: PayWay; readonly weight: number }[];

/** `chance` is from 0 up to, not including, 1. */
export function choosePayWay(odds: PayOdds, chance: number): PayWay {
  const total = odds.reduce((sum, { weight }) => sum + weight, 0);
  let left = chance * total;
  for (const { way, weight } of odds) {
    left -= weight;
    if (left < 0) return way;
  }
  return "abandon";
}
