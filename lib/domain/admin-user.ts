import type { Role } from "./account";

// Accounts as an admin sees them. Times are ISO 8601 UTC with milliseconds.

export const accountStatuses = ["active", "suspended"] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** One row of GET /api/admin/users, and the answer to every request about one account. */
export interface AdminUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Loyalty level; see `Pass`. */
  readonly level: number;
  readonly suspended: boolean;
  readonly suspendedReason: string | null;
  readonly createdAt: string;
  /** When its last session began or was prolonged, which happens once a day; null when it has none. */
  readonly lastSeenAt: string | null;
  /** How many orders it ever had. */
  readonly orders: number;
}

/** GET /api/admin/users: newest first; `counts` are of all pages, under the search alone. */
export interface AdminUsersAnswer {
  readonly users: readonly AdminUser[];
  readonly counts: Readonly<Record<Role | AccountStatus | "all", number>>;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** The highest loyalty level an account may have. */
export const levelMax = 100;
