import { createHmac } from "node:crypto";
import type { Pool } from "pg";
import type { Role } from "../domain";
import { type NumberedAccount, numberedAccount } from "./numbered-accounts";
import { passCookieName } from "./pass-cookie";
import { sessionCookieName, signSessionCookie } from "./session-cookie";
import { readRole } from "./session-store";
import type { TokenKeys } from "./tokens/keys";
import { signPass } from "./tokens/pass";

/** A numbered account that is signed in. */
export interface NumberedShopper {
  readonly userId: string;
  readonly email: string;
  /** A whole Cookie header value: session and pass. */
  readonly cookie: string;
}

export interface NumberedRange {
  readonly role: Role;
  /** The first number, 1 and up. */
  readonly first: number;
  readonly count: number;
}

export interface SignInNumberedParts {
  readonly pool: Pool;
  readonly keys: TokenKeys;
  readonly appOrigin: string;
  readonly nowMs: number;
}

/** An address of the range belongs to an account that was not made here. It is left alone. */
export class ForeignAccountError extends Error {
  override readonly name = "ForeignAccountError";
}

/**
 * Session and pass live this long. The pass of a person who signs in is shorter; here it is as long as the session,
 * because a script has no page that would renew it.
 */
const validMs = 7 * 86_400_000;
/** Rows per statement: large enough that 100 000 accounts take 20 round trips, small enough to stream. */
const batchMax = 5_000;

/**
 * Makes the accounts of a range where they are missing, opens a session for each and yields them in batches, in
 * order. The same number always has the same account, and one session that is opened anew by each call.
 * They have no password. Throws ForeignAccountError, or what the database says.
 */
export async function* signInNumbered(
  parts: SignInNumberedParts,
  range: NumberedRange,
): AsyncGenerator<readonly NumberedShopper[]> {
  const end = range.first + range.count;
  for (let from = range.first; from < end; from += batchMax) {
    const numbers = Array.from({ length: Math.min(batchMax, end - from) }, (_, index) => from + index);
    const wanted = numbers.map((number) => numberedAccount(range.role, number));
    await insertAccounts(parts, range.role, wanted);
    const rights = await readRights(parts, wanted);
    const sessions = wanted.map(({ id }) => ({ accountId: id, token: tokenFor(parts.keys, id) }));
    await openSessions(parts, sessions);
    yield sessions.map(({ accountId, token }, index) => {
      const { role, level } = rights.get(accountId) ?? { role: range.role, level: 0 };
      const pass = signPass(parts.keys, { accountId, role, level, expiresAtMs: parts.nowMs + validMs });
      return {
        userId: accountId,
        email: wanted[index]?.email ?? "",
        cookie: cookieOf(parts, token, pass),
      };
    });
  }
}

function cookieOf({ keys, appOrigin }: SignInNumberedParts, token: string, pass: string): string {
  const session = signSessionCookie(keys.sessionSecrets[0], token);
  return `${sessionCookieName(appOrigin)}=${session}; ${passCookieName(appOrigin)}=${pass}`;
}

/** Follows from the account, so a repetition finds the session it made before; nobody guesses it without the secret. */
function tokenFor(keys: TokenKeys, accountId: string): string {
  return createHmac("sha256", keys.sessionSecrets[0]).update(`numbered session ${accountId}`).digest("base64url");
}

async function insertAccounts(
  { pool, nowMs }: SignInNumberedParts,
  role: Role,
  accounts: readonly NumberedAccount[],
): Promise<void> {
  await pool.query(
    `INSERT INTO accounts (id, name, email, email_verified, role, created_at, updated_at)
     SELECT id, name, email, true, $4, $5, $5
       FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (id, name, email)
     ON CONFLICT DO NOTHING`,
    [
      accounts.map(({ id }) => id),
      accounts.map(({ name }) => name),
      accounts.map(({ email }) => email),
      role,
      new Date(nowMs),
    ],
  );
}

/** Roles and levels as they are now: an administrator may have changed them since. */
async function readRights(
  { pool }: SignInNumberedParts,
  accounts: readonly NumberedAccount[],
): Promise<ReadonlyMap<string, { role: Role; level: number }>> {
  const { rows } = await pool.query<{ id: string; role: string; level: number }>(
    `SELECT a.id, a.role, a.level
       FROM unnest($1::text[], $2::text[]) AS wanted (id, email)
       JOIN accounts a ON a.id = wanted.id AND a.email = wanted.email`,
    [accounts.map(({ id }) => id), accounts.map(({ email }) => email)],
  );
  const rights = new Map(rows.map(({ id, role, level }) => [id, { role: readRole(role), level }]));
  const foreign = accounts.find(({ id }) => !rights.has(id));
  if (foreign !== undefined) {
    throw new ForeignAccountError(
      `${foreign.email} belongs to an account that was not made by this command. Choose other numbers with --offset.`,
    );
  }
  return rights;
}

async function openSessions(
  { pool, nowMs }: SignInNumberedParts,
  sessions: readonly { accountId: string; token: string }[],
): Promise<void> {
  await pool.query(
    `INSERT INTO sessions (id, token, account_id, expires_at, user_agent, created_at, updated_at)
     SELECT 'numbered-' || account_id, token, account_id, $3, 'numbered account', $4, $4
       FROM unnest($1::text[], $2::text[]) AS wanted (account_id, token)
     ON CONFLICT (id) DO UPDATE
        SET token = excluded.token, expires_at = excluded.expires_at,
            created_at = excluded.created_at, updated_at = excluded.updated_at`,
    [
      sessions.map(({ accountId }) => accountId),
      sessions.map(({ token }) => token),
      new Date(nowMs + validMs),
      new Date(nowMs),
    ],
  );
}
