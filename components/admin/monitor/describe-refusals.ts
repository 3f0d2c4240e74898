import type { ProblemCode } from "@/lib/domain";

/** Why a wish to buy was refused, for those who run the sale. */
const reasons: Partial<Record<ProblemCode, string>> = {
  sold_out: "Sold out",
  all_held: "All units held",
  limit_reached: "Limit per account reached",
  line_full: "The line was full",
  not_open: "Too early",
  ended: "After the end",
  paused: "While paused",
  cancelled: "After it was cancelled",
  throttled: "Clicked again too soon",
  busy: "Shed under load",
  not_signed_in: "Not signed in",
  forbidden: "Account may not buy",
  not_eligible: "Account not eligible",
  challenge_required: "Challenge not solved",
  bad_ticket: "Ticket not valid",
  key_reused: "Key used for another wish",
  cross_site: "From another site",
};

export interface RefusalLine {
  readonly code: string;
  readonly reason: string;
  readonly count: number;
}

/** Refusals in words, the most frequent first. A code without words is shown as it is. */
export function describeRefusals(refusals: Readonly<Record<string, number>>): readonly RefusalLine[] {
  const words: Readonly<Record<string, string>> = reasons;
  return Object.entries(refusals)
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({ code, reason: words[code] ?? code.replaceAll("_", " "), count }))
    .toSorted((one, two) => two.count - one.count || one.code.localeCompare(two.code));
}

export function countRefusals(refusals: Readonly<Record<string, number>>): number {
  return Object.values(refusals).reduce((sum, count) => sum + count, 0);
}
