import type { Pool } from "pg";
import { type Locale, locales, type Role, roles } from "../domain";
import type { DeviceSession, SessionAccount } from "./ports";

/** A running session with its account, as PostgreSQL has it. */
export interface StoredSession {
  readonly id: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly account: SessionAccount;
  readonly banned: boolean;
}

/** How many devices an account is shown. */
const devicesMax = 100;

interface SessionRow {
  readonly id: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly account_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly level: number;
  readonly time_zone: string | null;
  readonly locale: string | null;
  readonly banned: boolean;
}

/** The session of a token that has not expired at `nowMs`, or null. One index look-up, whoever asks. */
export async function findSession(pool: Pool, token: string, nowMs: number): Promise<StoredSession | null> {
  const { rows } = await pool.query<SessionRow>(
    `SELECT s.id, s.created_at, s.expires_at, a.id AS account_id, a.name, a.email, a.role, a.level, a.time_zone, a.locale,
            a.banned AND (a.ban_expires IS NULL OR a.ban_expires > $2) AS banned
       FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.token = $1 AND s.expires_at > $2`,
    [token, new Date(nowMs)],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { account_id: id, name, email, level } = row;
  return {
    id: row.id,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    account: {
      ...{ id, name, email, role: readRole(row.role), level },
      ...{ timeZone: row.time_zone, locale: readLocale(row.locale) },
    },
    banned: row.banned,
  };
}

/** A role nobody knows gives no rights. */
export function readRole(text: unknown): Role {
  return roles.find((role) => role === text) ?? "shopper";
}

/** A language nobody knows is none. */
export function readLocale(text: unknown): Locale | null {
  return locales.find((locale) => locale === text) ?? null;
}

export async function prolongSession(pool: Pool, id: string, expiresAtMs: number, nowMs: number): Promise<void> {
  await pool.query("UPDATE sessions SET expires_at = $2, updated_at = $3 WHERE id = $1", [
    id,
    new Date(expiresAtMs),
    new Date(nowMs),
  ]);
}

export async function deleteSessionByToken(pool: Pool, token: string): Promise<void> {
  await pool.query("DELETE FROM sessions WHERE token = $1", [token]);
}

/** Where an account is signed in, newest first. */
export async function listDevices(
  pool: Pool,
  accountId: string,
  currentId: string,
  nowMs: number,
): Promise<DeviceSession[]> {
  const { rows } = await pool.query<{ id: string; created_at: Date; user_agent: string | null }>(
    `SELECT id, created_at, user_agent FROM sessions
      WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC LIMIT ${devicesMax}`,
    [accountId, new Date(nowMs)],
  );
  return rows.map((row) => ({
    id: row.id,
    createdAtMs: row.created_at.getTime(),
    userAgent: row.user_agent,
    current: row.id === currentId,
  }));
}

/**
 * Ends sessions of an account and returns how many: one by its id, or all but one. The owner stands in the condition: a
 * stranger's session is simply not there.
 */
export async function deleteSession(client: Pick<Pool, "query">, accountId: string, id: string): Promise<number> {
  const { rowCount } = await client.query("DELETE FROM sessions WHERE account_id = $1 AND id = $2", [accountId, id]);
  return rowCount ?? 0;
}

/** Null spares none. */
export async function deleteOtherSessions(
  client: Pick<Pool, "query">,
  accountId: string,
  sparedId: string | null,
): Promise<number> {
  const { rowCount } = await client.query(
    "DELETE FROM sessions WHERE account_id = $1 AND ($2::text IS NULL OR id <> $2)",
    [accountId, sparedId],
  );
  return rowCount ?? 0;
}

/** Whether an address belongs to an account already; addresses are stored in lower case. */
export async function isEmailTaken(pool: Pool, email: string): Promise<boolean> {
  const { rowCount } = await pool.query("SELECT 1 FROM accounts WHERE email = $1", [email]);
  return rowCount !== 0;
}

/** The language of the page on which an account was opened, until its owner chooses. */
export async function keepLocale(pool: Pool, accountId: string, locale: Locale): Promise<void> {
  await pool.query("UPDATE accounts SET locale = $2 WHERE id = $1", [accountId, locale]);
}
