export const roles = ["shopper", "marketer", "admin"] as const;
export type Role = (typeof roles)[number];

/** What the signed pass cookie says of an account; enough for every decision of the hot path. */
export interface Pass {
  readonly accountId: string;
  readonly role: Role;
  /** Loyalty level for `eligibility.minLevel`; 0 for everybody new. */
  readonly level: number;
  readonly expiresAtMs: number;
}
