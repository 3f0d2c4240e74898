import type { Pool } from "pg";
import { readRole } from "../session-store";
import { hashKey } from "./key-secret";
import type { KeyDemand, KeyOutcome } from "./ports";

interface KeyRow {
  readonly id: number;
  readonly keyName: string;
  readonly scopes: readonly string[];
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly level: number;
  readonly isUseOld: boolean;
}

const findSql = `
SELECT key.id, key.name AS "keyName", key.scopes, account.id AS "accountId", account.name, account.email, account.role,
  account.level, coalesce(key.last_used_at < now() - interval '1 minute', true) AS "isUseOld"
FROM api_keys key JOIN accounts account ON account.id = key.account_id
WHERE key.hash = $1 AND key.revoked_at IS NULL
  AND NOT (account.banned AND (account.ban_expires IS NULL OR account.ban_expires > now()))`;

/** See ApiKeys in ports. One index look-up; times are those of PostgreSQL, as for everything of a key. */
export async function authorizeKey(pool: Pool, key: string, demand: KeyDemand): Promise<KeyOutcome> {
  const { rows } = await pool.query<KeyRow>(findSql, [hashKey(key)]);
  const row = rows[0];
  if (row === undefined) return { word: "unknown" };
  if (row.isUseOld) await pool.query("UPDATE api_keys SET last_used_at = now() WHERE id = $1", [row.id]);
  const role = readRole(row.role);
  if (!demand.roles.includes(role)) return { word: "forbidden" };
  if (demand.scope === null || !row.scopes.includes(demand.scope)) return { word: "lacks_scope" };
  const { accountId: id, name, email, level, keyName } = row;
  return { word: "ok", account: { id, name, email, role, level }, keyName };
}
