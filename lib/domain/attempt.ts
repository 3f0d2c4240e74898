/** One wish to buy. `queued` is accepted and being confirmed, or in line with a place. */
export const attemptStates = ["queued", "reserved", "paying", "paid", "lost", "left", "expired"] as const;
export type AttemptState = (typeof attemptStates)[number];

export const lostReasons = ["sold_out", "limit", "ended", "cancelled", "draw", "error"] as const;
export type LostReason = (typeof lostReasons)[number];

/** Final states need no further polling. */
export function isFinalAttempt(state: AttemptState): boolean {
  return state === "paid" || state === "lost" || state === "left" || state === "expired";
}

/** What is known of an attempt. Times are epoch milliseconds. */
export interface Attempt {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly state: AttemptState;
  readonly reason: LostReason | null;
  readonly receivedAtMs: number;
  readonly payByMs: number | null;
  /** Place in line, 1 is next; null when not in line. */
  readonly place: number | null;
}

/** Coarse, and never shorter than the facts allow: how long until an attempt that waits is decided. See outlook.ts. */
export const etaBands = ["under_10s", "about_30s", "1_2_min", "2_5_min", "over_5_min", "unknown"] as const;
export type EtaBand = (typeof etaBands)[number];
