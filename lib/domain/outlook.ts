import type { EtaBand } from "./attempt";

/** How likely it is that what is held comes back far enough for one place in line. */
export const chances = ["good", "fair", "low", "unlikely"] as const;
export type Chance = (typeof chances)[number];

/** A chance and what it was taken from: of so many units held in this shop's past sales, so many came back in time. */
export interface Odds {
  readonly chance: Chance;
  readonly returned: number;
  readonly of: number;
}

/** What can honestly be said of an attempt that is not decided yet. Times are epoch milliseconds. */
export interface AttemptOutlook {
  /** How long ago the shop received it. */
  readonly ageMs: number;
  /** How long it may still take; null when nobody can tell. */
  readonly waitMs: number | null;
  /** Null for one that is just being confirmed. */
  readonly line: LineOutlook | null;
}

export interface LineOutlook {
  /** Units others hold: these may come back. */
  readonly held: number;
  /** Units that later releases bring to the line. */
  readonly coming: number;
  /** When the last of these holds ends, if the sale does not end before; null when nobody can tell. */
  readonly byMs: number | null;
  /** Null as long as there is too little history, or it depends on how many pieces the others want. */
  readonly odds: Odds | null;
}

const bandsUpTo: readonly (readonly [number, EtaBand])[] = [
  [10_000, "under_10s"],
  [30_000, "about_30s"],
  [120_000, "1_2_min"],
  [300_000, "2_5_min"],
];

/** Always the band above: a wait of 40 seconds is `1_2_min`. */
export function etaBandOf(waitMs: number | null): EtaBand {
  if (waitMs === null) return "unknown";
  return bandsUpTo.find(([maxMs]) => waitMs <= maxMs)?.[1] ?? "over_5_min";
}
