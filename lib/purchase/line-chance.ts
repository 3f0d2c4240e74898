import type { Chance } from "../domain";

/** From here on it is called so. */
const goodFrom = 0.6;
const fairFrom = 0.15;
const lowFrom = 0.02;

/** So many holds are counted through one by one; of more, the bell curve tells the same. */
const exactMax = 1_000;
/** Where the bell curve has the shares above. */
const goodAt = -0.2533;
const fairAt = 1.0364;
const lowAt = 2.0537;

/** How likely at least `needed` of `held` units come back, when each does with the share `share`. */
export function chanceOfReturn(needed: number, held: number, share: number): Chance {
  if (needed <= 0) return "good";
  if (needed > held || share <= 0) return "unlikely";
  if (share >= 1) return "good";
  return held <= exactMax ? wordOf(atLeast(needed, held, share)) : wordByCurve(needed, held, share);
}

function wordOf(probability: number): Chance {
  if (probability >= goodFrom) return "good";
  if (probability >= fairFrom) return "fair";
  return probability >= lowFrom ? "low" : "unlikely";
}

/** One minus the chances of 0, 1, … `needed` - 1; as logarithms, since a single one may be smaller than a number can be. */
function atLeast(needed: number, held: number, share: number): number {
  const step = Math.log(share) - Math.log1p(-share);
  let logarithm = held * Math.log1p(-share);
  let fewer = 0;
  for (let count = 0; count < needed; count += 1) {
    fewer += Math.exp(logarithm);
    logarithm += step + Math.log((held - count) / (count + 1));
  }
  return 1 - fewer;
}

function wordByCurve(needed: number, held: number, share: number): Chance {
  const spread = Math.sqrt(held * share * (1 - share));
  const distance = (needed - 0.5 - held * share) / spread;
  if (distance <= goodAt) return "good";
  if (distance <= fairAt) return "fair";
  return distance <= lowAt ? "low" : "unlikely";
}
