import type { Pool } from "pg";
import type { AccountStatus, AdminUser, AdminUsersAnswer, Role } from "../../domain";
import { suspendedSql, type UserRow, userColumns, userOf } from "./user-rows";

export interface UsersWish {
  /** In name or address, in lower case, or an account's id; empty for everybody. */
  readonly search: string;
  readonly role: Role | null;
  readonly status: AccountStatus | null;
  /** 1 and up. */
  readonly page: number;
}

const pageSize = 50;

const foundSql = `
FROM accounts account
WHERE account.deleted_at IS NULL AND ($1 = '' OR strpos(account.email, lower($1)) > 0 OR strpos(lower(account.name), lower($1)) > 0 OR account.id = $1)`;

const countSql = `SELECT account.role, ${suspendedSql} AS suspended, count(*)::int AS count ${foundSql}
GROUP BY account.role, suspended`;

/** What is told of an account is read for the fifty of the page alone. */
const pageSql = `SELECT ${userColumns}
FROM (SELECT account.id ${foundSql}
  AND ($2::text IS NULL OR account.role = $2) AND ($3::boolean IS NULL OR ${suspendedSql} = $3)
  ORDER BY account.created_at DESC, account.id LIMIT ${pageSize} OFFSET $4) page
JOIN accounts account ON account.id = page.id
ORDER BY account.created_at DESC, account.id`;

/** A page of all accounts, newest first, with how many there are of each role and status under the search. */
export async function listUsers(pool: Pool, wish: UsersWish): Promise<AdminUsersAnswer> {
  const suspended = wish.status === null ? null : wish.status === "suspended";
  const values = [wish.search, wish.role, suspended, (wish.page - 1) * pageSize];
  const [counted, found] = await Promise.all([
    pool.query<{ role: Role; suspended: boolean; count: number }>(countSql, [wish.search]),
    pool.query<UserRow>(pageSql, values),
  ]);
  const count = (role: Role | null, isSuspended: boolean | null) =>
    counted.rows
      .filter((row) => (role === null || row.role === role) && (isSuspended === null || row.suspended === isSuspended))
      .reduce((sum, row) => sum + row.count, 0);
  const total = count(wish.role, suspended);
  return {
    users: found.rows.map(userOf),
    counts: {
      all: count(null, null),
      shopper: count("shopper", null),
      marketer: count("marketer", null),
      admin: count("admin", null),
      active: count(null, false),
      suspended: count(null, true),
    },
    page: wish.page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    total,
  };
}

export async function findUser(pool: Pick<Pool, "query">, id: string): Promise<AdminUser | null> {
  const { rows } = await pool.query<UserRow>(
    `SELECT ${userColumns} FROM accounts account WHERE account.id = $1 AND account.deleted_at IS NULL`,
    [id],
  );
  return rows[0] === undefined ? null : userOf(rows[0]);
}
