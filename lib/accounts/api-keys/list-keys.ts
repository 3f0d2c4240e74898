import type { Pool } from "pg";
import { type ApiKey, type ApiKeysAnswer, apiKeyScopes } from "../../domain";

/** Revoked keys stay in the list, so that an entry of the log can be followed; the newest are enough, behind all that work. */
const keysMax = 500;

interface ListRow extends Omit<ApiKey, "scopes" | "owner" | "createdAt" | "lastUsedAt" | "revokedAt"> {
  readonly scopes: readonly string[];
  readonly ownerId: string;
  readonly ownerName: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const listSql = `
SELECT key.id, key.name, key.prefix, key.scopes, account.id AS "ownerId", account.name AS "ownerName",
  key.created_at AS "createdAt", key.last_used_at AS "lastUsedAt", key.revoked_at AS "revokedAt"
FROM (SELECT * FROM api_keys ORDER BY revoked_at IS NULL DESC, id DESC LIMIT ${keysMax}) key
JOIN accounts account ON account.id = key.account_id
ORDER BY key.id DESC`;

export async function listKeys(pool: Pool): Promise<ApiKeysAnswer> {
  const { rows } = await pool.query<ListRow>(listSql);
  return {
    keys: rows.map(({ ownerId, ownerName, createdAt, lastUsedAt, revokedAt, scopes, ...row }) => ({
      ...row,
      scopes: apiKeyScopes.filter((scope) => scopes.includes(scope)),
      owner: { id: ownerId, name: ownerName },
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
  };
}
