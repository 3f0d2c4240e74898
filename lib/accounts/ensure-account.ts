import { hashPassword } from "better-auth/crypto";
import type { Pool } from "pg";
import type { Role } from "../domain";
import { newAccountId, newId } from "./account-id";

/** An account that somebody who runs the shop hands out, such as the logins of the demo. */
export interface AccountToHave {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * Makes the account with its password if the address is free, and returns its id either way. An account that is
 * there already keeps its password and role: its owner may have changed them.
 */
export async function ensureAccount(pool: Pool, account: AccountToHave): Promise<string> {
  const email = account.email.toLowerCase();
  const password = await hashPassword(account.password);
  // One statement, so nobody ever meets an account without its password.
  const { rows } = await pool.query<{ id: string }>(
    `WITH made AS (
       INSERT INTO accounts (id, name, email, email_verified, role, updated_at)
       VALUES ($1, $2, $3, true, $4, now())
       ON CONFLICT (email) DO NOTHING
       RETURNING id
     ), with_password AS (
       INSERT INTO credentials (id, account_id, provider_id, provider_account_id, password, updated_at)
       SELECT $5, id, 'credential', id, $6, now() FROM made
     )
     SELECT id FROM made UNION ALL SELECT id FROM accounts WHERE email = $3`,
    [newAccountId(), account.name, email, account.role, newId(24), password],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`the account ${email} was opened by somebody else at this moment`);
  return row.id;
}
