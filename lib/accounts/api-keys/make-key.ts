import { type ApiKeyMadeAnswer, apiKeyScopes } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { ShopPool } from "../../platform/postgres";
import { hashKey, keyPrefix, newKey } from "./key-secret";
import type { KeyWish } from "./ports";

export interface KeyParts {
  readonly pool: ShopPool;
  readonly recordChange: RecordChange;
}

/** See ApiKeys in ports. The log remembers the key's beginning, never the key. */
export async function makeKey(parts: KeyParts, wish: KeyWish, actor: LogActor): Promise<ApiKeyMadeAnswer> {
  const key = newKey();
  const { name } = wish;
  const prefix = keyPrefix(key);
  const scopes = apiKeyScopes.filter((scope) => wish.scopes.includes(scope));
  return parts.pool.transaction(async (client) => {
    const { rows } = await client.query<{ id: number; createdAt: Date }>(
      `INSERT INTO api_keys (account_id, name, prefix, hash, scopes) VALUES ($1, $2, $3, $4, $5)
       RETURNING id, created_at AS "createdAt"`,
      [actor.accountId, name, prefix, hashKey(key), scopes],
    );
    const made = rows[0];
    if (made === undefined) throw new Error("the key was not stored");
    const object = `api_key:${made.id}`;
    await parts.recordChange(client, { actor, verb: "create", object, before: null, after: { name, prefix, scopes } });
    return { id: made.id, name, prefix, scopes, createdAt: made.createdAt.toISOString(), key };
  });
}
