import type { AdminUser } from "../../domain";
import { readRole } from "../session-store";

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly level: number;
  readonly suspended: boolean;
  readonly suspendedReason: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly orders: number;
}

/** Suspended right now: a suspension may have an end. */
export const suspendedSql = "(account.banned AND (account.ban_expires IS NULL OR account.ban_expires > now()))";

/** Over `account`. */
export const userColumns = `account.id, account.name, account.email, account.role, account.level,
  ${suspendedSql} AS suspended, account.ban_reason AS "suspendedReason", account.created_at AS "createdAt",
  (SELECT max(greatest(session.created_at, session.updated_at)) FROM sessions session
    WHERE session.account_id = account.id) AS "lastSeenAt",
  (SELECT count(*)::int FROM orders WHERE account_id = account.id) AS orders`;

export function userOf(row: UserRow): AdminUser {
  return {
    ...row,
    role: readRole(row.role),
    suspendedReason: row.suspended ? row.suspendedReason : null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
